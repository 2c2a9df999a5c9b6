import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Gap } from '@railgate/contract';
import { showName } from '@railgate/kit';

import { isTemporary } from '../output-folder.js';
import { OWN_FOLDER, isOwnFile } from '../report-files.js';
import { badName, type Collected, unreadableFolder } from './collected.js';

/** Folders that hold what tools put there; with git they are ignored or, when somebody tracks them, listed. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '.git': 'git metadata',
  node_modules: 'dependency folder',
  bower_components: 'dependency folder',
  '.venv': 'dependency folder',
  venv: 'dependency folder',
  '.tox': 'dependency folder',
  '.nox': 'dependency folder',
  '.nx': 'cache',
  '.cache': 'cache',
  '.parcel-cache': 'cache',
  '.turbo': 'cache',
  '.gradle': 'cache',
  '.terraform': 'cache',
  __pycache__: 'cache',
  '.mypy_cache': 'cache',
  '.pytest_cache': 'cache',
  '.ruff_cache': 'cache',
};

/**
 * Reports of earlier runs, in the root only: elsewhere the name means nothing. What else somebody put beside them is a file
 * like any other.
 */
export function isOurOutput(path: string): boolean {
  if (!path.startsWith(`${OWN_FOLDER}/`)) return false;
  const own = path.slice(OWN_FOLDER.length + 1);
  return isOwnFile(own) || isTemporary(own.slice(own.lastIndexOf('/') + 1));
}

/**
 * Adds everything below `prefix`, following no symbolic link. `prefix` is empty or ends with a slash. Of our own output
 * nothing is said: it is there from the second run on, and no two runs would be the same.
 */
export function walkFolder(root: string, prefix: string, into: Collected): void {
  const folders = [prefix];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = readFolder(root, folder);
    if (!Array.isArray(entries)) {
      into.gaps.push(entries);
      continue;
    }
    for (const entry of entries) takeEntry(entry, folder, folders, into);
  }
}

function takeEntry({ name, isFolder }: Entry, folder: string, folders: string[], into: Collected): void {
  if (typeof name !== 'string') {
    into.gaps.push(badName({ shown: folder + showName(name), why: 'is not valid UTF-8' }));
    return;
  }
  const path = folder + name;
  const reason = isFolder || name === '.git' ? leftOut(name) : undefined;
  if (reason !== undefined) into.notScanned.set(path, reason);
  else if (isFolder) folders.push(`${path}/`);
  else if (!isOurOutput(path)) into.paths.set(path, 'there');
}

interface Entry {
  /** The bytes, where they are no text. */
  readonly name: string | Buffer;
  readonly isFolder: boolean;
}

function readFolder(root: string, folder: string): Entry[] | Gap {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true, encoding: 'buffer' });
    return entries.map((entry: Dirent<Buffer>) => ({
      name: isUtf8(entry.name) ? entry.name.toString('utf8') : entry.name,
      isFolder: entry.isDirectory(),
    }));
  } catch (error) {
    return folderGap(folder.replace(/\/$/, ''), (error as NodeJS.ErrnoException).code);
  }
}

function folderGap(path: string, code = 'unknown error'): Gap {
  return code === 'EACCES' || code === 'EPERM' ? unreadableFolder(path) : unreadableFolder(path, code);
}

function leftOut(name: string): string | undefined {
  return Object.hasOwn(LEFT_OUT, name) ? LEFT_OUT[name] : undefined;
}
