import type { Place, Region } from '@railgate/contract';
import type { Node as ParserNode, Tree } from '@vscode/tree-sitter-wasm';

import { copyTree } from './copy-tree.js';
import type { Node } from './node.js';

export type { Node } from './node.js';

/** A parsed source file while its facts are taken. Its tree is gone afterwards: facts hold no nodes. */
export interface Syntax {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  /** The place of a node in the file; for a script inside a Vue or Svelte file, in that file. */
  place(node: Node, message?: string): Place;
}

/** @param offset line and column (from 0) at which the text stands in its file, for scripts inside other files. */
export function syntaxOf(
  path: string,
  text: string,
  tree: Tree,
  offset: { readonly line: number; readonly column: number } = { line: 0, column: 0 },
): Syntax {
  const region = (node: Node): Required<Region> => {
    const { startPosition: start, endPosition: end } = node;
    return {
      startLine: start.row + 1 + offset.line,
      startColumn: start.column + 1 + (start.row === 0 ? offset.column : 0),
      endLine: end.row + 1 + offset.line,
      endColumn: end.column + 1 + (end.row === 0 ? offset.column : 0),
    };
  };
  return {
    path,
    text,
    root: copyTree(tree, text).root,
    place: (node, message) => ({ path, region: region(node), ...(message !== undefined && { message }) }),
  };
}

/** Every node of these types below `root`, in the order of the text. Iterative: nesting comes from outside. */
export function nodesOfType(root: Node, ...types: readonly string[]): Node[] {
  return root.descendantsOfType(types);
}

/** A field's node, or nothing. */
export function field(node: Node | undefined, name: string): Node | undefined {
  return node?.childForFieldName(name) ?? undefined;
}

/** The innermost node that does not parse, or is missing. */
export function firstError(root: ParserNode): ParserNode {
  let here = root;
  for (;;) {
    const inner = here.children.find((child) => child?.hasError || child?.isError || child?.isMissing);
    if (!inner || here.isError) return here;
    here = inner;
  }
}

/** The named children, comments aside. */
export function parts(node: Node | undefined): Node[] {
  return (node?.namedChildren ?? []).filter((child) => !child.type.endsWith('comment'));
}

/**
 * The nodes around one, the nearest first.
 *
 * @throws {TooSlowError} when the time of `withDeadline` is over: a node may be as deep as its file is long.
 */
export function* ancestors(node: Node): Generator<Node> {
  for (let above = node.parent; above; above = above.parent) {
    if ((++steps & 255) === 0 && performance.now() > deadline) throw new TooSlowError();
    yield above;
  }
}

/** A file that nobody wrote by hand. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError';
}

let deadline = Infinity;
/** The clock costs more than a step. */
let steps = 0;

/** Runs a synchronous reading of a tree that ends with a `TooSlowError` when it takes longer. */
export function withDeadline<Result>(milliseconds: number, read: () => Result): Result {
  const outer = deadline;
  deadline = Math.min(outer, performance.now() + milliseconds);
  try {
    return read();
  } finally {
    deadline = outer;
  }
}
