import type { TarEntry } from './tar.js';

/** Owner and permission bits; root's and the usual ones where left out. */
export interface FileOwner {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

// Paths in a layer have no leading `/`: that is how the builders write them.

export function file(path: string, content: string | Buffer, owner: FileOwner = {}): TarEntry {
  return { path, content, ...owner };
}

export function folder(path: string, owner: FileOwner = {}): TarEntry {
  return { path, type: 'folder', ...owner };
}

export function symlink(path: string, target: string): TarEntry {
  return { path, type: 'symlink', target, mode: 0o777 };
}

/** @param target path from the root of the image */
export function hardlink(path: string, target: string): TarEntry {
  return { path, type: 'hardlink', target };
}

/** This layer removes a file or folder of the layers below. */
export function whiteout(path: string): TarEntry {
  const cut = path.lastIndexOf('/') + 1;
  return file(`${path.slice(0, cut)}.wh.${path.slice(cut)}`, '', { mode: 0o600 });
}

/** This layer removes all that the layers below have in a folder. */
export function opaqueFolder(path: string): TarEntry {
  return file(`${path}/.wh..wh..opq`, '', { mode: 0o600 });
}
