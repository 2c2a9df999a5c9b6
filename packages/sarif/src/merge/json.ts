import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json | undefined;
}

/** The contract's `isObject`, for what is known to be JSON all through. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object as plain JSON; interfaces of SARIF have no index signature. */
export function asJson(value: object): JsonObject {
  return value as JsonObject;
}

/** The elements, or none where there is no array. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

/** An own property; never one of `Object.prototype`, whatever name the input chose. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own property, `__proto__` included, which an assignment would take for the prototype. */
export function setOwn(object: JsonObject, key: string, value: Json | undefined): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy that shares nothing. */
export function copyOf<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** JSON with sorted keys: equal exactly when the values are equal. */
export function canonicalText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as Json[]) text += `${text === '' ? '' : ','}${canonicalText(item)}`;
    return `[${text}]`;
  }
  const object = asJson(value);
  for (const key of Object.keys(object).sort()) {
    if (object[key] !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalText(object[key])}`;
  }
  return `{${text}}`;
}

/** 128 bits of SHA-256, in hex: no input can be made that equals another. */
export function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
