import type { Rule } from '@railgate/contract';
import { KINDS } from '@railgate/secrets';

import { ruleOfKind } from './of-kind.js';

/** All rules of the gate, sorted by id: one for each kind of secret, and those about the environment. */
export const rules: readonly Rule[] = KINDS.map(ruleOfKind).sort((a, b) => (a.id < b.id ? -1 : 1));
