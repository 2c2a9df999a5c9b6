import { cleanText, type Edit, type Fix } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';
import { createScanner, type JSONScanner } from 'jsonc-parser';

import { ConfigDocument, type ConfigNode, type TableNode } from './config-document.js';
import { DEPTH_LIMIT, ParseStop, TooDeep, tooDeep, type DocumentProblem, type Parsed } from './parsed.js';

/**
 * Reads JSON. `json` is strict, as Railway reads railway.json; `hujson` allows comments and trailing commas, as
 * Railpack reads railpack.json. What only strictness forbids is a problem beside the document, so that the rest of
 * the file is still looked at.
 */
export function parseJson(path: string, text: string, format: 'json' | 'hujson'): Parsed<ConfigDocument> {
  const position = new TextPosition(text);
  const reader = new JsonReader(text);
  try {
    const tree = reader.read();
    const problems = [
      ...(format === 'json' ? notStrict(path, reader, position) : []),
      ...reader.duplicates.map((key) => duplicate(key, position)),
    ];
    return { kind: 'document', document: new ConfigDocument({ path, format, text, tree, problems }) };
  } catch (error) {
    if (error instanceof TooDeep) return tooDeep(path);
    if (!(error instanceof ParseStop)) throw error;
    return {
      kind: 'failure',
      failure: { message: error.message, region: position.region(error.start, error.end) },
    };
  }
}

/** jsonc-parser's SyntaxKind, which is a const enum that isolated modules cannot use. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  end: 17,
} as const;
const TRIVIA = new Set<number>([TOKEN.lineComment, TOKEN.blockComment, 14, 15]);

interface Span {
  readonly start: number;
  readonly end: number;
}

class JsonReader {
  readonly comments: Span[] = [];
  readonly trailingCommas: Span[] = [];
  readonly duplicates: (Span & { readonly name: string })[] = [];
  readonly #scanner: JSONScanner;
  #token: number = TOKEN.end;

  constructor(text: string) {
    this.#scanner = createScanner(text, false);
  }

  read(): ConfigNode {
    this.#next();
    const tree = this.#value(0);
    if (this.#token !== TOKEN.end) this.#fail('Expected the end of the file after the value.');
    return tree;
  }

  #value(depth: number): ConfigNode {
    if (depth > DEPTH_LIMIT) throw new TooDeep();
    if (this.#token === TOKEN.openBrace) return this.#table(depth);
    if (this.#token === TOKEN.openBracket) return this.#array(depth);
    const span = this.#span();
    const value = this.#scalar();
    this.#next();
    return { kind: 'scalar', value, ...span };
  }

  #scalar(): null | boolean | number | string {
    if (this.#token === TOKEN.null) return null;
    if (this.#token === TOKEN.true) return true;
    if (this.#token === TOKEN.false) return false;
    if (this.#token === TOKEN.number) return Number(this.#scanner.getTokenValue());
    if (this.#token === TOKEN.string) return this.#scanner.getTokenValue();
    return this.#fail('Expected a value: a string, a number, true, false, null, `{` or `[`.');
  }

  #table(depth: number): TableNode {
    const start = this.#span().start;
    const entries: TableNode['entries'] = new Map();
    this.#next();
    while (this.#token !== TOKEN.closeBrace) {
      this.#expect(TOKEN.string, 'Expected a key in double quotes or `}`.');
      const name = this.#scanner.getTokenValue();
      const key = this.#span();
      this.#next();
      this.#expect(TOKEN.colon, 'Expected `:` after the key.');
      this.#next();
      if (entries.has(name)) this.duplicates.push({ name, ...key });
      entries.set(name, { key, node: this.#value(depth + 1) });
      this.#separator(TOKEN.closeBrace, '`,` or `}`');
    }
    const { end } = this.#span();
    this.#next();
    return { kind: 'table', entries, start, end };
  }

  #array(depth: number): ConfigNode {
    const start = this.#span().start;
    const items: ConfigNode[] = [];
    this.#next();
    while (this.#token !== TOKEN.closeBracket) {
      items.push(this.#value(depth + 1));
      this.#separator(TOKEN.closeBracket, '`,` or `]`');
    }
    const { end } = this.#span();
    this.#next();
    return { kind: 'array', items, start, end };
  }

  #expect(token: number, message: string): void {
    if (this.#token !== token) this.#fail(message);
  }

  #separator(close: number, expected: string): void {
    if (this.#token === close) return;
    if (this.#token !== TOKEN.comma) this.#fail(`Expected ${expected}.`);
    const comma = this.#span();
    this.#next();
    if (this.#token === close) this.trailingCommas.push(comma);
  }

  #next(): void {
    do {
      this.#token = this.#scanner.scan();
      if (this.#scanner.getTokenError() !== 0)
        this.#fail(ERRORS[this.#scanner.getTokenError()] ?? 'Invalid text.');
      if (this.#token === TOKEN.lineComment || this.#token === TOKEN.blockComment)
        this.comments.push(this.#span());
    } while (TRIVIA.has(this.#token));
  }

  #span(): Span {
    const start = this.#scanner.getTokenOffset();
    return { start, end: start + this.#scanner.getTokenLength() };
  }

  #fail(message: string): never {
    const { start, end } = this.#span();
    throw new ParseStop(message, start, Math.min(end, start + 1));
  }
}

/** By jsonc-parser's ScanError. */
const ERRORS: Readonly<Record<number, string>> = {
  1: 'Expected `*/`: the comment has no end.',
  2: 'Expected `"`: the string has no end.',
  3: 'Expected a digit: the number is incomplete.',
  4: 'Expected four hexadecimal digits after `\\u`.',
  5: 'Expected one of `" \\ / b f n r t u` after the backslash.',
  6: 'Expected an escape: a control character stands in the string.',
};

function notStrict(path: string, reader: JsonReader, position: TextPosition): DocumentProblem[] {
  const spans = [...reader.comments, ...reader.trailingCommas].sort((a, b) => a.start - b.start);
  const first = spans[0];
  if (!first) return [];
  const what = reader.comments.includes(first) ? 'a comment' : 'a trailing comma';
  return [
    {
      kind: 'not-strict-json',
      message: `Railway reads this file as strict JSON, and it holds ${what}.`,
      region: position.region(first.start, first.end),
      fix: removal(path, reader, spans, position),
    },
  ];
}

/** Without the comments the file says the same to Railway and less to people: that is for one of them to do. */
function removal(path: string, reader: JsonReader, spans: readonly Span[], position: TextPosition): Fix {
  const edits = spans.map<Edit>((span) => ({
    path,
    region: position.region(span.start, span.end),
    text: '',
  }));
  if (reader.comments.length === 0) return { description: 'Remove the trailing commas.', safe: true, edits };
  return { description: 'Remove the comments and trailing commas.', safe: false, edits };
}

function duplicate(key: Span & { readonly name: string }, position: TextPosition): DocumentProblem {
  return {
    kind: 'duplicate-key',
    message: `The key \`${cleanText(key.name)}\` stands twice in one object, and the later value wins.`,
    region: position.region(key.start, key.end),
  };
}
