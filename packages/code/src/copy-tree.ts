import type { Language, Tree } from '@vscode/tree-sitter-wasm';

import { cursorOf, type Cursor } from './documents/tree-cursor.js';
import { GrammarNames, SyntaxTree, type NodeTable } from './syntax-tree.js';

/** Copies a tree of tree-sitter, which may be freed then. Iterative and linear, however deep it is. */
export function copyTree(tree: Tree, text: string, open = cursorOf): SyntaxTree {
  const { descendantCount } = tree.rootNode;
  const names = namesOf(tree.language);
  const cursor = open(tree);
  try {
    return new SyntaxTree(tableOf(cursor, descendantCount), text, names);
  } finally {
    cursor.free();
  }
}

const known = new WeakMap<Language, GrammarNames>();

function namesOf(language: Language): GrammarNames {
  const names = known.get(language) ?? new GrammarNames(language);
  known.set(language, names);
  return names;
}

function tableOf(cursor: Cursor, count: number): NodeTable {
  const table = emptyTable(count);
  const { parents, nexts } = table;
  let id = 0;
  let parent = 0;
  for (;;) {
    put(table, id, parent, cursor);
    const here = id++;
    if (cursor.toFirstChild()) {
      parent = here;
      continue;
    }
    nexts[here] = id;
    while (!cursor.toNextSibling()) {
      if (!cursor.toParent()) return table;
      nexts[parent] = id;
      parent = parents[parent] as number;
    }
  }
}

function emptyTable(count: number): NodeTable {
  return {
    kinds: new Uint16Array(count),
    fields: new Uint16Array(count),
    starts: new Uint32Array(count),
    ends: new Uint32Array(count),
    parents: new Uint32Array(count),
    nexts: new Uint32Array(count),
  };
}

function put(table: NodeTable, id: number, parent: number, cursor: Cursor): void {
  table.kinds[id] = cursor.kind();
  table.fields[id] = cursor.field();
  table.starts[id] = cursor.start();
  table.ends[id] = cursor.end();
  table.parents[id] = parent;
}
