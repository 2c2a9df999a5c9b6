import type { Rule } from '@railgate/contract';

/** Every rule of the gate that is about no single advisory. Those of advisories are made of what was found. */
export const rules: readonly Rule[] = [];
