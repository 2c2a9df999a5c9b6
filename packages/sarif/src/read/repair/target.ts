import { isObject } from '@railgate/contract';

import type { SchemaError } from '../../validate/schema.js';
import { pointerKeys, setOwn, type JsonObject } from './json.js';

/** Stands in an array for an item that goes when the round is over, so that the pointers of the others stay right. */
const REMOVED = Symbol('removed');

/** The value that a schema error is about, where it stands. */
export interface Target {
  readonly error: SchemaError;
  readonly value: unknown;
  /** What the schema calls it: the property, or the definition for an item. */
  readonly name: string;
  readonly parent: JsonObject | unknown[] | undefined;
  readonly key: string;
  /** Whether indices elsewhere count the items of `parent`: none may be taken out. */
  readonly isIndexed: boolean;
}

/** Arrays that other objects refer to by index (SARIF 3.4.5, 3.27.6, 3.52 and others). */
const INDEXED = new Set(
  'addresses artifacts extensions graphs invocations logicalLocations notifications policies rules runs taxa taxonomies threadFlowLocations webRequests webResponses'.split(
    ' ',
  ),
);

/** Nothing when an earlier repair of the round took the value away. */
export function findTarget(root: JsonObject, error: SchemaError): Target | undefined {
  const keys = pointerKeys(error.instancePath);
  let parent: Target['parent'];
  let value: unknown = root;
  for (const key of keys) {
    if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
    parent = value;
    value = read(parent, key);
  }
  if (value === REMOVED) return undefined;
  const isIndexed = Array.isArray(parent) && isIndexedArray(keys.at(-2) ?? '', keys.at(-3));
  return { error, value, name: nameOf(keys), parent, key: keys.at(-1) ?? '', isIndexed };
}

export function isIndexedArray(name: string, owner: string | undefined): boolean {
  // `taxa` of a result or a rule are references; only those of a tool component are referred to.
  if (name === 'taxa') return owner === 'driver' || /^\d+$/.test(owner ?? '');
  return INDEXED.has(name);
}

export function put(target: Target, value: unknown): void {
  const { parent, key } = target;
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else if (parent) setOwn(parent, key, value);
}

/** Takes the value out: a property at once, an item when the round is over. */
export function take(target: Target): void {
  const { parent, key } = target;
  if (Array.isArray(parent)) takeItem(parent, Number(key));
  else if (parent) Reflect.deleteProperty(parent, key);
}

/** Takes an item out of an array when the round is over. */
export function takeItem(array: unknown[], index: number): void {
  array[index] = REMOVED;
}

export function isRemoved(item: unknown): boolean {
  return item === REMOVED;
}

/** Closes the gaps that were left in an array. */
export function compact(array: unknown[]): void {
  let kept = 0;
  for (const item of array) if (item !== REMOVED) array[kept++] = item;
  array.length = kept;
}

function read(container: JsonObject | unknown[], key: string): unknown {
  return Array.isArray(container) ? container[Number(key)] : container[key];
}

function isContainer(value: unknown): value is JsonObject | unknown[] {
  return isObject(value) || Array.isArray(value);
}

/** The schema's word for the value: its own key, or that of the array or map which it stands in; never a word of the input. */
function nameOf(keys: readonly string[]): string {
  const named = keys.filter((key) => !/^\d+$/.test(key));
  const [last = 'value', owner = ''] = [named.at(-1), named.at(-2)];
  return MAPS.has(owner) ? owner : last;
}

/** Objects whose keys the tool chooses. */
const MAPS = new Set(
  'environmentVariables finalState fingerprints globalMessageStrings hashes headers immutableState initialState messageStrings originalUriBaseIds parameters partialFingerprints state'.split(
    ' ',
  ),
);
