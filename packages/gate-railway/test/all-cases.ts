import { readdirSync } from 'node:fs';

import type { RuleCases } from './rule-cases.js';

const FOLDER = new URL('./cases/', import.meta.url);

/** The cases of every rule, by its id without the gate. */
export async function allCases(): Promise<ReadonlyMap<string, RuleCases>> {
  const cases = new Map<string, RuleCases>();
  for (const file of readdirSync(FOLDER)) {
    const module = (await import(new URL(file, FOLDER).href)) as { readonly cases: RuleCases };
    cases.set(file.replace(/\.ts$/, ''), module.cases);
  }
  return cases;
}
