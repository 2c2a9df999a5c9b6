import { posix } from 'node:path';

import {
  LOCKFILE_LIMIT,
  packageUrl,
  readDependencies,
  setRange,
  type Lockfile,
} from '@railgate/dependencies';
import { readSource } from '@railgate/kit';

import type { RepairInput } from './repair-input.js';
import { closureOf, mergeLock, parseNpmLock, printLike, type NpmLock } from './npm-tree.js';
import type { ManifestRange } from './npm-step.js';
import { isSafe, type Refusal, type Wanted } from './wanted.js';
import { listed, plainText } from '../findings/plain-text.js';

/** A lockfile and its manifests as the repairs so far leave them. */
export interface NpmState {
  readonly lockfile: Lockfile;
  readonly lock: NpmLock;
  /** Of the lockfile, and of manifests that differ from the repository's. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface NextState extends NpmState {
  /** Versions of the package that were not there. */
  readonly versions: readonly string[];
  /** All packages that were not there, as purls. */
  readonly brings: readonly string[];
  /** The package is still there in the version that is to go. */
  readonly remains: boolean;
}

/**
 * The state with what npm made of it for one upgrade, or why it is not taken: npm changed what has nothing to do with it, or
 * did not do what it is for.
 *
 * @param made the lockfile as npm wrote it
 */
export async function nextState(
  input: RepairInput,
  state: NpmState,
  wanted: Wanted,
  ranges: readonly ManifestRange[],
  made: string,
): Promise<NextState | Refusal> {
  const lock = parseNpmLock(made);
  if (!lock) return { reason: 'npm wrote no lockfile that can be read.' };
  const merged = mergeLock(state.lock, lock, ranges);
  const related = closureOf(wanted.occurrence.name, [state.lock, lock]);
  const others = [...merged.changed].filter((name) => !related.has(name));
  if (others.length > 0) return { reason: `${CHANGES_OTHERS} ${plainText(listed(others.sort(), 5), 300)}.` };
  const texts = new Map(state.texts);
  const { path } = state.lockfile;
  texts.set(path, printLike(merged.lock, state.texts.get(path) ?? ''));
  for (const { manifest, field, name, range } of ranges) {
    const text = textOf(input, texts, manifest) ?? '';
    const changed = setRange(text, field, name, range);
    if (changed === undefined) return { reason: `${plainText(manifest, 250)} cannot be changed by itself.` };
    if (changed !== text) texts.set(manifest, changed);
  }
  return checked(input, state, wanted, texts, merged.lock);
}

const CHANGES_OTHERS =
  'npm would change more than that, since the lockfile is not up to date or was made elsewhere:';

/** Read again by the readers that every scan uses. */
async function checked(
  { workspace, target }: RepairInput,
  state: NpmState,
  { occurrence, version, order }: Wanted,
  texts: ReadonlyMap<string, string>,
  lock: NpmLock,
): Promise<NextState | Refusal> {
  const { path, projects, packages } = state.lockfile;
  const edited = new Map([...(workspace.edited ?? []), ...texts]);
  const mine = new Set([path, ...projects.flatMap(({ manifest }) => manifest ?? [])]);
  const files = target.files.filter((file) => mine.has(file.path));
  const read = await readDependencies({ ...workspace, edited }, files, () => undefined);
  const lockfile = read.lockfiles.find((one) => one.path === path);
  if (!lockfile) return { reason: 'What npm wrote cannot be read.' };
  const had = new Set(packages.map((one) => packageUrl('npm', one)));
  const fresh = lockfile.packages.filter((one) => !had.has(packageUrl('npm', one)));
  const { name } = occurrence;
  const versions = [...new Set(fresh.filter((one) => one.name === name).map((one) => one.version))];
  const bad = versions.find(
    (one) => !isSafe(occurrence, one, order) || (order.compare(one, version) ?? -1) < 0,
  );
  if (bad !== undefined) return { reason: `npm would take ${plainText(`${name}@${bad}`, 250)}.` };
  return {
    lockfile,
    lock,
    texts,
    versions,
    brings: [...new Set(fresh.map((one) => packageUrl('npm', one)))],
    remains: lockfile.packages.some((one) => one.name === name && one.version === occurrence.version),
  };
}

export function readState(input: RepairInput, lockfile: Lockfile): NpmState | Refusal {
  const text = textOf(input, new Map(), lockfile.path);
  const lock = text === undefined ? undefined : parseNpmLock(text);
  return text !== undefined && lock
    ? { lockfile, lock, texts: new Map([[lockfile.path, text]]) }
    : { reason: OLD, command: 'npm install --package-lock-only' };
}

const OLD = 'npm writes a lockfile of version 1 anew as a whole: do that first.';

function textOf(
  { workspace }: RepairInput,
  texts: ReadonlyMap<string, string>,
  path: string,
): string | undefined {
  const read = readSource(workspace, path, LOCKFILE_LIMIT);
  return texts.get(path) ?? ('gap' in read ? undefined : read.text);
}

/** The key of a project in the lockfile. */
export function projectKey(lockfile: Lockfile, folder: string): string {
  return posix.relative(posix.dirname(lockfile.path), folder);
}
