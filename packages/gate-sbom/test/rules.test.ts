import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { runGate } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { rules } from '../src/rules/index.js';
import { cases as leftOverPackage } from './cases/left-over-package.js';
import { cases as unpinnedDependency } from './cases/unpinned-dependency.js';
import type { RuleCases } from './rule-cases.js';

const cases: ReadonlyMap<string, RuleCases> = new Map([
  ['left-over-package', leftOverPackage],
  ['unpinned-dependency', unpinnedDependency],
]);
const names = rules.map((rule) => nameOf(rule.id));

describe('the list of rules', () => {
  it('holds every file of src/rules, in order and once', () => {
    const files = readdirSync(join(import.meta.dirname, '../src/rules')).filter(
      (file) => file !== 'index.ts',
    );
    expect(names).toEqual(files.map(nameOf).sort());
  });

  it('has cases for every rule and no other cases', () => {
    expect([...cases.keys()].sort()).toEqual([...names].sort());
  });
});

describe.each(rules)('$id', (rule) => {
  const { ok, ng } = cases.get(nameOf(rule.id)) ?? { ok: [], ng: [] };
  const found = async ({ files, options = {} }: RuleCases['ok'][number]) => {
    const { findings } = await runGate(gate, files, { options });
    const own = findings.filter(({ ruleId }) => ruleId === rule.id);
    return own.map(({ path, region, severity }) => `${severity} ${path}:${region.startLine}`).sort();
  };

  it.each(ok)('ok: $name', async (one) => {
    expect(await found(one)).toEqual([]);
  });

  it.each(ng)('ng: $name', async (one) => {
    const expected = one.finds.map(({ at, severity = rule.severity }) => `${severity} ${at}`);
    expect(await found(one)).toEqual(expected.sort());
  });
});

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ts$/, '');
}
