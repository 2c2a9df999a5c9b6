import { isUtf8 } from 'node:buffer';

import { PrivateCache } from '@railgate/kit';

import type { LastLook } from '../masks.js';

/** SHA-256 or `expectationKey`, as a key: it says nothing, and is not worth loading what masks. */
const DIGEST = /^(?:[\da-f]{64}|[\da-f]{16})$/;
/** A folder is named by this program, never by what it scans. */
const FOLDER = /^[a-z]+$/;

/**
 * Texts that the runner keeps between two runs. Whatever has a secret in it is not written, neither masked: it would say
 * something else to the next run. This is the only way to `PrivateCache` in this package, so that no cache can forget to look.
 */
export class MaskedCache {
  readonly #cache: PrivateCache;
  readonly #lastLook: LastLook;

  private constructor(cache: PrivateCache, lastLook: LastLook) {
    this.#cache = cache;
    this.#lastLook = lastLook;
  }

  /**
   * Nothing where there is no folder to trust.
   *
   * @param root of the scanned repository
   * @param name of the folder below the user's cache folder: small letters
   */
  static open(root: string, name: string, lastLook: LastLook): MaskedCache | undefined {
    const cache = FOLDER.test(name) ? PrivateCache.open(root, name) : undefined;
    return cache && new MaskedCache(cache, lastLook);
  }

  /** @param key letters and digits */
  has(key: string): boolean {
    return this.#cache.has(key);
  }

  load(key: string): string | undefined {
    return this.#cache.load(key);
  }

  loadBytes(key: string): Buffer | undefined {
    return this.#cache.loadBytes(key);
  }

  /**
   * Is it free of secrets? Then it is written, where that can be done. What cannot be looked at counts as one.
   *
   * @param content UTF-8, in pieces where that is handier
   * @param limit bytes of all entries
   */
  async save(key: string, content: string | readonly Buffer[], limit: number): Promise<boolean> {
    const body = typeof content === 'string' ? Buffer.from(content) : Buffer.concat(content);
    if (!isUtf8(body) || !(await this.#isPlain(`${DIGEST.test(key) ? '' : key}\n${body.toString('utf8')}`)))
      return false;
    this.#cache.save(key, [body], limit);
    return true;
  }

  /** Those of a list that could be written; none where nothing can be looked at. */
  async plainOf<T>(all: readonly T[]): Promise<readonly T[]> {
    if (await this.#isPlain(JSON.stringify(all))) return all;
    const plain: T[] = [];
    for (const one of all) if (await this.#isPlain(JSON.stringify(one))) plain.push(one);
    return plain;
  }

  async #isPlain(text: string): Promise<boolean> {
    if (text.trim() === '') return true;
    try {
      const mask = await this.#lastLook();
      return mask(text) === text;
    } catch {
      return false;
    }
  }
}
