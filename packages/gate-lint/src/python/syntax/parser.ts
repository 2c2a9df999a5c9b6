import { createRequire } from 'node:module';

import type { PyNode } from './node.js';

/** What is used of @vscode/tree-sitter-wasm; its own types name another package. */
interface TreeSitter {
  readonly Parser: { new (): Parser; init(): Promise<void> };
  readonly Language: { load(path: string): Promise<Language> };
}
interface Language {
  readonly fields: readonly (string | null)[];
  readonly types: readonly string[];
}
interface Parser {
  setLanguage(language: Language): void;
  parse(text: string, old: null, options: { progressCallback: () => boolean }): Tree | null;
  reset(): void;
}
interface Tree {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
  delete(): void;
}
interface Cursor {
  readonly nodeType: string;
  readonly nodeTypeId: number;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly currentFieldId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

export const GRAMMAR = { name: 'tree-sitter-python', version: '0.3.1 of @vscode/tree-sitter-wasm' } as const;

/** Deeper trees are not written by people, and the checks that recurse over them stay far from the stack's end. */
export const DEPTH_LIMIT = 400;
const NODE_LIMIT = 2_000_000;
const PARSE_MILLISECONDS = 10_000;

export type Parsed =
  | { readonly root: PyNode; readonly errorAt: number | undefined }
  | { readonly refused: 'too deep' | 'too large' | 'too slow' };

export interface PythonParser {
  parse(text: string): Parsed;
}

/** Loads the grammar: about 50 ms, so only when there is something to parse. */
export async function loadPythonParser(): Promise<PythonParser> {
  const require = createRequire(import.meta.url);
  const treeSitter = require('@vscode/tree-sitter-wasm') as TreeSitter;
  await treeSitter.Parser.init();
  const language = await treeSitter.Language.load(
    require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  );
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  return { parse: (text) => parse(parser, language, text) };
}

function parse(parser: Parser, language: Language, text: string): Parsed {
  const deadline = performance.now() + PARSE_MILLISECONDS;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) {
    parser.reset();
    return { refused: 'too slow' };
  }
  const cursor = tree.walk();
  try {
    return new TreeCopy(cursor, language).run();
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** One walk over the wasm tree: each step is a call into wasm, so it is done once and all else is plain objects. */
class TreeCopy {
  readonly #cursor: Cursor;
  readonly #language: Language;
  #count = 0;
  #errorAt: number | undefined;
  #refused: 'too deep' | 'too large' | undefined;

  constructor(cursor: Cursor, language: Language) {
    this.#cursor = cursor;
    this.#language = language;
  }

  run(): Parsed {
    const root = this.#read(undefined);
    if (root.type === 'ERROR') this.#errorAt = root.start;
    this.#copyChildren(root, 1);
    return this.#refused === undefined ? { root, errorAt: this.#errorAt } : { refused: this.#refused };
  }

  #copyChildren(parent: PyNode, depth: number): void {
    if (!this.#cursor.gotoFirstChild()) return;
    if (depth > DEPTH_LIMIT) this.#refused = 'too deep';
    do {
      if (++this.#count > NODE_LIMIT) this.#refused ??= 'too large';
      if (this.#refused !== undefined) return;
      this.#copyNode(parent, depth);
    } while (this.#cursor.gotoNextSibling());
    this.#cursor.gotoParent();
  }

  #copyNode(parent: PyNode, depth: number): void {
    const named = this.#cursor.nodeIsNamed;
    if (!named && this.#cursor.currentFieldId === 0) {
      if (this.#cursor.nodeIsMissing) this.#errorAt ??= this.#cursor.startIndex;
      return;
    }
    const node = this.#read(parent);
    if (node.type === 'comment') return;
    if (node.type === 'ERROR' || (node.start === node.end && this.#cursor.nodeIsMissing))
      this.#errorAt ??= node.start;
    parent.children.push(node);
    this.#copyChildren(node, depth + 1);
  }

  #read(parent: PyNode | undefined): PyNode {
    const type = this.#language.types[this.#cursor.nodeTypeId] ?? this.#cursor.nodeType;
    const field = this.#language.fields[this.#cursor.currentFieldId] ?? undefined;
    return { type, field, start: this.#cursor.startIndex, end: this.#cursor.endIndex, children: [], parent };
  }
}
