import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { cleanText, type FileEntry, type Gap } from '@railgate/contract';
import { isInside } from '@railgate/kit';

export interface LinkReasons {
  /** Reasons by path. */
  readonly notScanned: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
}

/** Where symbolic links lead. They are not followed: what they name in the repository is a file of the list itself. */
export function linkReasons(
  root: string,
  links: readonly string[],
  files: readonly FileEntry[],
): LinkReasons {
  const notScanned = new Map<string, string>();
  const gaps: Gap[] = [];
  const listed = links.length === 0 ? new Set<string>() : withFolders(files);
  for (const path of links) {
    const target = targetOf(root, path);
    if ('unreadable' in target) gaps.push(unreadableLink(path, target.unreadable));
    else notScanned.set(path, reasonFor(target, listed));
  }
  return { notScanned, gaps };
}

type Target =
  { readonly path: string } | { readonly lost: 'out' | 'dangling' } | { readonly unreadable: string };

function targetOf(root: string, path: string): Target {
  try {
    const real = realpathSync.native(join(root, path));
    return isInside(root, real) ? { path: relative(root, real).split(sep).join('/') } : { lost: 'out' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { lost: 'dangling' };
    return { unreadable: code ?? 'unknown error' };
  }
}

function reasonFor(target: Exclude<Target, { unreadable: string }>, listed: ReadonlySet<string>): string {
  if ('lost' in target) {
    return target.lost === 'out' ? 'symbolic link out of the repository' : 'dangling symbolic link';
  }
  return listed.has(target.path)
    ? 'symbolic link'
    : 'symbolic link to something that is not in the file list';
}

function unreadableLink(path: string, code: string): Gap {
  const why =
    code === 'ELOOP'
      ? 'is part of a loop of symbolic links'
      : `is a symbolic link that cannot be read (${code})`;
  return { code: 'FILE_UNREADABLE', path, message: `${cleanText(path)} ${why}.` };
}

/** The paths of all files and of all folders that hold one; the root is the empty path. */
function withFolders(files: readonly FileEntry[]): Set<string> {
  const paths = new Set<string>(['']);
  for (const { path } of files) {
    paths.add(path);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (paths.has(folder)) break;
      paths.add(folder);
    }
  }
  return paths;
}
