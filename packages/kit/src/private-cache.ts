import { hash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { TOOL_NAME } from '@railgate/contract';

import { cacheHome } from './cache-home.js';
import { isInside } from './read-source.js';

/** Bytes of all entries; the ones that were not asked for longest go first. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Texts that are kept between two runs. They lie in the user's cache folder, which must belong to this user alone and lie
 * outside the scanned repository, so that no repository can bring one along. What cannot be read or written is not there.
 */
export class PrivateCache {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Nothing where there is no folder to trust.
   *
   * @param root of the scanned repository
   * @param name of the folder below the user's cache folder
   */
  static open(root: string, name: string, home = cacheHome()): PrivateCache | undefined {
    if (home === undefined) return undefined;
    const folder = join(home, TOOL_NAME, name);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (isInside(realpathSync(root), realpathSync(folder)) || !isOurs(folder)) return undefined;
    } catch {
      return undefined;
    }
    return new PrivateCache(folder);
  }

  /** @param key letters and digits */
  has(key: string): boolean {
    try {
      return isOurs(join(this.#folder, key));
    } catch {
      return false;
    }
  }

  load(key: string): string | undefined {
    return this.loadBytes(key)?.toString('utf8');
  }

  loadBytes(key: string): Buffer | undefined {
    const file = join(this.#folder, key);
    try {
      if (!isOurs(file)) return undefined;
      const bytes = readFileSync(file);
      const newline = bytes.indexOf('\n');
      const body = bytes.subarray(newline + 1);
      if (hash('sha256', body) !== bytes.toString('latin1', 0, newline)) return undefined;
      utimesSync(file, new Date(), new Date());
      return body;
    } catch {
      return undefined;
    }
  }

  /** @param content in pieces, where that is handier */
  save(key: string, content: string | readonly Buffer[], limit = LIMIT): void {
    const file = join(this.#folder, key);
    const scratch = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      const body = typeof content === 'string' ? Buffer.from(content) : Buffer.concat(content);
      const bytes = Buffer.concat([Buffer.from(`${hash('sha256', body)}\n`), body]);
      writeFileSync(scratch, bytes, { mode: 0o600, flag: 'wx' });
      renameSync(scratch, file);
      this.#prune(limit);
    } catch {
      rmSync(scratch, { force: true });
    }
  }

  #prune(limit: number): void {
    const files = readdirSync(this.#folder).map((name) => {
      const { size, mtimeMs } = statSync(join(this.#folder, name));
      return { name, size, mtimeMs };
    });
    let bytes = 0;
    for (const { name, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      bytes += size;
      if (bytes > limit) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

/** Written by this user, and by nobody else. */
function isOurs(path: string): boolean {
  const { uid, mode } = statSync(path);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
