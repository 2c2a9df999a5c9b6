import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Rule } from '@railgate/contract';

/** What `facts.mjs` prints. */
export interface Facts {
  readonly commands: readonly {
    readonly name: string;
    readonly options: Readonly<
      Record<string, { readonly type: 'boolean' | 'string'; readonly short?: string }>
    >;
    readonly arity: readonly [number, number];
  }[];
  readonly gates: readonly {
    readonly id: string;
    readonly options: readonly string[];
    readonly rules: readonly Rule[];
  }[];
  readonly codes: readonly { readonly code: string; readonly uri: string }[];
  readonly home: string;
}

export function readFacts(): Facts {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'facts.mjs')], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Facts;
}
