import type { Format } from './format.js';
import { KNOWN } from './formats/known.js';
import { GENERIC_KINDS } from './generic/index.js';
import type { SecretKind } from './kind.js';

/** A kind that has a form. */
export function formatOf(id: string): Format | undefined {
  return KNOWN.of(id);
}

/** One of those that `detect` can report, without all the others. */
export function kindOf(id: string): SecretKind | undefined {
  return KNOWN.of(id) ?? GENERIC_KINDS.find((kind) => kind.id === id);
}
