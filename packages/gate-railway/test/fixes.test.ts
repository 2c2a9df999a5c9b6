import { readdirSync } from 'node:fs';

import type { Gap } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { scanInMemory, type Repository } from '../src/in-memory.js';
import { applySafeFixes } from './apply-edits.js';
import type { RuleCases } from './rule-cases.js';

interface Fixture extends Repository {
  readonly name: string;
  readonly rule: string;
}

const folder = new URL('./cases/', import.meta.url);
const fixtures: Fixture[] = [];
for (const file of readdirSync(folder)) {
  const { cases } = (await import(new URL(file, folder).href)) as { readonly cases: RuleCases };
  const rule = `railway/${file.replace(/\.ts$/, '')}`;
  for (const one of cases.ng) if (one.fixed) fixtures.push({ ...one, rule, name: `${rule}: ${one.name}` });
}

/** Every safe fix of every rule, in files as other editors write them. */
describe.each([
  ['CR LF', (text: string) => text.replace(/\r?\n/g, '\r\n')],
  ['no final newline', (text: string) => text.replace(/\n+$/, '')],
  ['indented by tabs', (text: string) => text.replace(/^ {2}/gm, '\t')],
])('safe fixes in files with %s', (form, change) => {
  it.each(fixtures)('$name', async ({ rule, ...repository }) => {
    const files = Object.fromEntries(
      Object.entries(repository.files).map(([path, text]) => [path, change(text)]),
    );
    const before = await scanInMemory({ ...repository, files });
    const found = before.findings.filter(({ ruleId }) => ruleId === rule);
    const safe = found.filter(({ fix }) => fix?.safe === true);
    expect(safe).not.toEqual([]);

    const fixed = applySafeFixes(files, found);
    const after = await scanInMemory({ ...repository, files: fixed });
    expect(after.findings.filter(({ ruleId }) => ruleId === rule)).toHaveLength(found.length - safe.length);
    expect(placesOf(after.gaps)).toEqual(placesOf(before.gaps));
    for (const path of changedIn(files, fixed)) {
      if (form === 'CR LF') expect(fixed[path]).not.toMatch(/(?<!\r)\n/);
      expect(fixed[path]?.endsWith('\n')).toBe(files[path]?.endsWith('\n'));
      expect(parses(after.findings, path)).toBe(true);
    }
  });
});

function changedIn(before: Readonly<Record<string, string>>, after: typeof before): string[] {
  return Object.keys(after).filter((path) => before[path] !== after[path]);
}

function placesOf(gaps: readonly Gap[]): string[] {
  return gaps.map(({ code, path }) => `${code} ${path ?? ''}`).sort();
}

/** Rules report a file that no parser takes as a finding of its own. */
function parses(findings: Awaited<ReturnType<typeof scanInMemory>>['findings'], path: string): boolean {
  return !findings.some(
    ({ ruleId, at, message }) =>
      at.path === path && /unparseable$/.test(ruleId) && !message.includes('strict JSON'),
  );
}
