import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';

/** A walk over a tree of tree-sitter. While one is in use, nothing else may be asked of tree-sitter. */
export interface Cursor {
  toFirstChild(): boolean;
  toNextSibling(): boolean;
  toParent(): boolean;
  kind(): number;
  field(): number;
  start(): number;
  end(): number;
  free(): void;
}

type Call = (tree: number) => number;

/**
 * The module of tree-sitter's wasm as emscripten fills it in: `Parser.init` hands its options on, and they become the
 * module. These functions keep the cursor in the wasm's own memory; the methods of `TreeCursor` carry it back and forth
 * with every step, which takes five times as long.
 */
export interface WasmModule {
  locateFile(file: string, folder: string): string;
  _ts_tree_root_node_wasm?: Call;
  _ts_tree_cursor_new_wasm?: Call;
  _ts_tree_cursor_delete_wasm?: Call;
  _ts_tree_cursor_goto_first_child_wasm?: Call;
  _ts_tree_cursor_goto_next_sibling_wasm?: Call;
  _ts_tree_cursor_goto_parent_wasm?: Call;
  _ts_tree_cursor_current_node_type_id_wasm?: Call;
  _ts_tree_cursor_current_field_id_wasm?: Call;
  _ts_tree_cursor_start_index_wasm?: Call;
  _ts_tree_cursor_end_index_wasm?: Call;
}

/** Options for `Parser.init`; empty of functions where somebody else has called it before in this thread. */
export const wasmModule: WasmModule = { locateFile: (file, folder) => `${folder}${file}` };

export function cursorOf(tree: Tree, module = wasmModule): Cursor {
  const { _ts_tree_root_node_wasm: root, _ts_tree_cursor_new_wasm: create, ...calls } = module;
  const address = (tree as Tree & { readonly 0?: number })[0];
  if (!root || !create || address === undefined || !isComplete(calls)) return walked(tree.walk());
  root(address);
  create(address);
  return raw(calls, address);
}

type CursorCalls = Required<Omit<WasmModule, '_ts_tree_root_node_wasm' | '_ts_tree_cursor_new_wasm'>>;

function isComplete(calls: Partial<CursorCalls>): calls is CursorCalls {
  return NAMES.every((name) => typeof calls[name] === 'function');
}

const NAMES: readonly (keyof CursorCalls)[] = [
  '_ts_tree_cursor_delete_wasm',
  '_ts_tree_cursor_goto_first_child_wasm',
  '_ts_tree_cursor_goto_next_sibling_wasm',
  '_ts_tree_cursor_goto_parent_wasm',
  '_ts_tree_cursor_current_node_type_id_wasm',
  '_ts_tree_cursor_current_field_id_wasm',
  '_ts_tree_cursor_start_index_wasm',
  '_ts_tree_cursor_end_index_wasm',
];

function raw(calls: CursorCalls, tree: number): Cursor {
  return {
    toFirstChild: () => calls._ts_tree_cursor_goto_first_child_wasm(tree) === 1,
    toNextSibling: () => calls._ts_tree_cursor_goto_next_sibling_wasm(tree) === 1,
    toParent: () => calls._ts_tree_cursor_goto_parent_wasm(tree) === 1,
    kind: () => calls._ts_tree_cursor_current_node_type_id_wasm(tree),
    field: () => calls._ts_tree_cursor_current_field_id_wasm(tree),
    start: () => calls._ts_tree_cursor_start_index_wasm(tree),
    end: () => calls._ts_tree_cursor_end_index_wasm(tree),
    free: () => void calls._ts_tree_cursor_delete_wasm(tree),
  };
}

/** The same by the methods that everybody may call. */
function walked(cursor: TreeCursor): Cursor {
  return {
    toFirstChild: () => cursor.gotoFirstChild(),
    toNextSibling: () => cursor.gotoNextSibling(),
    toParent: () => cursor.gotoParent(),
    kind: () => cursor.nodeTypeId,
    field: () => cursor.currentFieldId,
    start: () => cursor.startIndex,
    end: () => cursor.endIndex,
    free: () => cursor.delete(),
  };
}
