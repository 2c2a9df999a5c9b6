import type { Language } from '@vscode/tree-sitter-wasm';

import type { Node, Point } from './node.js';

/** tree-sitter's symbol of what does not parse. */
const ERROR_KIND = 65535;

/** The nodes of a tree in the order of the text, the root first; each array has an entry for each node. */
export interface NodeTable {
  /** Symbols of the grammar. */
  readonly kinds: Uint16Array;
  /** Fields of the grammar, 0 for none. */
  readonly fields: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The root is its own parent. */
  readonly parents: Uint32Array;
  /** The first node behind everything that is in a node. */
  readonly nexts: Uint32Array;
}

/**
 * A syntax tree in JavaScript's own memory. Extractors go over a tree a dozen times, and every step over one of
 * tree-sitter crosses into wasm: to copy it once costs less than to look for the nodes of one type there.
 */
export class SyntaxTree {
  readonly table: NodeTable;
  readonly text: string;
  readonly grammar: GrammarNames;
  readonly root: Node;
  readonly #nodes: (SyntaxNode | undefined)[] = [];
  #lines: readonly number[] | undefined;

  constructor(table: NodeTable, text: string, grammar: GrammarNames) {
    this.table = table;
    this.text = text;
    this.grammar = grammar;
    this.root = this.node(0);
  }

  /** The same object for the same node. */
  node(id: number): SyntaxNode {
    return (this.#nodes[id] ??= new SyntaxNode(this, id));
  }

  pointAt(index: number): Point {
    this.#lines ??= lineStarts(this.text);
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return { row: low, column: index - (this.#lines[low] as number) };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A grammar's names by the numbers that its trees hold. */
export class GrammarNames {
  readonly #language: Language;
  readonly #named = new Map<number, boolean>();
  readonly #fields = new Map<string, number>();
  readonly #sets = new Map<string, Uint8Array>();

  constructor(language: Language) {
    this.#language = language;
  }

  typeOf(kind: number): string {
    return this.#language.types[kind] ?? 'ERROR';
  }

  isNamed(kind: number): boolean {
    let named = this.#named.get(kind);
    if (named === undefined) {
      named = kind === ERROR_KIND || this.#language.nodeTypeIsNamed(kind);
      this.#named.set(kind, named);
    }
    return named;
  }

  /** 0 where the grammar has no such field. */
  fieldId(name: string): number {
    let id = this.#fields.get(name);
    if (id === undefined) {
      id = Math.max(0, this.#language.fields.indexOf(name));
      this.#fields.set(name, id);
    }
    return id;
  }

  /** By kind: is its name one of these? Several kinds may have the same name. */
  kindsNamed(types: readonly string[]): Uint8Array {
    const key = types.join(' ');
    const known = this.#sets.get(key);
    if (known) return known;
    const kinds = new Uint8Array(ERROR_KIND + 1);
    for (const [kind, type] of this.#language.types.entries()) if (types.includes(type)) kinds[kind] = 1;
    if (types.includes('ERROR')) kinds[ERROR_KIND] = 1;
    this.#sets.set(key, kinds);
    return kinds;
  }
}

class SyntaxNode implements Node {
  readonly #tree: SyntaxTree;
  readonly id: number;

  constructor(tree: SyntaxTree, id: number) {
    this.#tree = tree;
    this.id = id;
  }

  get type(): string {
    return this.#tree.grammar.typeOf(this.#kind);
  }

  get text(): string {
    return this.#tree.text.slice(this.startIndex, this.endIndex);
  }

  get startIndex(): number {
    return this.#tree.table.starts[this.id] as number;
  }

  get endIndex(): number {
    return this.#tree.table.ends[this.id] as number;
  }

  get startPosition(): Point {
    return this.#tree.pointAt(this.startIndex);
  }

  get endPosition(): Point {
    return this.#tree.pointAt(this.endIndex);
  }

  get isNamed(): boolean {
    return this.#tree.grammar.isNamed(this.#kind);
  }

  get parent(): Node | null {
    return this.id === 0 ? null : this.#tree.node(this.#tree.table.parents[this.id] as number);
  }

  get children(): Node[] {
    return this.#childIds().map((id) => this.#tree.node(id));
  }

  get namedChildren(): Node[] {
    return this.children.filter((child) => child.isNamed);
  }

  get firstChild(): Node | null {
    return this.id + 1 < this.#next ? this.#tree.node(this.id + 1) : null;
  }

  get lastChild(): Node | null {
    return this.children.at(-1) ?? null;
  }

  childForFieldName(name: string): Node | null {
    const field = this.#tree.grammar.fieldId(name);
    const { fields, nexts } = this.#tree.table;
    const end = this.#next;
    for (let id = this.id + 1; field > 0 && id < end; id = nexts[id] as number)
      if (fields[id] === field) return this.#tree.node(id);
    return null;
  }

  childrenForFieldName(name: string): Node[] {
    const field = this.#tree.grammar.fieldId(name);
    const { fields } = this.#tree.table;
    const ids = field > 0 ? this.#childIds().filter((id) => fields[id] === field) : [];
    return ids.map((id) => this.#tree.node(id));
  }

  descendantsOfType(types: readonly string[]): Node[] {
    const wanted = this.#tree.grammar.kindsNamed(types);
    const { kinds } = this.#tree.table;
    const found: Node[] = [];
    const end = this.#next;
    for (let id = this.id; id < end; id++)
      if (wanted[kinds[id] as number] === 1) found.push(this.#tree.node(id));
    return found;
  }

  equals(other: Node): boolean {
    return this === other;
  }

  get #kind(): number {
    return this.#tree.table.kinds[this.id] as number;
  }

  get #next(): number {
    return this.#tree.table.nexts[this.id] as number;
  }

  #childIds(): number[] {
    const { nexts } = this.#tree.table;
    const ids: number[] = [];
    const end = this.#next;
    for (let id = this.id + 1; id < end; id = nexts[id] as number) ids.push(id);
    return ids;
  }
}
