import type { Rule } from '@railgate/contract';

/** Every rule of the gate. */
export const rules: readonly Rule[] = [];
