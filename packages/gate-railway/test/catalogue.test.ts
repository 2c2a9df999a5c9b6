import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { RULES } from '../src/rules/index.js';
import { allCases } from './all-cases.js';
import { ARGUED_AWAY, CATALOGUE, CATALOGUE_IDS } from './catalogue.js';

/** Look-alikes that no case shows; why, is on the page of the decision. */
const TRAPS_MISSING: readonly string[] = ['RLY-URL-016 ioredis 5.8.2'];

const DECISION = new URL('../../../docs/decisions/0031-where-we-leave-the-catalogue.md', import.meta.url);

const cases = await allCases();
const rulesOf = (id: string) => RULES.filter((rule) => rule.catalogue.includes(id));
const shown = new Set(
  [...cases.values()].flatMap(({ ok, ng }) => [...ok, ...ng].flatMap(({ traps = [] }) => traps)),
);

describe('the requirement catalogue', () => {
  it('has a rule for every question, those aside that are argued away', () => {
    const open = CATALOGUE.map(({ id }) => id).filter((id) => rulesOf(id).length === 0);
    expect(open).toEqual(Object.keys(ARGUED_AWAY).sort(byPlace));
  });

  it('has a case for every look-alike of every question that a rule answers', () => {
    const wanted = CATALOGUE.filter(({ id }) => rulesOf(id).length > 0).flatMap(({ id, traps }) =>
      traps.map((trap) => `${id} ${trap}`),
    );
    expect(wanted.filter((trap) => !shown.has(trap))).toEqual(TRAPS_MISSING);
  });

  it('is left in ten questions at most, each with its reason on the page of the decision', () => {
    const page = readFileSync(DECISION, 'utf8');
    expect(Object.keys(ARGUED_AWAY).length).toBeLessThanOrEqual(10);
    for (const id of Object.keys(ARGUED_AWAY)) expect(page).toContain(id);
  });

  it('is named by the page of the decision with ids that exist', () => {
    const named = readFileSync(DECISION, 'utf8').match(/RLY-[A-Z]+-[0-9]{3}/g) ?? [];
    expect(named.filter((id) => !CATALOGUE_IDS.has(id) && !/^RLY-(?:PLAT|VER|SEC)-/.test(id))).toEqual([]);
  });
});

describe.each(RULES)('$id', ({ id, catalogue }) => {
  const { ok = [], ng = [] } = cases.get(id.replace('railway/', '')) ?? {};

  it('has cases on which it is silent and cases that it reports', () => {
    expect(Math.min(ok.length, ng.length)).toBeGreaterThan(0);
  });

  it('names only look-alikes that the catalogue has for it', () => {
    const known = new Set(
      CATALOGUE.filter((entry) => catalogue.includes(entry.id)).flatMap((entry) =>
        entry.traps.map((trap) => `${entry.id} ${trap}`),
      ),
    );
    const named = [...ok, ...ng].flatMap(({ traps = [] }) => traps);
    expect(named.filter((trap) => !known.has(trap))).toEqual([]);
  });
});

function byPlace(a: string, b: string): number {
  const ids = [...CATALOGUE_IDS];
  return ids.indexOf(a) - ids.indexOf(b);
}
