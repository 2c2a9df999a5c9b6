import { cleanText, type Place } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

import { DEPTH_LIMIT, tooDeep, type Parsed } from './parsed.js';

/** One word of a configuration of nginx or Caddy, without the quotes around it. */
export interface DirectiveWord {
  readonly text: string;
  readonly place: Place;
}

/** A directive: its name and arguments, and what stands in its braces. */
export interface Directive {
  readonly name: string;
  readonly args: readonly DirectiveWord[];
  readonly block?: readonly Directive[];
  /** Of the words. */
  readonly place: Place;
  /** The line end and the spaces in front of it, where nothing else stands on its line before. */
  readonly lineStart?: string;
}

/** nginx.conf or a Caddyfile. */
export interface DirectiveDocument {
  readonly path: string;
  readonly text: string;
  readonly directives: readonly Directive[];
}

/** What the tokenizers make of a text; offsets are UTF-16 code units. */
export interface Token {
  readonly kind: 'word' | 'open' | 'close' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Thrown by tokenizers at the offset where nothing can be read; never leaves the parsers. */
export class TokenError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const LONGEST_INDENT = 100;
/** More words than these are not written by people. */
const TOKEN_LIMIT = 50_000;

/**
 * The tree of a file: words up to an end, or to an opening brace with the directives up to its closing one.
 *
 * @param closesLast Does a closing brace end a directive that has no end of its own? Caddy needs none.
 */
export function parseDirectives(
  path: string,
  text: string,
  tokens: Iterable<Token>,
  closesLast: boolean,
): Parsed<DirectiveDocument> {
  const builder = new Builder(path, text, closesLast);
  let count = 0;
  try {
    for (const token of tokens) {
      if (++count > TOKEN_LIMIT) return tooLong(path);
      if (!builder.take(token)) return tooDeep(path);
    }
    return { kind: 'document', document: { path, text, directives: builder.finish(text.length) } };
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const { line } = new TextPosition(text).at(error.at);
    const message = `${cleanText(path)} does not parse at line ${line}: ${error.message}`;
    return { kind: 'gap', gap: { code: 'FILE_UNPARSEABLE', path, line, message } };
  }
}

function tooLong(path: string): Parsed<DirectiveDocument> {
  const message = `${cleanText(path)} has more than ${TOKEN_LIMIT} words, which is more than this gate reads.`;
  return { kind: 'gap', gap: { code: 'FILE_TOO_LARGE', path, message } };
}

interface Level {
  /** Of the opening brace. */
  readonly start: number;
  readonly words: readonly Token[];
  readonly found: Directive[];
}

/** Iterative: nesting comes from outside. */
class Builder {
  readonly #path: string;
  readonly #text: string;
  readonly #position: TextPosition;
  readonly #closesLast: boolean;
  readonly #above: Level[] = [];
  #words: Token[] = [];
  #found: Directive[] = [];

  constructor(path: string, text: string, closesLast: boolean) {
    this.#path = path;
    this.#text = text;
    this.#position = new TextPosition(text);
    this.#closesLast = closesLast;
  }

  /** False where it is nested too deep. */
  take(token: Token): boolean {
    if (token.kind === 'word') this.#words.push(token);
    else if (token.kind === 'end') this.#end();
    else if (token.kind === 'close') this.#close(token);
    else {
      if (this.#above.length >= DEPTH_LIMIT) return false;
      this.#above.push({ start: token.start, words: this.#words, found: this.#found });
      this.#words = [];
      this.#found = [];
    }
    return true;
  }

  finish(length: number): readonly Directive[] {
    if (this.#above.length > 0) throw new TokenError('expected a closing brace.', length);
    if (this.#words.length > 0 && !this.#closesLast) throw new TokenError('expected a semicolon.', length);
    this.#end();
    return this.#found;
  }

  #end(): void {
    if (this.#words.length > 0) this.#found.push(this.#directive(this.#words));
    this.#words = [];
  }

  #close({ start }: Token): void {
    if (this.#words.length > 0 && !this.#closesLast) throw new TokenError('expected a semicolon.', start);
    this.#end();
    const level = this.#above.pop();
    if (!level) throw new TokenError('this brace closes nothing.', start);
    const block = this.#found;
    this.#found = level.found;
    this.#found.push({ ...this.#directive(level.words, level.start), block });
  }

  /** @param at where a block without words begins. */
  #directive(words: readonly Token[], at = 0): Directive {
    const all = words.map(({ text, start, end }) => ({ text, place: this.#place(start, end) }));
    const place = this.#place(words[0]?.start ?? at, words.at(-1)?.end ?? at + 1);
    const lineStart = this.#lineStart(words[0]?.start ?? at);
    const name = all[0]?.text ?? '';
    return { name, args: all.slice(1), place, ...(lineStart !== undefined && { lineStart }) };
  }

  #lineStart(start: number): string | undefined {
    const before = this.#text.slice(Math.max(0, start - LONGEST_INDENT), start);
    const end = before.lastIndexOf('\n');
    if (end === -1 || before.slice(end).trim() !== '') return undefined;
    return before.slice(before[end - 1] === '\r' ? end - 1 : end);
  }

  #place(start: number, end: number): Place {
    return { path: this.#path, region: this.#position.region(start, end) };
  }
}

/** The directives of one name in a block. */
export function named(block: readonly Directive[] | undefined, name: string): readonly Directive[] {
  return (block ?? []).filter((one) => one.name === name);
}

/** Where the line ends; the end of the text for the last one. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
