import { readdirSync } from 'node:fs';

import type { Finding } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { scanInMemory, type Repository } from '../src/in-memory.js';
import { RULES } from '../src/rules/index.js';
import { allCases } from './all-cases.js';
import { applySafeFixes } from './apply-edits.js';
import { CATALOGUE_IDS } from './catalogue.js';
import type { Expected } from './rule-cases.js';

const cases = await allCases();

describe('the list of rules', () => {
  const ids = RULES.map((rule) => rule.id.replace('railway/', ''));

  it('holds every file of src/rules, in order and once', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url)).filter((file) => file !== 'index.ts');
    expect(ids).toEqual(files.map(nameOf).sort());
  });

  it('has cases for every rule and no other cases', () => {
    expect([...cases.keys()].sort()).toEqual([...ids].sort());
  });

  it.each(RULES)('$id names catalogue ids that exist and is documented', (rule) => {
    expect(rule.catalogue.length).toBeGreaterThan(0);
    expect(rule.catalogue.filter((id) => !CATALOGUE_IDS.has(id))).toEqual([]);
    expect(rule.name.toLowerCase()).toBe(rule.id.replace('railway/', '').replaceAll('-', ''));
    for (const text of [rule.summary, rule.description, rule.why, rule.remediation])
      expect(text).toMatch(/[.)]$/);
    expect(rule.summary.length).toBeLessThanOrEqual(1024);
    expect(rule.references.length).toBeGreaterThan(0);
  });
});

describe.each(RULES)('$id', (rule) => {
  const { ok, ng, broken } = cases.get(rule.id.replace('railway/', '')) ?? {
    ok: [],
    ng: [],
  };
  const findingsOf = async (repository: Repository) => {
    const { findings, gaps } = await scanInMemory(repository);
    expect(gaps.filter((gap) => gap.code === 'PART_SKIPPED' && gap.message.includes('stopped'))).toEqual([]);
    return findings.filter((finding) => finding.ruleId === rule.id);
  };

  it.each(ok)('ok: $name', async (one) => {
    expect((await findingsOf(one)).map((finding) => finding.message)).toEqual([]);
  });

  it.each(ng)('ng: $name', async (one) => {
    const findings = await findingsOf(one);
    expect(findings.map((finding) => placeOf(finding, one.finds)).sort()).toEqual(
      one.finds.map(({ at, severity = rule.severity }) => `${severity} ${at}`).sort(),
    );
    for (const { says } of one.finds) {
      if (says !== undefined) expect(findings.map((finding) => finding.message).join('\n')).toContain(says);
    }
    for (const finding of findings) expect(finding.message).toMatch(/[.?]$/);
    const safe = findings.filter((finding) => finding.fix?.safe === true);
    expect(safe.length > 0).toBe(one.fixed !== undefined);
    if (!one.fixed) return;
    const files = applySafeFixes(one.files, findings);
    expect(files).toMatchObject(one.fixed);
    expect(await findingsOf({ ...one, files })).toHaveLength(findings.length - safe.length);
  });

  it.each(broken ?? [])('broken: $name', async (one) => {
    const { gaps } = await scanInMemory(one);
    expect(gaps.map((gap) => `${gap.code} ${gap.path ?? ''}`).sort()).toEqual([...one.gaps].sort());
  });
});

/** With the column only where the case gives one. */
function placeOf({ at, severity, ruleId }: Finding, expected: readonly Expected[]): string {
  const { startLine, startColumn } = at.region;
  const withColumn = `${at.path}:${startLine}:${startColumn ?? 1}`;
  const level = severity ?? RULES.find((rule) => rule.id === ruleId)?.severity ?? 'none';
  const exact = expected.some((one) => one.at === withColumn);
  return `${level} ${exact ? withColumn : `${at.path}:${startLine}`}`;
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ts$/, '');
}
