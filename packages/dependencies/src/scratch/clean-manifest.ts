import { leadsOut } from './contain-links.js';

/** What says who a project is and what it depends on. */
const KEPT = [
  'name', 'version', 'private', 'description', 'license', 'licenses', 'author', 'contributors', 'homepage', 'repository', 'bugs',
  'dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta',
  'bundleDependencies', 'bundledDependencies', 'overrides', 'resolutions', 'pnpm', 'engines', 'os', 'cpu', 'libc', 'type',
] as const; // prettier-ignore

/**
 * A `package.json` for a scratch folder: only fields that say what the project is and depends on. Those that choose a
 * program (`packageManager`, `devEngines`), run one (`scripts`, `gypfile`) or let npm look elsewhere on the disk
 * (`directories`, `bin`, `man`) are left out, and `workspaces`, whose patterns may lead out of the folder, become the list of
 * the projects that the lockfile serves. Dependencies on folders and archives outside the repository are left out.
 *
 * @param text JSON, perhaps none
 * @param folder of the manifest, relative to the repository root
 * @param workspaces folders relative to this manifest's
 */
export function cleanManifest(text: string, folder: string, workspaces: readonly string[]): string {
  const manifest = parse(text);
  const kept = KEPT.flatMap((key) =>
    Object.hasOwn(manifest, key) ? [[key, contained(key, manifest[key], folder)] as const] : [],
  );
  const patterns = workspaces.map((below) => below.replace(/[\\*?[\]{}()!]/g, '\\$&'));
  return `${JSON.stringify({ ...Object.fromEntries(kept), ...(patterns.length > 0 && { workspaces: patterns }) }, null, 2)}\n`;
}

const DEPENDENCIES = /^(?:d|devD|optionalD|peerD)ependencies$/;
const FILE = /^(?:(?:file|link|portal):|\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])/;

const FORCED = /^(?:overrides|resolutions|pnpm)$/;

function contained(key: string, value: unknown, folder: string): unknown {
  if (FORCED.test(key)) return containSpecifiers(value, folder);
  if (!DEPENDENCIES.test(key) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, spec]) => !isOutside(spec, folder)));
}

function isOutside(spec: unknown, folder: string): boolean {
  if (typeof spec !== 'string' || !FILE.test(spec)) return false;
  return leadsOut(folder, spec.replace(/^(?:file|link|portal):(?:\/\/(?=\/))?/, ''));
}

/**
 * Maps of any depth without the places outside the repository that they name (`file:../../elsewhere`).
 *
 * @param folder of the file that holds them, relative to the repository root
 */
export function containSpecifiers(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((one) => containSpecifiers(one, folder));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, spec]) => !isOutside(spec, folder));
  return Object.fromEntries(kept.map(([key, one]) => [key, containSpecifiers(one, folder)]));
}

/** What is no object says nothing. */
function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
