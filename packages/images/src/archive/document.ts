import { createHash } from 'node:crypto';

import { isObject } from '@railgate/contract';

import { damaged } from './archive-error.js';
import { type Entries, type Entry, readEntry, show } from './entries.js';
import type { ArchiveLimits } from './limits.js';

/** A JSON object of an archive, asked for one value at a time; each is checked for its type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads what an archive says about itself, and no more of it than the limits allow. */
export class Documents {
  readonly entries: Entries;
  readonly limits: ArchiveLimits;
  #bytes = 0;

  constructor(entries: Entries, limits: ArchiveLimits) {
    this.entries = entries;
    this.limits = limits;
  }

  get name(): string {
    return this.entries.name;
  }

  /** Undefined where there is none. */
  async find(path: string): Promise<Buffer | undefined> {
    const entry = await this.entries.find(path);
    return entry === undefined ? undefined : this.read(entry);
  }

  async read(entry: Entry): Promise<Buffer> {
    const bytes = await readEntry(this.name, entry, this.limits.document);
    this.#bytes += bytes.length;
    if (this.#bytes > this.limits.documents) throw this.error('describes its images in too many bytes.');
    return bytes;
  }

  /** JSON.parse of V8 does not recurse, so nesting cannot exhaust the stack; the size is bounded by `read`. */
  parse(bytes: Buffer, what: string): unknown {
    try {
      return JSON.parse(UTF8.decode(bytes));
    } catch (error) {
      throw damaged(this.name, `has a ${what} that is no JSON.`, error);
    }
  }

  error(what: string): Error {
    return damaged(this.name, what);
  }

  /** A view of a JSON object. */
  object(value: unknown, what: string): JsonView {
    if (!isObject(value)) throw this.error(`has a ${what} that is no object.`);
    return new JsonView(value, what, this);
  }
}

/**
 * Values of one object by their key. Null is nothing, as for the engines, which are written in Go. They also take `layers`
 * for `Layers`: an object that has both would be two images.
 */
export class JsonView {
  readonly #object: JsonObject;
  readonly #what: string;
  readonly #documents: Documents;

  constructor(object: JsonObject, what: string, documents: Documents) {
    this.#object = object;
    this.#what = what;
    this.#documents = documents;
    const folded = new Set(Object.keys(object).map((key) => key.toLowerCase()));
    if (folded.size < Object.keys(object).length)
      throw documents.error(`has a ${what} with two keys that differ in upper and lower case alone.`);
  }

  text(key: string, limit = TEXT_LIMIT): string | undefined {
    const value = this.#get(key);
    if (value === undefined || (typeof value === 'string' && value.length <= limit)) return value;
    throw this.#wrong(key, typeof value === 'string' ? 'too long' : 'no text');
  }

  required(key: string, limit = TEXT_LIMIT): string {
    const value = this.text(key, limit);
    if (value === undefined || value === '') throw this.#wrong(key, 'missing');
    return value;
  }

  flag(key: string): boolean {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    throw this.#wrong(key, 'neither true nor false');
  }

  /** Number of bytes. */
  size(key: string): number {
    const value = this.#get(key);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw this.#wrong(key, 'no size');
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  view(key: string): JsonView | undefined {
    const value = this.#get(key);
    return value === undefined ? undefined : this.#documents.object(value, `${this.#what}’s ${show(key)}`);
  }

  list(key: string, limit: number): readonly unknown[] {
    const value = this.#get(key) ?? [];
    if (!Array.isArray(value)) throw this.#wrong(key, 'no list');
    if (value.length > limit) throw this.#wrong(key, `longer than ${limit}`);
    return value;
  }

  views(key: string, limit: number): readonly JsonView[] {
    return this.list(key, limit).map((item) =>
      this.#documents.object(item, `${this.#what}’s entry of ${show(key)}`),
    );
  }

  texts(key: string, limit: number): readonly string[] {
    return this.list(key, limit).map((item) => {
      if (typeof item === 'string' && item.length <= TEXT_LIMIT) return item;
      throw this.#wrong(key, 'no list of texts');
    });
  }

  /** An object whose values are all texts. */
  record(key: string, limit: number): Readonly<Record<string, string>> {
    const value = this.#get(key) ?? {};
    if (!isObject(value)) throw this.#wrong(key, 'no object');
    const pairs = Object.entries(value);
    if (pairs.length > limit) throw this.#wrong(key, `longer than ${limit}`);
    // Own properties, whatever they are called: `__proto__` sets no prototype here.
    return Object.fromEntries(
      pairs.map(([name, text]) => {
        if (typeof text !== 'string' || text.length > TEXT_LIMIT) throw this.#wrong(key, 'not all texts');
        return [name, text];
      }),
    );
  }

  #get(key: string): unknown {
    const found = Object.hasOwn(this.#object, key) ? key : this.#otherCase(key);
    return found === undefined ? undefined : (this.#object[found] ?? undefined);
  }

  #otherCase(key: string): string | undefined {
    return Object.keys(this.#object).find((other) => other.toLowerCase() === key.toLowerCase());
  }

  #wrong(key: string, how: string): Error {
    return this.#documents.error(`has a ${this.#what} whose ${show(key)} is ${how}.`);
  }
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** @param digest `sha256:…` or `sha512:…` */
export function hasDigest(bytes: Buffer, digest: string): boolean {
  const [algorithm = ''] = digest.split(':', 1);
  return digest === `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** An environment variable or a label; the kernel takes no variable over 128 KiB. */
const TEXT_LIMIT = 256 * 1024;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
