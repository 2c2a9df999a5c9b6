import { tmpdir } from 'node:os';

import { readDependencies, type Dependencies, type LockedPackage, type Lockfile } from '../src/index.js';

export type Texts = Readonly<Record<string, string | Uint8Array>>;

/** Reads files that stand in no folder. */
export function readFiles(
  texts: Texts,
  progress: (path: string) => void = () => undefined,
): Promise<Dependencies> {
  const edited = new Map(Object.entries(texts));
  const files = [...edited].map(([path, { length: size }]) => ({ path, size }));
  return readDependencies({ root: tmpdir(), edited }, files, progress);
}

/** @throws when the files hold anything but one lockfile, or it has a gap. */
export async function readLockfile(texts: Texts): Promise<Lockfile> {
  const { lockfiles, gaps } = await readFiles(texts);
  const [lockfile] = lockfiles;
  if (!lockfile || lockfiles.length > 1 || gaps.length > 0)
    throw new Error(JSON.stringify({ lockfiles, gaps }, null, 1));
  return lockfile;
}

/** `name version line`, and in words what else is said of it: ` direct dev git`. */
export function brief({ packages }: Lockfile): string[] {
  return packages.map((found) =>
    [found.name, found.version, found.line, ...words(found)].join(' ').replace('  ', ' - '),
  );
}

function words({ direct, dev, optional, source, dependencies }: LockedPackage): string[] {
  return [
    ...(direct ? ['direct'] : []),
    ...(dev ? ['dev'] : []),
    ...(optional ? ['optional'] : []),
    ...(source === 'registry' ? [] : [source]),
    ...(dependencies.length > 0 ? [`→ ${dependencies.join(' ')}`] : []),
  ];
}

/** What is not known, one line a gap: `CODE path:line message`. */
export function gapsOf({ gaps }: Dependencies): string[] {
  return gaps.map(({ code, path, line, message }) => `${code} ${path ?? ''}:${line ?? ''} ${message}`);
}
