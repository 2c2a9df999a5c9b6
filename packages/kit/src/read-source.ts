import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

import { cleanText, type Gap, type Workspace } from '@railgate/contract';

/** Larger source files are not written by people; a parser would take minutes for them. */
export const SOURCE_LIMIT = 2 * 1024 * 1024;

export type SourceRead = { readonly text: string; readonly bytes: number } | { readonly gap: Gap };

/**
 * Reads a text file of the scanned repository: never through a symbolic link that leaves the root, never a device or
 * a pipe (which would block), never more than `limit` bytes. A UTF-8 byte order mark is dropped.
 */
export function readSource(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  path: string,
  limit = SOURCE_LIMIT,
): SourceRead {
  const bytes = readBytes(workspace, path, limit);
  if ('gap' in bytes) return bytes;
  return decode(bytes.buffer, path);
}

export type BytesRead = { readonly buffer: Buffer } | { readonly gap: Gap };

/** As `readSource`, before decoding. */
export function readBytes(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  path: string,
  limit = SOURCE_LIMIT,
): BytesRead {
  const edited = workspace.edited?.get(path);
  if (edited !== undefined) return { buffer: Buffer.from(edited) };
  const opened = openSource(workspace.root, path, limit);
  if ('gap' in opened) return opened;
  try {
    return { buffer: readFileSync(opened.descriptor) };
  } catch (error) {
    return unreadable(path, error);
  } finally {
    closeSync(opened.descriptor);
  }
}

export type SourceOpened = { readonly descriptor: number; readonly size: number } | { readonly gap: Gap };

/** Opens a regular file for whoever reads it in parts; the same rules as for `readSource`. The caller closes it. */
export function openSource(root: string, path: string, limit = SOURCE_LIMIT): SourceOpened {
  let descriptor: number | undefined;
  let opened: SourceOpened;
  try {
    descriptor = openInside(root, path);
    opened =
      descriptor === undefined
        ? gap('FILE_UNREADABLE', path, 'is a symbolic link that leaves the repository and is not followed.')
        : checked(descriptor, path, limit);
  } catch (error) {
    opened = unreadable(path, error);
  }
  if ('gap' in opened && descriptor !== undefined) closeSync(descriptor);
  return opened;
}

function checked(descriptor: number, path: string, limit: number): SourceOpened {
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) return gap('FILE_UNREADABLE', path, 'is not a regular file.');
  if (stat.size <= limit) return { descriptor, size: stat.size };
  return gap('FILE_TOO_LARGE', path, `has ${stat.size} bytes; this gate reads files up to ${limit} bytes.`);
}

/** Undefined where it leads out of the root. A file is mostly no link: then its folder alone is looked up, once. */
function openInside(root: string, path: string): number | undefined {
  const plain = plainPath(root, path);
  if (isInside(realFolder(root, ''), plain)) {
    try {
      return openSync(plain, MODE | constants.O_NOFOLLOW);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
    }
  }
  const real = realpathSync(join(root, path));
  return isInside(realFolder(root, ''), real) ? openSync(real, MODE) : undefined;
}

/** The file in its real folder. Names of files are mostly plain: putting two texts together is quicker than `join`. */
function plainPath(root: string, path: string): string {
  const at = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
  if (!isPlainName(name)) return join(realFolder(root, dirname(path)), basename(path));
  const real = realFolder(root, folder);
  return real.endsWith(sep) ? real + name : real + sep + name;
}

/** Not one that is a path of its own. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes(sep);
}

const MODE = constants.O_RDONLY | constants.O_NONBLOCK;

const folders = { root: '', real: new Map<string, string>() };

/** By its path in the root. Asked for every file; what a folder is does not change while a repository is scanned. */
function realFolder(root: string, folder: string): string {
  if (folders.root !== root) Object.assign(folders, { root, real: new Map<string, string>() });
  const known = folders.real.get(folder);
  if (known !== undefined) return known;
  // One call to the system, where the other kind walks the path itself.
  const real = realpathSync.native(join(root, folder));
  folders.real.set(folder, real);
  return real;
}

export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decode(buffer: Buffer, path: string): SourceRead {
  if (buffer.includes(0))
    return gap('FILE_BINARY', path, 'holds binary data (a NUL byte) under the name of a text file.');
  try {
    return { text: UTF8.decode(buffer), bytes: buffer.length };
  } catch {
    return gap('FILE_ENCODING', path, 'is not valid UTF-8.');
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a loop of symbolic links',
  ENOENT: 'it is not there, or a symbolic link points nowhere',
  ENAMETOOLONG: 'its name is too long',
};

function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return REASONS[code] ?? code;
}

/** What is said of a file that the system does not hand out. */
export function unreadable(path: string, error: unknown): { gap: Gap } {
  return gap('FILE_UNREADABLE', path, `cannot be read: ${explain(error)}.`);
}

function gap(code: Gap['code'], path: string, what: string): { gap: Gap } {
  return { gap: { code, path, message: `${cleanText(path)} ${what}` } };
}
