import { posix } from 'node:path';

import { cleanText, type Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import type { Lockfile, Requirement } from '../lockfile.js';
import { partSkipped } from '../gaps.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import { folderOf, inside } from '../paths.js';
import { isDevelopmentName, normalizeName } from './names.js';
import { readRequirementsFile, type RequirementsEntry, type RequirementsFile } from './requirements-file.js';

/** Beside a lockfile: what the model has no place for, for whoever looks for what is not pinned. */
const files = new WeakMap<Lockfile, RequirementsFile>();

export function requirementsFileOf(lockfile: Lockfile): RequirementsFile | undefined {
  return files.get(lockfile);
}

/** requirements.txt, its variants and constraints files, as pip reads them. A line that names one version locks it. */
export function readRequirementsLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const file = readRequirementsFile(source.text);
  const { includes, gaps } = resolveIncludes(path, file, repository);
  const refused = refusal(path, file);
  if (refused && file.entries.length === 0) return { gaps: [refused, ...gaps], includes };
  const lockfile = toLockfile(path, file);
  files.set(lockfile, file);
  return { lockfile, gaps: [...(refused ? [refused] : []), ...gaps], includes };
}

function refusal(path: string, { refused }: RequirementsFile): Gap | undefined {
  const [line] = refused;
  if (line === undefined) return undefined;
  const more = refused.length > 1 ? `, nor are ${refused.length - 1} lines after it` : '';
  const message = `${cleanText(path)}: line ${line} is no requirement that pip understands${more}.`;
  return { code: 'FILE_UNPARSEABLE', path, line, message };
}

function resolveIncludes(
  path: string,
  file: RequirementsFile,
  repository: Repository,
): { includes: string[]; gaps: Gap[] } {
  const includes: string[] = [];
  const gaps: Gap[] = [];
  for (const { line, path: written } of file.includes) {
    const target = includedPath(path, written);
    const name = written.slice(0, 200);
    if (/^[a-z][a-z0-9+.-]+:/i.test(written))
      gaps.push(partSkipped(path, line, `includes a file from elsewhere, which is not fetched.`));
    else if (target === undefined)
      gaps.push(partSkipped(path, line, `includes ${name}, which lies outside of the repository.`));
    else if (repository.has(target)) includes.push(target);
    else
      gaps.push(partSkipped(path, line, `includes ${name}, which is not among the files of the repository.`));
  }
  // A file that is hostile may include a million.
  const more = gaps.length - INCLUDE_GAPS;
  if (more > 0)
    gaps.splice(INCLUDE_GAPS, more, partSkipped(path, 1, `includes ${more} more files that cannot be read.`));
  return { includes, gaps };
}

/** Windows' way of writing it too; nothing where it leads out of the repository. */
export function includedPath(path: string, written: string): string | undefined {
  return inside(folderOf(path), written.replaceAll('\\', '/'));
}

const INCLUDE_GAPS = 20;

function toLockfile(path: string, file: RequirementsFile): Lockfile {
  const draft = new DraftLockfile();
  const index = collectPackages(file, draft);
  connect(file, draft, index);
  const isDev = isDevelopmentName(posix.basename(path));
  const requirements = file.entries
    .filter((entry) => isAskedFor(entry, index))
    .map((entry) => toRequirement(entry, isDev, index));
  const projects = [{ path: projectOf(path), manifest: path, requirements }];
  const registries = file.indexes.map(({ url, line }) => ({ url, line }));
  return {
    path,
    format: 'requirements',
    ecosystem: 'PyPI',
    projects,
    packages: draft.finish(projects),
    ...(registries.length > 0 && { registries }),
  };
}

/** By name and by entry: a name may stand with several versions, each for other machines. */
interface Index {
  readonly byName: ReadonlyMap<string, number>;
  readonly byEntry: ReadonlyMap<RequirementsEntry, number>;
}

function collectPackages(file: RequirementsFile, draft: DraftLockfile): Index {
  const byKey = new Map<string, number>();
  const byName = new Map<string, number>();
  const byEntry = new Map<RequirementsEntry, number>();
  const registry = onlyIndex(file);
  for (const entry of file.entries) {
    const found = toPackage(entry, registry);
    if (!found) continue;
    const key = JSON.stringify([found.name, found.version, found.resolved]);
    const place = byKey.get(key) ?? draft.add(found);
    byKey.set(key, place);
    byEntry.set(entry, place);
    if (!byName.has(found.name)) byName.set(found.name, place);
  }
  return { byName, byEntry };
}

/** Where all packages come from, as long as there is one index alone. */
function onlyIndex({ indexes }: RequirementsFile): string | undefined {
  return indexes.some(({ isExtra }) => isExtra) ? undefined : indexes.at(-1)?.url;
}

function toPackage(entry: RequirementsEntry, index: string | undefined): DraftPackage | undefined {
  const { requirement, address, line, hashes } = entry;
  const name = requirement ? normalizeName(requirement.name) : address?.name;
  const version = requirement?.pin ?? address?.version;
  if (name === undefined || (version === undefined && !address)) return undefined;
  const resolved = address?.address ?? index;
  return {
    ...draftPackage(name, version ?? '', line),
    source: address?.kind ?? 'registry',
    ...(resolved !== undefined && { resolved }),
    ...(hashes.length > 0 && { integrity: hashes.join(' ') }),
  };
}

/** `# via flask`: flask brings it. */
function connect(file: RequirementsFile, draft: DraftLockfile, { byName, byEntry }: Index): void {
  for (const entry of file.entries) {
    const target = byEntry.get(entry);
    if (target === undefined) continue;
    for (const note of entry.via) {
      const from = byName.get(noteName(note));
      if (from !== undefined) draft.depend(from, target, false);
    }
  }
}

function noteName(note: string): string {
  return normalizeName(note.split(/[\s[(]/, 1)[0] ?? '');
}

/** Without a note everybody takes it for written by hand. `-r x.in`, `(pyproject.toml)` and unknown names are the project's. */
function isAskedFor({ via }: RequirementsEntry, { byName }: Index): boolean {
  return via.length === 0 || via.some((note) => !note.startsWith('-c') && !byName.has(noteName(note)));
}

function toRequirement(entry: RequirementsEntry, isDev: boolean, { byEntry }: Index): Requirement {
  const { requirement, address, text, line } = entry;
  const target = byEntry.get(entry);
  return {
    name: requirement?.name ?? address?.name ?? text,
    kind: isDev ? 'dev' : 'prod',
    range: requirement && !requirement.url ? requirement.specifier : (address?.address ?? ''),
    line,
    ...(target !== undefined && { target }),
  };
}

function projectOf(path: string): string {
  const folder = folderOf(path);
  return posix.basename(folder) === 'requirements' ? folderOf(folder) : folder;
}
