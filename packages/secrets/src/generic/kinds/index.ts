import type { SecretKind } from '../../kind.js';
import { CODE_KINDS } from './code.js';
import { HASH_KINDS } from './hashes.js';
import { PLATFORM_KINDS } from './platforms.js';
import { STORE_KINDS } from './stores.js';

/** Kinds that have no form of their own: what they are follows from the place where they stand. */
export const GENERIC_KINDS: readonly SecretKind[] = [
  ...CODE_KINDS,
  ...HASH_KINDS,
  ...PLATFORM_KINDS,
  ...STORE_KINDS,
];
