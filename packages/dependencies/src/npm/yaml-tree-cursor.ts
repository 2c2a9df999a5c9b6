import { isDeeplyNested } from '@railgate/kit';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

import { DEPTH_LIMIT, Malformed, tooDeep, type Cursor } from './cursor.js';

/** Characters. The parser takes about a second for two million. */
const TREE_LIMIT = 4 * 1024 * 1024;

/** Any YAML, through a whole parser: for files that people or formatters have rewritten. Slow. */
export class YamlTreeCursor implements Cursor {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #firstLine: number;
  #next: Node | null | undefined;
  #depth = 0;

  /** @param unusual the line of what only a whole parser understands */
  constructor(text: string, firstLine: number, unusual: number) {
    if (text.length > TREE_LIMIT || isDeeplyNested(text)) {
      throw new Malformed(
        'It holds YAML that its package manager does not write, and is too large or too deep for more.',
        unusual,
      );
    }
    this.#lines = new LineCounter();
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      uniqueKeys: false,
      logLevel: 'silent',
      version: '1.2',
      schema: 'failsafe',
    });
    const error = this.#document.errors[0];
    if (error)
      throw new Malformed(
        `It is not valid YAML: ${firstSentence(error.message)}.`,
        this.#lineAt(error.pos[0]),
      );
    this.#next = this.#document.contents;
  }

  peek(): 'map' | 'list' | 'scalar' {
    const node = this.#resolved();
    if (isMap(node)) return 'map';
    return isSeq(node) ? 'list' : 'scalar';
  }

  map(entry: (key: string, line: number) => void): void {
    const node = this.#take();
    if (isEmpty(node)) return;
    if (!isMap(node)) throw new Malformed('Expected a map.', this.#lineOf(node));
    this.#nested(() => {
      for (const { key, value } of node.items) {
        const line = this.#lineOf(key);
        if (!isScalar(key) || key.source === '<<') throw new Malformed('Keys must be plain text.', line);
        this.#visit(value as Node | null, () => entry(String(key.value), line));
      }
    });
  }

  list(item: (index: number) => void): void {
    const node = this.#take();
    if (isEmpty(node)) return;
    if (!isSeq(node)) throw new Malformed('Expected a list.', this.#lineOf(node));
    this.#nested(() => {
      for (const [index, value] of node.items.entries()) this.#visit(value as Node | null, () => item(index));
    });
  }

  text(): string | undefined {
    const node = this.#take();
    if (!isScalar(node)) return undefined;
    return isEmpty(node) ? undefined : String(node.value);
  }

  skip(): void {
    this.#take();
  }

  #visit(value: Node | null, callback: () => void): void {
    this.#next = value;
    callback();
  }

  #nested(read: () => void): void {
    if (++this.#depth > DEPTH_LIMIT) throw tooDeep(1);
    read();
    this.#depth--;
  }

  #take(): Node | null | undefined {
    const node = this.#resolved();
    this.#next = null;
    return node;
  }

  /** Aliases make a small text stand for millions of values, and nobody writes them into a lockfile. */
  #resolved(): Node | null | undefined {
    if (!isAlias(this.#next)) return this.#next;
    throw new Malformed('It holds an alias, which no package manager writes.', this.#lineOf(this.#next));
  }

  #lineOf(node: unknown): number {
    const range = (node as Node | null)?.range;
    return this.#lineAt(range?.[0] ?? 0);
  }

  #lineAt(offset: number): number {
    return this.#lines.linePos(offset).line + this.#firstLine - 1;
  }
}

/** In the failsafe schema everything is text: a plain `null` is what the others call so. */
function isEmpty(node: Node | null | undefined): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.type === 'PLAIN' && ['', '~', 'null'].includes(String(node.value));
}

function firstSentence(message: string): string {
  return message.split(/[\n:]/, 1)[0] ?? message;
}
