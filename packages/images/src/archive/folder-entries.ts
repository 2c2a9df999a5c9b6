import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';

import { isInside } from '@railgate/kit';

import { damaged, isSystemError, systemError } from './archive-error.js';
import { type Entries, type Entry, pathInArchive, show } from './entries.js';
import { PositionedFile } from './tar/positioned-file.js';

/** A file of a pipe's name must not make us wait. */
const MODE = constants.O_RDONLY | constants.O_NONBLOCK;

/** The files of a folder. Each is opened when it is read: an image has more layers than some systems allow files. */
export async function openFolder(path: string, name: string, signal: AbortSignal): Promise<Entries> {
  const root = await realpath(path);
  return {
    name,
    find: (wanted) => find(root, wanted, name, signal),
    close: () => Promise.resolve(),
  };
}

async function find(
  root: string,
  wanted: string,
  name: string,
  signal: AbortSignal,
): Promise<Entry | undefined> {
  signal.throwIfAborted();
  const path = pathInArchive(wanted);
  if (path === undefined || wanted.split('/').includes('..'))
    throw damaged(name, `refers to a file outside of it: ${show(wanted)}.`);
  const real = await realPath(join(root, path), name);
  if (real === undefined) return undefined;
  if (!isInside(root, real)) throw damaged(name, `has a link that leads out of it: ${show(wanted)}.`);
  const file = await openFile(real, wanted, name, signal);
  await file.close();
  const { size } = file;
  return {
    name: wanted,
    size,
    content: (from = 0, to = size) =>
      content(() => openFile(real, wanted, name, signal), size, from, Math.min(to, size)),
  };
}

async function realPath(path: string, name: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw systemError(name, error);
  }
}

async function openFile(
  path: string,
  wanted: string,
  name: string,
  signal: AbortSignal,
): Promise<PositionedFile> {
  const handle = await open(path, MODE | constants.O_NOFOLLOW).catch((error: unknown) => {
    throw systemError(name, error);
  });
  const stat = await handle.stat();
  if (stat.isFile()) return new PositionedFile(name, stat.size, handle, signal);
  await handle.close();
  throw damaged(name, `holds ${show(wanted)}, which is no file.`);
}

async function* content(
  reopen: () => Promise<PositionedFile>,
  size: number,
  from: number,
  to: number,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await reopen();
  try {
    if (file.size !== size) throw damaged(file.name, 'was changed while it was read.');
    yield* file.range(from, to);
  } finally {
    await file.close();
  }
}
