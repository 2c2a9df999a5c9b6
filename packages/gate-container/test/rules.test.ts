import { readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { AnyFinding } from '../src/findings/vulnerabilities.js';
import { rules } from '../src/rules/index.js';
import { problemsOf, type Case, type RuleCases } from './rule-cases.js';

const folder = new URL('./cases/', import.meta.url);
const cases = new Map<string, RuleCases>();
for (const file of readdirSync(folder)) {
  const module = (await import(new URL(file, folder).href)) as { cases: RuleCases };
  cases.set(file.replace(/\.ts$/, ''), module.cases);
}

describe('the list of rules', () => {
  const ids = rules.map(({ id }) => id.replace('container/', ''));

  it('holds every file of src/rules, in order and once, and each has cases', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url)).filter((file) => file !== 'index.ts');
    expect(ids).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
    expect([...cases.keys()].sort()).toEqual(ids);
  });

  it.each(rules)('$id is documented', (rule) => {
    expect(rule.name.toLowerCase()).toBe(rule.id.replace('container/', '').replaceAll('-', ''));
    for (const text of [rule.summary, rule.description, rule.why, rule.remediation])
      expect(text).toMatch(/\.$/);
    expect(rule.summary.length).toBeLessThanOrEqual(1024);
    expect(rule.description.length).toBeLessThanOrEqual(1024);
    expect(rule.references.length).toBeGreaterThan(0);
  });
});

describe.each(rules)('$id', (rule) => {
  const { ok, ng } = cases.get(rule.id.replace('container/', '')) ?? { ok: [], ng: [] };
  const found = async (one: Case) => (await problemsOf(one)).filter(({ ruleId }) => ruleId === rule.id);

  it.each(ok)('ok: $name', async (one) => {
    expect((await found(one)).map(({ message }) => message)).toEqual([]);
  });

  it.each(ng)('ng: $name', async (one) => {
    const findings = await found(one);
    const said = findings.map((finding) => `${finding.severity ?? rule.severity} ${placeOf(finding)}`);
    expect(said.sort()).toEqual(
      one.finds.map(({ at, severity = rule.severity }) => `${severity} ${at}`).sort(),
    );
    const messages = findings.map(({ message }) => message).join('\n');
    for (const { says = '' } of one.finds) expect(messages).toContain(says);
    for (const { message } of findings) expect(message).toMatch(/^In the image (?:api|node): .*\.$/);
  });
});

function placeOf({ at }: AnyFinding): string {
  return at ? `${at.path}:${at.region.startLine}` : 'image';
}
