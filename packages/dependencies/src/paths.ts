import { posix } from 'node:path';

/** The folder of a file, `.` for the root. */
export function folderOf(path: string): string {
  return posix.dirname(path);
}

/** A place within the repository, as a lockfile names it; nothing where it lies outside. `.` is the root. */
export function inside(folder: string, location: string): string | undefined {
  if (location.startsWith('/') || /^[a-z]:|\\|\0/i.test(location)) return undefined;
  const joined = posix.join(folder, location).replace(/\/$/, '');
  return joined === '..' || joined.startsWith('../') ? undefined : joined;
}

export function fileIn(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

/** Below a folder of installed packages nothing is the repository's own. */
export function isInstalled(path: string): boolean {
  return path.startsWith('node_modules/') || path.includes('/node_modules/');
}
