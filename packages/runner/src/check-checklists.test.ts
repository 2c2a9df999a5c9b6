import { GateError, type Checklist, type ChecklistStep } from '@railgate/contract';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { checkChecklists, checklistGaps } from './check-checklists.js';
import { manifestChecklists } from './manifest-checklists.js';

const RUN: sarif.Run = {
  tool: { driver: { name: 'Test', rules: [{ id: 'test/a' }] } },
  results: [
    {
      ruleId: 'test/a',
      message: { text: 'Found.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.ts' }, region: { startLine: 3 } } }],
    },
  ],
};
const PASS: ChecklistStep = {
  id: 'port',
  title: 'Port line',
  status: 'pass',
  evidence: 'a b.ts:3 listens on PORT',
  place: { path: 'a b.ts', line: 3 },
  findings: [],
};
const FOUND: ChecklistStep = {
  id: 'cors',
  title: 'CORS',
  status: 'findings',
  evidence: 'Everybody may ask',
  findings: [{ ruleId: 'test/a', path: 'a b.ts', line: 3 }],
};
const UNKNOWN: ChecklistStep = {
  id: 'urls',
  title: 'Addresses',
  status: 'unknown',
  evidence: 'main.zig is read by nobody',
  findings: [],
};

function listOf(...steps: readonly unknown[]) {
  return [{ title: 'Quick-Check', subject: 'api', steps }];
}

function checked(checklists: unknown): Checklist[] {
  return checkChecklists(checklists, RUN, { root: '/root/of/it' });
}

describe('checkChecklists', () => {
  it('ok: keeps what is as it should be, and nothing is nothing', () => {
    expect(checked(listOf(PASS, FOUND, UNKNOWN))).toEqual(listOf(PASS, FOUND, UNKNOWN));
    expect(checked(undefined)).toEqual([]);
  });

  it('ok: takes a finding in an image, which is in no file', () => {
    const inImage = { locations: [{ logicalLocations: [{ fullyQualifiedName: 'api:/bin/sh' }] }] };
    const run = { ...RUN, results: [{ ruleId: 'test/a', message: { text: 'Found.' }, ...inImage }] };
    const step = { ...FOUND, findings: [{ ruleId: 'test/a', path: '', line: 1 }] };
    expect(checkChecklists(listOf(step), run, { root: '/root/of/it' })).toEqual(listOf(step));
    expect(() => checked(listOf(step))).toThrow(/does not have/);
  });

  it('ng: cleans and cuts texts, and takes what is no part of a step out', () => {
    const evidence = `\u001b[31m/root/of/it/a.ts ${'x'.repeat(1000)}`;
    const [list] = checked(listOf({ ...PASS, evidence, extra: 1, place: { path: 'a.ts', line: 0 } }));
    const [step] = list?.steps ?? [];
    expect(step?.evidence).toMatch(/^\\u001b\[31ma\.ts x+…$/);
    expect(step?.evidence.length).toBe(400);
    expect(step?.place).toEqual({ path: 'a.ts', line: 1 });
    expect(step).not.toHaveProperty('extra');
  });

  it.each([
    ['no list', {}],
    ['a list that is no checklist', [1]],
    ['no steps', listOf()],
    ['two steps of one id', listOf(PASS, PASS)],
    ['too many steps', listOf(...Array.from({ length: 41 }, (_, i) => ({ ...PASS, id: `s${i}` })))],
    ['too many checklists', Array.from({ length: 501 }, () => listOf(PASS)[0])],
    ['an id with a slash', listOf({ ...PASS, id: 'a/b' })],
    ['a status of its own', listOf({ ...PASS, status: 'clean' })],
    ['a pass that says nothing', listOf({ ...PASS, evidence: ' \u200b'.slice(0, 1) })],
    ['a pass with findings', listOf({ ...PASS, findings: FOUND.findings })],
    ['findings without one', listOf({ ...FOUND, findings: [] })],
    [
      'a finding that the run does not have',
      listOf({ ...FOUND, findings: [{ ruleId: 'test/a', path: 'a b.ts', line: 4 }] }),
    ],
    ['a path that leaves the repository', listOf({ ...PASS, place: { path: '../a' } })],
  ])('broken: refuses %s', (_, value) => {
    expect(() => checked(value)).toThrow(GateError);
  });
});

describe('checklistGaps', () => {
  it('names a step that nobody could check where the gate names no gap', () => {
    expect(checklistGaps(checked(listOf(PASS, UNKNOWN)), [])).toEqual([
      {
        code: 'PART_SKIPPED',
        message: 'Addresses of api could not be checked: main.zig is read by nobody.',
      },
    ]);
  });

  it('names none beside gaps of the gate, and none of an informational step', () => {
    const gap = { code: 'PART_SKIPPED', message: 'Left out.' } as const;
    expect(checklistGaps(checked(listOf(UNKNOWN)), [gap])).toEqual([]);
    expect(checklistGaps(checked(listOf({ ...UNKNOWN, informational: true })), [])).toEqual([]);
  });
});

describe('manifestChecklists', () => {
  it('counts findings as they were judged', () => {
    const finding = { ruleId: 'test/a', path: 'a b.ts', line: 3 };
    const [list] = manifestChecklists(checked(listOf(PASS, FOUND)), [
      { ...finding, severity: 'low', isWaived: false },
      { ...finding, severity: 'high', isWaived: true },
      { ...finding, severity: 'medium', isWaived: false },
      { ...finding, line: 4, severity: 'critical', isWaived: false },
    ]);
    expect(list?.steps).toMatchObject([
      { id: 'port', findings: 0, waived: 0, rules: [], informational: false },
      { id: 'cors', findings: 2, waived: 1, worst: 'medium', rules: ['test/a'] },
    ]);
  });
});
