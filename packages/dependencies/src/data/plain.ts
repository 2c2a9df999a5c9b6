import type { DataNode, DataTable } from './node.js';

/** A value of a JSON or TOML file without lines. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainTable;
export type PlainTable = ReadonlyMap<string, PlainValue>;

export function plainOf({ value }: DataNode): PlainValue {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? (value as readonly DataNode[]).map(plainOf) : plainTable(value as DataTable);
}

export function plainTable(table: DataTable): Map<string, PlainValue> {
  return new Map([...table].map(([key, node]) => [key, plainOf(node)]));
}

/** TOML, every table in its inline form: what tools read alike. Dates are texts. */
export function writeToml(root: PlainTable): string {
  return [...root].map(([key, value]) => `${basicString(key)} = ${written(value)}\n`).join('');
}

function written(value: PlainValue): string {
  if (typeof value === 'string') return basicString(value);
  if (value instanceof Map) {
    const pairs = [...(value as PlainTable)].map(([key, one]) => `${basicString(key)} = ${written(one)}`);
    return `{${pairs.join(', ')}}`;
  }
  if (Array.isArray(value)) return `[${(value as readonly PlainValue[]).map(written).join(', ')}]`;
  return String(value);
}

/** JSON's escapes are TOML's, but for DEL, which TOML wants escaped. */
function basicString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
