import { addressOf, isLoopback } from './address.js';
import type { Value } from './value.js';

/**
 * Is a value that another file writes an address of this machine? Other addresses are judged where they are written: of
 * these alone it counts that a client gets them.
 */
export function isBroughtLoopback(value: Value): boolean {
  if (value.kind !== 'literal' && value.kind !== 'template') return false;
  const address = addressOf(value);
  return address?.scheme !== undefined && isLoopback(address.host);
}
