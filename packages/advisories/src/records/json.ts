/** Reading JSON that others wrote: nothing is what it should be until it was looked at. */

import { isObject } from '@railgate/contract';

export type Fields = Readonly<Record<string, unknown>>;

/** An object's own fields; empty for anything else. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: unknown): string[] {
  return listOf(value).filter((entry) => typeof entry === 'string');
}
