import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Workspace } from '@railgate/contract';
import { isInside } from '@railgate/kit';

import { lastChangeOf, stateOf } from './file-state.js';

/** Larger files are gaps of the gates. */
export const FILE_LIMIT = 2 * 1024 * 1024;

/**
 * Reads many files of the scanned repository one after the other into one piece of memory. Follows no symbolic link,
 * whether the file is one or a folder on the way leads out.
 */
export class FileReader {
  readonly #root: string;
  readonly #edited: Workspace['edited'];
  readonly #buffer = Buffer.allocUnsafe(FILE_LIMIT);
  readonly #folders = new Map<string, boolean>();
  #realRoot: string | undefined;
  #stat: Stats | undefined;

  constructor({ root, edited }: Pick<Workspace, 'root' | 'edited'>) {
    this.#root = root;
    this.#edited = edited;
  }

  /** Of the file that was read last, what changes with it: `stateOf`. Empty where it could not be read. */
  get state(): string {
    return this.#stat ? stateOf(this.#stat) : '';
  }

  /** Of the file that was read last, milliseconds; `Infinity` where it could not be read. */
  get lastChange(): number {
    return this.#stat ? lastChangeOf(this.#stat) : Infinity;
  }

  /** Of the file that was read last: what it lies on. */
  get device(): number | undefined {
    return this.#stat?.dev;
  }

  /** The bytes, valid until the next call; nothing when the file cannot be read, is too large, or is no file. */
  read(path: string): Buffer | undefined {
    const edited = this.#edited?.get(path);
    if (edited !== undefined) return Buffer.from(edited);
    this.#stat = undefined;
    if (!this.#isInside(dirname(path))) return undefined;
    let descriptor: number | undefined;
    try {
      descriptor = openSync(join(this.#root, path), READ_ONLY);
      const stat = fstatSync(descriptor);
      if (!stat.isFile() || stat.size > FILE_LIMIT) return undefined;
      this.#stat = stat;
      return this.#buffer.subarray(0, this.#fill(descriptor));
    } catch {
      return undefined; // The gates say of every file that they cannot read why.
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Hands over a file of any size piece by piece. Is it read to its end? */
  readPieces(path: string, visit: (piece: Buffer) => void): boolean {
    this.#stat = undefined;
    if (!this.#isInside(dirname(path))) return false;
    let descriptor: number | undefined;
    try {
      descriptor = openSync(join(this.#root, path), READ_ONLY);
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return false;
      this.#stat = stat;
      for (let count = this.#fill(descriptor); count > 0; count = this.#fill(descriptor))
        visit(this.#buffer.subarray(0, count));
      return true;
    } catch {
      return false;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #fill(descriptor: number): number {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, this.#buffer, length, FILE_LIMIT - length, null);
      length += count;
      if (count === 0 || length === FILE_LIMIT) return length;
    }
  }

  #isInside(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const inside = this.#resolve(folder);
    this.#folders.set(folder, inside);
    return inside;
  }

  #resolve(folder: string): boolean {
    try {
      this.#realRoot ??= realpathSync.native(this.#root);
      return isInside(this.#realRoot, realpathSync.native(join(this.#root, folder)));
    } catch {
      return false;
    }
  }
}

const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
