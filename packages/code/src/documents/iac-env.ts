import type { Region } from '@railgate/contract';

import type { IacResource } from './iac-resources.js';
import { valueAt } from './iac-value.js';

/** A variable that railway.ts sets to a text. References, `preserve()` and what is computed are none. */
export interface IacVariable {
  readonly name: string;
  readonly value: string;
  /** Of the value. */
  readonly region: Required<Region>;
}

/** `env`, `variables` and `sharedVariables` of a service, a database or a project. */
export function variablesOf({ options }: IacResource): IacVariable[] {
  const found: IacVariable[] = [];
  for (const key of ['env', 'variables', 'sharedVariables']) {
    const table = valueAt(options, key);
    if (table?.kind !== 'object') continue;
    for (const [name, { value }] of table.entries) {
      // `{ value: "…" }` is the long form.
      const literal = value.kind === 'object' ? valueAt(value, 'value') : value;
      if (literal?.kind !== 'literal') continue;
      found.push({ name, value: String(literal.value), region: literal.region });
    }
  }
  return found;
}
