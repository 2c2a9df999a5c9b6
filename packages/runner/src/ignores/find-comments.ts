import { WORD, parseComment, type IgnoreComment } from './comment.js';

const WORD_BYTES = Buffer.from(WORD);
/** UTF-16 code units that are looked at in one file: more than it can have, unless a line holds the word over and over. */
const LIMIT = 16 * 2 ** 20;
/** Bytes of a line on each side of the word. */
const BEFORE = 8000;
const AFTER = 16_000;
const [LF, CR] = [10, 13];

/** Without the word there is no comment. */
export function mayHoldComment(bytes: Buffer): boolean {
  return bytes.includes(WORD_BYTES);
}

/** All ignore comments of a text file, in their order; none of a binary one. Lines end with LF, CR LF or CR. */
export function findComments(path: string, bytes: Buffer): IgnoreComment[] {
  let at = bytes.indexOf(WORD_BYTES);
  if (at < 0 || bytes.includes(0)) return [];
  const comments: IgnoreComment[] = [];
  const counter = new LineCounter(bytes);
  for (let looked = 0; at >= 0 && looked < LIMIT;) {
    const { line, start } = counter.advance(at);
    const end = lineEnd(bytes, at);
    // At most so much of the line before the word: it decides only whether there is a comment's beginning.
    const from = Math.max(start, at - BEFORE);
    const before = bytes.toString('utf8', from, at);
    const text = before + bytes.toString('utf8', at, end);
    looked += text.length;
    const found = parseComment(text, before.length, { path, line });
    comments.push(...(from > start ? found.map((comment) => ({ ...comment, alone: false })) : found));
    at = bytes.indexOf(WORD_BYTES, at + WORD_BYTES.length);
  }
  return comments;
}

function lineEnd(bytes: Buffer, from: number): number {
  const most = Math.min(bytes.length, from + AFTER);
  let end = from;
  while (end < most && bytes[end] !== LF && bytes[end] !== CR) end++;
  return end;
}

/** Counts lines forwards, each byte once. */
class LineCounter {
  readonly #bytes: Buffer;
  #at = 0;
  #line = 1;
  #start = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The line of an offset, and where that line starts. */
  advance(offset: number): { line: number; start: number } {
    for (; this.#at < offset; this.#at++) {
      const byte = this.#bytes[this.#at];
      const endsLine = byte === LF || (byte === CR && this.#bytes[this.#at + 1] !== LF);
      if (!endsLine) continue;
      this.#line++;
      this.#start = this.#at + 1;
    }
    return { line: this.#line, start: this.#start };
  }
}
