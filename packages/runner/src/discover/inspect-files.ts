import { lstatSync, type Stats } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

import { cleanText, type FileEntry, type Gap } from '@railgate/contract';

import { stateOf } from '../file-state.js';
import type { Listed } from './collected.js';

export interface Inspected {
  readonly files: readonly FileEntry[];
  /** Of the files, by path: `stateOf`. */
  readonly states: ReadonlyMap<string, string>;
  /** Paths of symbolic links. */
  readonly links: readonly string[];
  /** Reasons by path. */
  readonly notScanned: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
}

/** Looks at each path without following a link: which are files that a gate may read. */
export async function inspectFiles(root: string, paths: ReadonlyMap<string, Listed>): Promise<Inspected> {
  const inspector = new Inspector(root);
  let count = 0;
  for (const [path, listed] of paths) {
    inspector.inspect(path, listed);
    if (++count % BATCH === 0) await setImmediate();
  }
  return { ...inspector, gaps: inspector.gaps() };
}

/** Paths between two chances for signals and timers. The synchronous call is five times faster than the other. */
const BATCH = 5000;

type FolderState = 'plain' | 'link' | 'missing' | 'denied';

class Inspector {
  readonly files: FileEntry[] = [];
  readonly states = new Map<string, string>();
  readonly links: string[] = [];
  readonly notScanned = new Map<string, string>();
  readonly #root: string;
  readonly #folders = new Map<string, FolderState>([['', 'plain']]);
  /** Number of files that cannot be looked at, and why, by folder. */
  readonly #denied = new Map<string, { files: number; why: string }>();

  constructor(root: string) {
    this.#root = root;
  }

  inspect(path: string, listed: Listed): void {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    switch (this.#stateOf(folder)) {
      case 'link':
        this.notScanned.set(path, 'behind a symbolic link');
        return;
      case 'missing':
        this.notScanned.set(path, absence(listed));
        return;
      case 'denied':
        this.#deny(folder, 'permission denied');
        return;
      case 'plain':
        this.#look(path, listed, folder);
    }
  }

  gaps(): Gap[] {
    return [...this.#denied].map(([path, { files, why }]) => ({
      code: 'FILE_UNREADABLE',
      path: path === '' ? '.' : path,
      message: `The folder ${cleanText(path === '' ? '.' : path)} cannot be entered: ${why}; ${files} listed ${files === 1 ? 'file is' : 'files are'} in it.`,
    }));
  }

  #look(path: string, listed: Listed, folder: string): void {
    const stat = statOf(`${this.#root}/${path}`);
    if (typeof stat === 'string') this.#deny(folder, stat);
    else if (stat === undefined) this.notScanned.set(path, absence(listed));
    else if (stat.isFile()) this.#take(path, stat);
    else if (stat.isSymbolicLink()) this.links.push(path);
    else this.notScanned.set(path, specialKind(stat));
  }

  #take(path: string, stat: Stats): void {
    this.files.push({ path, size: stat.size });
    this.states.set(path, stateOf(stat));
  }

  /** Git lists what it tracks, also where a folder on the way has become a link, perhaps one that leads out. */
  #stateOf(folder: string): FolderState {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const above = this.#stateOf(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)));
    const state = above === 'plain' ? folderState(statOf(`${this.#root}/${folder}`)) : above;
    this.#folders.set(folder, state);
    return state;
  }

  #deny(folder: string, why: string): void {
    const denied = this.#denied.get(folder) ?? { files: 0, why };
    denied.files++;
    this.#denied.set(folder, denied);
  }
}

/** Nothing when it is not there; a string says why it cannot be looked at. */
function statOf(path: string): Stats | string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (code ?? 'unknown error');
  }
}

function folderState(stat: Stats | string | undefined): FolderState {
  if (typeof stat === 'string') return 'denied';
  if (stat?.isSymbolicLink()) return 'link';
  return stat?.isDirectory() ? 'plain' : 'missing';
}

function absence(listed: Listed): string {
  return listed === 'sparse' ? 'not checked out (sparse checkout)' : 'deleted';
}

function specialKind(stat: Stats): string {
  if (stat.isDirectory()) return 'deleted, a folder is in its place';
  if (stat.isFIFO()) return 'named pipe';
  return stat.isSocket() ? 'socket' : 'device';
}
