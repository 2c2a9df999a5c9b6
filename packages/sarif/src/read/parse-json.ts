import { isAscii, isUtf8 } from 'node:buffer';

import { Fault } from './fault.js';
import { findJsonFault } from './json-fault.js';

export interface Parsed<T> {
  readonly value: T;
  /** False when U+FFFD stands for bytes that are no UTF-8. */
  readonly isValidUtf8: boolean;
}

/** @throws {Fault} at the very byte where the text stops to be JSON. */
export function parseJson(text: Buffer): Parsed<unknown> {
  try {
    return { value: JSON.parse(decode(text)), isValidUtf8: isUtf8(text) };
  } catch (error) {
    throw explain(text, 'value', error);
  }
}

/** The same for values with commas between them. */
export function parseItems(text: Buffer): Parsed<unknown[]> {
  try {
    return { value: JSON.parse(`[${decode(text)}]`) as unknown[], isValidUtf8: isUtf8(text) };
  } catch (error) {
    throw explain(text, 'items', error);
  }
}

/** Most reports are ASCII, and Node decodes that ten times as fast when it is told so. */
function decode(text: Buffer): string {
  return text.toString(isAscii(text) ? 'latin1' : 'utf8');
}

function explain(text: Buffer, shape: 'value' | 'items', cause: unknown): unknown {
  if (!(cause instanceof SyntaxError)) return cause;
  return findJsonFault(text, shape) ?? new Fault(cause.message, 0);
}
