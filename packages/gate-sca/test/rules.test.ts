import { readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { rules } from '../src/rules/index.js';
import { policyOf, type Case, type RuleCases } from './rule-cases.js';

const folder = new URL('./cases/', import.meta.url);
const cases = new Map<string, RuleCases>();
for (const file of readdirSync(folder)) {
  const module = (await import(new URL(file, folder).href)) as { cases: RuleCases };
  cases.set(file.replace(/\.ts$/, ''), module.cases);
}

describe('the list of rules', () => {
  const ids = rules.map(({ id }) => id.replace('sca/', ''));

  it('holds every file of src/rules, in order and once, and each has cases', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url)).filter((file) => file !== 'index.ts');
    expect(ids).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
    expect([...cases.keys()].sort()).toEqual(ids);
  });

  it.each(rules)('$id is documented', (rule) => {
    expect(rule.name.toLowerCase()).toBe(rule.id.replace('sca/', '').replaceAll('-', ''));
    for (const text of [rule.summary, rule.description, rule.why, rule.remediation])
      expect(text).toMatch(/[.)]$/);
    expect(rule.summary.length).toBeLessThanOrEqual(1024);
    expect(rule.references.length).toBeGreaterThan(0);
  });
});

describe.each(rules)('$id', (rule) => {
  const { ok, ng, broken = [] } = cases.get(rule.id.replace('sca/', '')) ?? { ok: [], ng: [] };
  const wordOf = async (one: Case) => {
    const { findings, gaps } = await policyOf(one);
    return { findings: findings.filter(({ ruleId }) => ruleId === rule.id), gaps };
  };

  it.each(ok)('ok: $name', async (one) => {
    const { findings, gaps } = await wordOf(one);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(gaps).toEqual([]);
  });

  it.each(ng)('ng: $name', async (one) => {
    const { findings, gaps } = await wordOf(one);
    const found = findings.map(
      ({ at, severity = rule.severity }) => `${severity} ${at.path}:${at.region.startLine}`,
    );
    expect(found.sort()).toEqual(
      one.finds.map(({ at, severity = rule.severity }) => `${severity} ${at}`).sort(),
    );
    const messages = findings.map(({ message }) => message).join('\n');
    for (const { says = '' } of one.finds) expect(messages).toContain(says);
    for (const { message } of findings) expect(message).toMatch(/\.$/);
    expect(gaps).toEqual([]);
  });

  it.each(broken)('broken: $name', async (one) => {
    const { gaps } = await wordOf(one);
    expect(gaps.map(({ message }) => message).join('\n')).toContain(one.gap);
  });
});
