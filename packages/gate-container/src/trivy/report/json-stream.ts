import { isAscii } from 'node:buffer';

import { ValueEnd } from './value-end.js';

export interface JsonLimits {
  /** Bytes of the whole text. */
  readonly text: number;
  /** Bytes of one value that is read at once. */
  readonly value: number;
}

/** What is wrong with a text that was to be JSON. */
export class JsonFault extends Error {}

/**
 * Reads JSON (RFC 8259) forwards, in pieces of any size: whoever asks for a list gets one entry after the other, so that
 * memory holds one value at a time, whatever the size of the whole. Strict: no key twice in one object, nothing behind
 * the end. `openSarif` cuts files, which it may read twice; this comes through a connection, once.
 */
export class JsonStream {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #limits: JsonLimits;
  /** Holds what is not used yet, from `at` to `end`. */
  #buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;
  /** Bytes of the text that have come. */
  #taken = 0;

  constructor(chunks: AsyncIterable<Buffer>, limits: JsonLimits) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#limits = limits;
  }

  /** The next byte that is no white space, as a character; empty at the end. */
  async peek(): Promise<string> {
    for (;;) {
      while (this.#at < this.#end && isSpace(this.#buffer[this.#at] ?? 0)) this.#at++;
      if (this.#at < this.#end) return String.fromCharCode(this.#buffer[this.#at] ?? 0);
      if (!(await this.#fill())) return '';
    }
  }

  /** The keys of an object. Whoever takes a key takes its value before the next one. @throws {JsonFault} */
  async *members(): AsyncGenerator<string, void, undefined> {
    const seen = new Set<string>();
    await this.#take('{');
    if (await this.#skips('}')) return;
    do {
      const next = await this.peek();
      if (next === '') throw this.#fault('it was cut off');
      const key = next === '"' ? await this.value() : undefined;
      if (typeof key !== 'string') throw this.#fault('a key was expected');
      if (seen.has(key)) throw this.#fault('a key stands twice in one object');
      seen.add(key);
      await this.#take(':');
      yield key;
    } while (await this.#skips(','));
    await this.#take('}');
  }

  /** @param take the value of one entry of a list @throws {JsonFault} */
  async entries(take: () => Promise<void>): Promise<void> {
    await this.#take('[');
    if (await this.#skips(']')) return;
    do await take();
    while (await this.#skips(','));
    await this.#take(']');
  }

  /** The next value, whole. @throws {JsonFault} */
  async value(): Promise<unknown> {
    if ((await this.peek()) === '') throw this.#fault('it was cut off');
    const end = new ValueEnd();
    let length = 0;
    for (;;) {
      length = end.find(this.#buffer, this.#at + length, this.#end) - this.#at;
      if (end.isTooDeep) throw this.#fault('it is nested too deep');
      if (length > this.#limits.value)
        throw this.#fault(`one value has more than ${this.#limits.value} bytes`);
      if (end.isFound) break;
      if (await this.#fill()) continue;
      if (!end.mayEnd) throw this.#fault('it was cut off');
      break;
    }
    return this.#parse(length, end.colons);
  }

  /** @throws {JsonFault} when something follows */
  async end(): Promise<void> {
    if ((await this.peek()) !== '') throw this.#fault('something follows its end');
  }

  #parse(length: number, colons: number): unknown {
    const bytes = this.#buffer.subarray(this.#at, this.#at + length);
    let value: unknown;
    try {
      // Ten times as fast where it is plain ASCII, as most is.
      value = JSON.parse(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'));
    } catch (cause) {
      throw this.#fault('it is no JSON', cause);
    }
    // `JSON.parse` keeps the last of equal keys: then fewer come out than stood there.
    if (keysIn(value) !== colons) throw this.#fault('a key stands twice in one object');
    this.#at += length;
    return value;
  }

  async #take(character: string): Promise<void> {
    const next = await this.peek();
    if (next === '') throw this.#fault('it was cut off');
    if (next !== character) throw this.#fault(`it is no JSON: "${character}" was expected`);
    this.#at++;
  }

  async #skips(character: string): Promise<boolean> {
    if ((await this.peek()) !== character) return false;
    this.#at++;
    return true;
  }

  /** Puts the next piece behind what is not used yet. */
  async #fill(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    this.#taken += value.length;
    if (this.#taken > this.#limits.text) throw this.#fault(`it has more than ${this.#limits.text} bytes`);
    this.#makeRoom(value.length);
    value.copy(this.#buffer, this.#end);
    this.#end += value.length;
    return true;
  }

  /** What is not used yet is moved only now and then, so that small pieces of a large value cost no more than large ones. */
  #makeRoom(size: number): void {
    if (this.#end + size <= this.#buffer.length) return;
    const rest = this.#buffer.subarray(this.#at, this.#end);
    const isHalf = rest.length + size > this.#buffer.length / 2;
    const room = isHalf ? Buffer.allocUnsafe(2 * (rest.length + size)) : this.#buffer;
    rest.copy(room);
    this.#buffer = room;
    this.#at = 0;
    this.#end = rest.length;
  }

  #fault(what: string, cause?: unknown): JsonFault {
    const place = this.#taken - (this.#end - this.#at);
    return new JsonFault(`${what} (at byte ${place})`, cause === undefined ? {} : { cause });
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Of all objects in a value. Its depth is bounded. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const one of inner) count += keysIn(one);
  return count;
}
