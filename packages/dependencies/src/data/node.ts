/**
 * A value of a JSON or TOML file, with the line on which it starts (from 1): for what has a key, the line of the key; for
 * a table of TOML, the line of its header.
 */
export interface DataNode {
  readonly line: number;
  readonly value: DataValue;
}

/** Objects are maps, so that a key such as `__proto__` is a key like any other. Dates of TOML are texts. */
export type DataValue = string | number | boolean | null | DataTable | readonly DataNode[];
export type DataTable = ReadonlyMap<string, DataNode>;

/** Levels of brackets, and parts of a key. Nothing that a package manager writes comes near. */
export const DEPTH_LIMIT = 64;

export function textOf(node: DataNode | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

/** An empty table where the node is none. */
export function tableOf(node: DataNode | undefined): DataTable {
  return node?.value instanceof Map ? node.value : EMPTY;
}

/** An empty list where the node is none. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return Array.isArray(node?.value) ? (node.value as readonly DataNode[]) : [];
}

/** Follows keys from table to table. */
export function nodeAt(table: DataTable, ...keys: readonly string[]): DataNode | undefined {
  let node: DataNode | undefined = { line: 1, value: table };
  for (const key of keys) node = tableOf(node).get(key);
  return node;
}

export function textAt(table: DataTable, ...keys: readonly string[]): string | undefined {
  return textOf(nodeAt(table, ...keys));
}

const EMPTY: DataTable = new Map();
