import { isObject } from '@railgate/contract';

export type JsonObject = Record<string, unknown>;

/** A value of its own; for what comes from `JSON.parse`, which is never cyclic. */
export function cloneJson<T>(value: T): T;
export function cloneJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneJson(item));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, cloneJson(value[key]));
  return copy;
}

/** Sets a key as data, also `__proto__`, which an assignment would take for the prototype. */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The text of a value with its keys in order: equal for equal values. */
export function canonicalJson(value: unknown): string {
  return write(value, (inner) => canonicalJson(inner));
}

/**
 * Texts that are equal for equal values, as the validator compares them: what is nested deeper than 32 levels is equal to
 * nothing, so that graphs of nodes in nodes cost no more than their size.
 */
export function equalityTexts(values: readonly unknown[]): string[] {
  let different = 0;
  const text = (value: unknown, depth: number): string => {
    if (depth > 32 && typeof value === 'object' && value !== null) return `deep ${different++}`;
    return write(value, (inner) => text(inner, depth + 1));
  };
  return values.map((value) => text(value, 0));
}

function write(value: unknown, inner: (value: unknown) => string): string {
  if (Array.isArray(value)) return `[${value.map(inner).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${inner(value[key])}`);
  return `{${entries.join()}}`;
}

/** The keys of a JSON pointer (RFC 6901). */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
