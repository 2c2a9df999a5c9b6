import { isUtf8 } from 'node:buffer';

import { showName } from '@railgate/kit';

/** One answer of `git cat-file --batch` to `BATCH_FORM`. */
export type BatchAnswer =
  | {
      readonly type: 'object';
      readonly object: string;
      readonly path: string;
      readonly size: number;
      readonly bytes?: Uint8Array<ArrayBuffer>;
    }
  /** It is not in this clone. */
  | { readonly type: 'missing'; readonly object: string };

/** What follows the name of an object in the question comes back behind its size. */
export const BATCH_FORM = '--batch=%(objectname) %(objecttype) %(objectsize) %(rest)';

const HEADER_LIMIT = 1024 * 1024;

/**
 * Answers one by one, each once it is whole. Objects larger than `limit` come without their bytes, which are never held.
 * What is cut off at the end is left out.
 */
export async function* readBatch(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<BatchAnswer> {
  const reader = new BatchReader(limit);
  for await (const chunk of chunks) yield* reader.read(chunk);
}

type Header = Extract<BatchAnswer, { type: 'object' }>;

class BatchReader {
  readonly #limit: number;
  #head: Buffer = Buffer.alloc(0);
  #current: Header | undefined;
  /** Of the current object, its last line feed included. */
  #got = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *read(chunk: Buffer): Generator<BatchAnswer> {
    for (let at = 0; at < chunk.length;) {
      if (this.#current === undefined) {
        const end = chunk.indexOf(0x0a, at);
        const part = chunk.subarray(at, end < 0 ? chunk.length : end);
        this.#head = this.#head.length === 0 ? part : Buffer.concat([this.#head, part]);
        if (this.#head.length > HEADER_LIMIT) throw new Error('git answers in a form that is not known');
        if (end < 0) return void (this.#head = Buffer.from(this.#head));
        at = end + 1;
        const answer = this.#open(this.#head);
        this.#head = Buffer.alloc(0);
        if (answer) yield answer;
      } else {
        at += this.#take(this.#current, chunk, at);
        if (this.#got <= this.#current.size) return;
        yield this.#current;
        this.#current = undefined;
      }
    }
  }

  /** The answer, where nothing follows. */
  #open(line: Buffer): BatchAnswer | undefined {
    const text = line.toString('latin1');
    const [head, object = '', type = '', size = ''] = /^([0-9a-f]+) (\w+) (\d+) /.exec(text) ?? [];
    if (head === undefined) {
      const [, lost] = /^\??([0-9a-f]{40,64}).* missing$/s.exec(text) ?? [];
      if (lost === undefined) throw new Error('git answers in a form that is not known');
      return { type: 'missing', object: lost };
    }
    const bytes = Number(size);
    const isWanted = type === 'blob' && bytes <= this.#limit;
    const path = nameOf(line.subarray(head.length));
    this.#got = 0;
    this.#current = {
      type: 'object',
      object,
      path,
      size: bytes,
      ...(isWanted && { bytes: new Uint8Array(bytes) }),
    };
    return undefined;
  }

  #take({ size, bytes }: Header, chunk: Buffer, at: number): number {
    const length = Math.min(size + 1 - this.#got, chunk.length - at);
    const content = Math.min(length, size - this.#got);
    if (bytes && content > 0) bytes.set(chunk.subarray(at, at + content), this.#got);
    this.#got += length;
    return length;
  }
}

/** A name that is no text in a form that people can read. */
export function nameOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : showName(bytes);
}
