import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

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
  let descriptor: number | undefined;
  try {
    const real = realpathSync(join(workspace.root, path));
    if (!isInside(realRoot(workspace.root), real)) {
      return gap(
        'FILE_UNREADABLE',
        path,
        'is a symbolic link that leaves the repository and is not followed.',
      );
    }
    descriptor = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return gap('FILE_UNREADABLE', path, 'is not a regular file.');
    if (stat.size > limit) {
      return gap(
        'FILE_TOO_LARGE',
        path,
        `has ${stat.size} bytes; this gate reads files up to ${limit} bytes.`,
      );
    }
    return { buffer: readFileSync(descriptor) };
  } catch (error) {
    return gap('FILE_UNREADABLE', path, `cannot be read: ${explain(error)}.`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

let root: { readonly given: string; readonly real: string } | undefined;

/** Asked for every file, and the same all the time. */
function realRoot(given: string): string {
  if (root?.given !== given) root = { given, real: realpathSync(given) };
  return root.real;
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

function gap(code: Gap['code'], path: string, what: string): { gap: Gap } {
  return { gap: { code, path, message: `${cleanText(path)} ${what}` } };
}
