import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { join } from 'node:path';

import type { Workspace } from '@railgate/contract';
import { readBytes } from '@railgate/kit';

/** A file that may be changed, as it was when it was looked at first. */
export interface SourceText {
  /** Without the byte order mark, as gates see it. */
  readonly text: string;
  readonly bytes: Buffer;
}

/** Why a file stays as it is: a clause that goes on from its name. */
export interface Refusal {
  readonly refused: string;
}

const MARK = '\uFEFF';

/**
 * The files that fixes want to change, made before the first scan: what changes from then on may not be what the scan
 * saw, and stays as it is. Every one is on the file list, is a regular file, and no symbolic link leads to
 * it: the repository is hostile, and what a link names may be a file of the user.
 */
export class SourceTexts {
  readonly #root: string;
  /** What tells that a file is the same, by path. */
  readonly #stamps: ReadonlyMap<string, string>;
  readonly #known = new Map<string, SourceText | Refusal>();

  constructor({ root, files }: Pick<Workspace, 'root' | 'files'>) {
    this.#root = root;
    this.#stamps = new Map(files.map(({ path }) => [path, stampOf(join(root, path))]));
  }

  get(path: string): SourceText | Refusal {
    const known = this.#known.get(path) ?? this.#read(path);
    this.#known.set(path, known);
    return known;
  }

  /** Of the file as it is now, if nobody has touched it. */
  stat(path: string): Stats | Refusal {
    const stamp = this.#stamps.get(path);
    if (stamp === undefined) return UNLISTED;
    const stat = regularFile(this.#root, path);
    return 'refused' in stat || stampOf(join(this.#root, path)) === stamp ? stat : CHANGED;
  }

  #read(path: string): SourceText | Refusal {
    const stat = this.stat(path);
    if ('refused' in stat) return stat;
    const read = readBytes({ root: this.#root }, path);
    if ('gap' in read) return { refused: 'cannot be read' };
    const bytes = Buffer.from(read.buffer);
    const text = decode(bytes);
    return text === undefined ? { refused: 'is not valid UTF-8' } : { text, bytes };
  }
}

/** Of a file that is gone: empty. */
function stampOf(path: string): string {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join() : '';
}

const CHANGED: Refusal = { refused: 'has changed while Railgate looked at it' };
const UNLISTED: Refusal = { refused: 'is not on the file list of the repository' };

function regularFile(root: string, path: string): Stats | Refusal {
  const full = join(root, path);
  try {
    const stat = lstatSync(full);
    if (stat.isSymbolicLink()) return { refused: 'is a symbolic link' };
    if (!stat.isFile()) return { refused: 'is not a regular file' };
    if (realpathSync(full) !== join(realpathSync(root), path))
      return { refused: 'lies behind a symbolic link' };
    return stat;
  } catch {
    return { refused: 'is gone or cannot be read' };
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of a text that stands for a file: with the byte order mark that the file had. */
export function encodeLike(text: string, before: SourceText): Buffer {
  const hadMark = before.bytes.subarray(0, 3).equals(Buffer.from(MARK));
  return Buffer.from(hadMark ? MARK + text : text);
}
