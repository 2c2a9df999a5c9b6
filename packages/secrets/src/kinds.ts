import { FORMATS } from './formats/index.js';
import { GENERIC_KINDS } from './generic/index.js';
import type { SecretKind } from './kind.js';

/** Everything that `detect` can report, sorted by id. */
export const KINDS: readonly SecretKind[] = [...FORMATS, ...GENERIC_KINDS].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
