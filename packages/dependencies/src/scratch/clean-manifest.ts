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
 * the projects that the lockfile serves.
 *
 * @param text JSON, perhaps none
 * @param workspaces folders relative to this manifest's
 */
export function cleanManifest(text: string, workspaces: readonly string[]): string {
  const manifest = parse(text);
  const kept = KEPT.flatMap((key) => (Object.hasOwn(manifest, key) ? [[key, manifest[key]] as const] : []));
  const patterns = workspaces.map((folder) => folder.replace(/[\\*?[\]{}()!]/g, '\\$&'));
  return `${JSON.stringify({ ...Object.fromEntries(kept), ...(patterns.length > 0 && { workspaces: patterns }) }, null, 2)}\n`;
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
