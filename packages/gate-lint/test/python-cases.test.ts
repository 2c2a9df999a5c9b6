import { readdirSync } from 'node:fs';

import { compareSeverity, type Severity } from '@railgate/contract';
import { beforeAll, describe, expect, it } from 'vitest';

import type { LintScan } from '../src/engine.js';
import { pythonEngine } from '../src/python/index.js';
import { rules } from '../src/rules/index.js';
import { expectedLines, findingsOf, scanFiles, type Cases } from './run-cases.js';

const CASES = new URL('cases/', import.meta.url);
const INJECTIONS = new Set([
  'code-injection',
  'command-injection',
  'sql-injection',
  'path-traversal',
  'cross-site-scripting',
  'open-redirect',
]);
const classes = readdirSync(CASES)
  .filter((name) => name.endsWith('.python.ts'))
  .map((name) => name.replace('.python.ts', ''));
const loaded = new Map<string, Cases>();
for (const name of classes)
  loaded.set(name, (await import(new URL(`${name}.python.ts`, CASES).href)) as Cases);

let scan: LintScan;
beforeAll(async () => {
  const files: Record<string, string> = {};
  for (const [name, cases] of loaded) {
    cases.ng.forEach((snippet, index) => (files[`${name}/ng-${index}.py`] = snippet));
    cases.lookAlike.forEach((snippet, index) => (files[`${name}/look-alike-${index}.py`] = snippet));
  }
  scan = await scanFiles(pythonEngine, files);
});

const severityOf = (finding: { ruleId: string; severity?: Severity }): Severity =>
  finding.severity ?? rules.find((rule) => rule.id === finding.ruleId)?.severity ?? 'critical';

it('parses every case', () => {
  expect(scan.gaps).toEqual([]);
});

it('has cases for each of the shared classes', () => {
  const shared = rules
    .filter((rule) => !rule.tags?.includes('python') && rule.id !== 'lint/own-config')
    .map((rule) => rule.id.replace('lint/', ''));
  expect(shared.filter((name) => !classes.includes(name))).toEqual([]);
});

describe.each([...loaded])('%s', (name, cases) => {
  it('has at least five cases of each kind', () => {
    expect(cases.ng.length).toBeGreaterThanOrEqual(5);
    expect(cases.lookAlike.length).toBeGreaterThanOrEqual(5);
  });

  it.each(cases.ng.map((snippet, index) => [index, snippet] as const))('finds ng %i', (index, snippet) => {
    const found = findingsOf(scan, `${name}/ng-${index}.py`).filter(
      (finding) => finding.ruleId === `lint/${name}`,
    );
    const worst = INJECTIONS.has(name) ? 'high' : 'medium';
    const serious = found.filter((finding) => compareSeverity(severityOf(finding), worst) <= 0);
    const lines = expectedLines(snippet);
    expect(lines.length).toBeGreaterThan(0);
    expect([...new Set(serious.map((finding) => finding.at.region.startLine))].sort((a, b) => a - b)).toEqual(
      lines,
    );
    for (const finding of serious) {
      expect(finding.message).toMatch(/\.$/);
      expect(finding.at.region.startColumn).toBeGreaterThan(0);
    }
  });

  it.each(cases.lookAlike.map((_, index) => [index] as const))('leaves look-alike %i alone', (index) => {
    const found = findingsOf(scan, `${name}/look-alike-${index}.py`);
    expect(found.filter((finding) => compareSeverity(severityOf(finding), 'low') < 0)).toEqual([]);
  });
});
