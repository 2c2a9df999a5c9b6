import type { Broken, Done, Gap, Judged, Outcome, Policy, Skipped, Waiver } from '@railgate/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { judge } from './judge.js';

const NOW = new Date('2026-03-04T00:00:00Z');
const POLICY: Policy = { failOn: 'high', gates: {}, newOnly: false };

function finding(over: Partial<Judged> = {}): Judged {
  return {
    ruleId: 'lint/eval',
    severity: 'high',
    path: 'src/a.ts',
    line: 2,
    identity: 'id-1',
    state: 'new',
    ...over,
  };
}

function done(over: Partial<Done> = {}): Done {
  return {
    gate: 'lint',
    target: 'root',
    enforced: true,
    status: 'done',
    findings: [],
    gaps: [],
    degraded: [],
    evidence: { engines: [], expected: { files: 3 }, seen: { files: 3 } },
    ...over,
  };
}

function skipped(gate = 'sca'): Skipped {
  return {
    gate,
    target: 'root',
    enforced: true,
    status: 'skipped',
    reason: { kind: 'nothing-to-scan', message: 'No lockfile.' },
  };
}

function broken(over: Partial<Broken> = {}): Broken {
  return {
    gate: 'sca',
    target: 'root',
    enforced: true,
    status: 'broken',
    code: 'NEED_UNMET',
    message: 'It is not there.',
    remedy: 'Install it.',
    ...over,
  };
}

function waiver(over: Partial<Waiver>): Waiver {
  return { reason: 'Known.', owner: 'me', expires: '2026-03-04', ...over };
}

const GAP: Gap = { code: 'FILE_BINARY', message: 'src/b.ts holds binary data.', path: 'src/b.ts' };

describe('ok: clean', () => {
  it('when every gate looked and found nothing at or over the threshold', () => {
    const verdict = judge(
      [done({ findings: [finding({ severity: 'medium' })] }), skipped()],
      POLICY,
      [],
      NOW,
    );
    expect(verdict).toMatchObject({
      status: 'clean',
      exitCode: 0,
      reasons: [],
      counts: { medium: 1, new: 1 },
    });
  });

  it('when a report-only gate finds, has gaps or breaks', () => {
    const outcomes = [
      done(),
      done({ gate: 'a', enforced: false, findings: [finding()], gaps: [GAP] }),
      broken({ enforced: false }),
    ];
    expect(judge(outcomes, POLICY, [], NOW)).toMatchObject({ exitCode: 0, reasons: [], counts: { high: 1 } });
  });

  it('when the policy makes the gate report-only', () => {
    const policy = { ...POLICY, gates: { lint: { enforce: false } } };
    expect(judge([done({ findings: [finding()] })], policy, [], NOW).exitCode).toBe(0);
  });

  it('with newOnly, when all findings stand in the baseline', () => {
    const outcome = done({ findings: [finding({ state: 'unchanged' })] });
    expect(judge([outcome], { ...POLICY, newOnly: true }, [], NOW)).toMatchObject({
      exitCode: 0,
      counts: { high: 1, new: 0 },
    });
    expect(judge([outcome], POLICY, [], NOW).exitCode).toBe(1);
  });

  it('takes a finding that is gone for none', () => {
    const outcome = done({ findings: [finding({ state: 'absent' })] });
    expect(judge([outcome], POLICY, [], NOW)).toMatchObject({ exitCode: 0, counts: { high: 0, new: 0 } });
  });
});

describe('ng: findings', () => {
  it('give one reason per gate and target, with the number and the worst', () => {
    const findings = [
      finding(),
      finding({ severity: 'critical', ruleId: 'lint/sql' }),
      finding({ severity: 'low' }),
    ];
    const verdict = judge([done({ findings })], POLICY, [], NOW);
    expect(verdict).toMatchObject({
      status: 'findings',
      exitCode: 1,
      counts: { critical: 1, high: 1, low: 1, new: 3 },
    });
    expect(verdict.reasons).toHaveLength(1);
    expect(verdict.reasons[0]).toMatchObject({
      gate: 'lint',
      target: 'root',
      code: 'FINDINGS',
      message: '2 findings at or over high; the worst is critical: lint/sql.',
      remedy: expect.stringContaining('railgate explain lint/sql'),
      waived: false,
    });
  });

  it('count from the threshold of the gate', () => {
    const policy: Policy = { ...POLICY, gates: { lint: { failOn: 'critical' }, railway: { failOn: 'low' } } };
    expect(judge([done({ findings: [finding()] })], policy, [], NOW).exitCode).toBe(0);
    expect(
      judge([done({ gate: 'railway', findings: [finding({ severity: 'low' })] })], policy, [], NOW).exitCode,
    ).toBe(1);
  });

  it('never fail a build as info', () => {
    const policy: Policy = { ...POLICY, failOn: 'low' };
    expect(judge([done({ findings: [finding({ severity: 'info' })] })], policy, [], NOW).exitCode).toBe(0);
  });

  it('win over what is unknown, and both are listed, findings first', () => {
    const verdict = judge([broken(), done({ gaps: [GAP], findings: [finding()] })], POLICY, [], NOW);
    expect(verdict).toMatchObject({ status: 'findings', exitCode: 1 });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['FINDINGS', 'FILE_BINARY', 'NEED_UNMET']);
  });
});

describe('broken: incomplete', () => {
  it('by a gap, with the advice of the catalogue', () => {
    const verdict = judge([done({ gaps: [GAP] })], POLICY, [], NOW);
    expect(verdict).toMatchObject({ status: 'incomplete', exitCode: 2 });
    expect(verdict.reasons).toEqual([
      {
        gate: 'lint',
        target: 'root',
        code: 'FILE_BINARY',
        message: GAP.message,
        remedy: expect.stringContaining('Rename the file'),
        waived: false,
      },
    ]);
  });

  it('by a broken gate', () => {
    expect(judge([done(), broken()], POLICY, [], NOW)).toMatchObject({
      exitCode: 2,
      reasons: [{ gate: 'sca', code: 'NEED_UNMET', message: 'It is not there.', remedy: 'Install it.' }],
    });
  });

  it('by a gap of the file list', () => {
    expect(judge([done()], POLICY, [], NOW, [GAP])).toMatchObject({
      exitCode: 2,
      reasons: [{ gate: 'discover', target: 'root', code: 'FILE_BINARY' }],
    });
  });

  it.each([
    ['no gate', [], 'there was no gate'],
    ['all skipped', [skipped('a'), skipped('b')], 'every gate was skipped'],
    [
      'nothing seen, all gaps waived',
      [done({ gaps: [GAP], evidence: { engines: [], expected: { files: 1 }, seen: { files: 0 } } })],
      'every gate',
    ],
    ['only a report-only gate that broke', [broken({ enforced: false })], 'every gate'],
  ])('when no gate looked: %s', (_name, outcomes: Outcome[], message) => {
    const verdict = judge(outcomes, POLICY, [waiver({ rule: 'FILE_BINARY' })], NOW);
    expect(verdict).toMatchObject({ status: 'incomplete', exitCode: 2 });
    expect(verdict.reasons.find(({ waived }) => !waived)).toMatchObject({
      gate: 'discover',
      code: 'LOOKED_AT_NOTHING',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining('ignore'),
    });
  });

  it('says so once: a gate that says why needs no second reason', () => {
    expect(judge([broken()], POLICY, [], NOW).reasons).toHaveLength(1);
  });
});

describe('waivers', () => {
  const outcome = done({ findings: [finding()] });

  it.each<[string, Partial<Waiver>]>([
    ['rule', { rule: 'lint/eval' }],
    ['gate', { gate: 'lint' }],
    ['target', { target: 'root' }],
    ['path', { path: 'src/**' }],
    ['identity', { identity: 'id-1' }],
    ['all of them', { rule: 'lint/eval', gate: 'lint', target: 'root', path: '**/*.ts', identity: 'id-1' }],
  ])('cover by %s', (_name, selectors) => {
    const verdict = judge([outcome], POLICY, [waiver(selectors)], NOW);
    expect(verdict).toMatchObject({ status: 'clean', exitCode: 0, counts: { high: 0, new: 0, waived: 1 } });
    expect(verdict.reasons).toMatchObject([{ code: 'FINDINGS', waived: true }]);
  });

  it.each<[string, Partial<Waiver>]>([
    ['no selector', {}],
    ['another rule', { rule: 'lint/other' }],
    ['another gate', { gate: 'sca', rule: 'lint/eval' }],
    ['another target', { target: 'apps/web' }],
    ['another path', { path: 'test/**' }],
    ['another identity', { identity: 'id-2' }],
    ['one selector that does not match', { rule: 'lint/eval', path: 'test/**' }],
    ['expired yesterday', { rule: 'lint/eval', expires: '2026-03-03' }],
    ['no date', { rule: 'lint/eval', expires: 'never' }],
  ])('do not cover: %s', (_name, selectors) => {
    expect(judge([outcome], POLICY, [waiver(selectors)], NOW).exitCode).toBe(1);
  });

  it('cover through their last day, in whatever zone the clock stands', () => {
    expect(
      judge([outcome], POLICY, [waiver({ rule: 'lint/eval' })], new Date('2026-03-04T23:59:59Z')).exitCode,
    ).toBe(0);
    expect(
      judge([outcome], POLICY, [waiver({ rule: 'lint/eval' })], new Date('2026-03-05T00:00:00Z')).exitCode,
    ).toBe(1);
  });

  it('leave what they do not cover', () => {
    const both = done({ findings: [finding(), finding({ path: 'test/a.ts' })] });
    const verdict = judge([both], POLICY, [waiver({ path: 'test/**' })], NOW);
    expect(verdict).toMatchObject({ exitCode: 1, counts: { high: 1, waived: 1 } });
    expect(verdict.reasons.map(({ waived }) => waived)).toEqual([false, true]);
  });

  it('let a gap or a broken gate through only by its code', () => {
    const unknown = [done(), done({ gate: 'a', gaps: [GAP] }), broken()];
    expect(
      judge(unknown, POLICY, [waiver({ gate: 'a' }), waiver({ gate: 'sca' }), waiver({ path: '**' })], NOW)
        .exitCode,
    ).toBe(2);
    const byCode = [
      waiver({ rule: 'FILE_BINARY', path: 'src/**' }),
      waiver({ rule: 'NEED_UNMET', gate: 'sca' }),
    ];
    expect(judge(unknown, POLICY, byCode, NOW)).toMatchObject({ exitCode: 0, counts: { waived: 2 } });
  });

  it('with a path do not cover what has none', () => {
    expect(
      judge([done(), broken()], POLICY, [waiver({ rule: 'NEED_UNMET', path: '**' })], NOW).exitCode,
    ).toBe(2);
  });
});

describe('waivers of vulnerabilities', () => {
  const vulnerability = finding({
    ruleId: 'CVE-2021-23337',
    path: 'package-lock.json',
    advisories: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm', 'SNYK-JS-LODASH-1040724'],
    purl: 'pkg:npm/lodash@4.17.20',
  });
  const exit = (selectors: Partial<Waiver>) =>
    judge([done({ gate: 'sca', findings: [vulnerability] })], POLICY, [waiver(selectors)], NOW).exitCode;

  it.each<[string, Partial<Waiver>]>([
    ['the canonical id', { advisory: 'CVE-2021-23337' }],
    ['an alias', { advisory: 'GHSA-35jh-r3h4-6jhm' }],
    ['an alias in another case', { advisory: 'ghsa-35JH-r3h4-6jhm' }],
    ['the package', { purl: 'pkg:npm/lodash' }],
    ['the package with its version', { purl: 'pkg:npm/lodash@4.17.20' }],
    ['both', { purl: 'pkg:npm/lodash', advisory: 'SNYK-JS-LODASH-1040724' }],
  ])('cover by %s', (_name, selectors) => {
    expect(exit(selectors)).toBe(0);
  });

  it.each<[string, Partial<Waiver>]>([
    ['another advisory', { advisory: 'CVE-2021-2333' }],
    ['another version', { purl: 'pkg:npm/lodash@4.17.21' }],
    ['another package', { purl: 'pkg:npm/lodash.merge' }],
    ['an advisory of another package', { advisory: 'CVE-2021-23337', purl: 'pkg:npm/underscore' }],
    ['what is no package', { purl: 'lodash' }],
  ])('do not cover: %s', (_name, selectors) => {
    expect(exit(selectors)).toBe(1);
  });

  it('never let a gate through that could not run', () => {
    for (const selectors of [{ advisory: 'NEED_UNMET' }, { purl: 'pkg:npm/lodash' }])
      expect(judge([done(), broken()], POLICY, [waiver(selectors)], NOW).exitCode).toBe(2);
  });
});

describe('comments', () => {
  const ignored = (reason?: string) => {
    const comment = { path: 'src/a.ts', line: 2, rule: 'lint/eval', ...(reason !== undefined && { reason }) };
    return [done({ findings: [finding({ inlineIgnore: comment })] })];
  };

  it('let their finding through', () => {
    expect(judge(ignored('Known.'), POLICY, [], NOW)).toMatchObject({
      exitCode: 0,
      counts: { high: 0, waived: 1 },
      reasons: [{ code: 'FINDINGS', waived: true }],
    });
  });

  it('let nothing through without a reason, nor where the policy forbids them', () => {
    expect(judge(ignored(), POLICY, [], NOW).exitCode).toBe(1);
    expect(judge(ignored('Known.'), { ...POLICY, inlineIgnores: false }, [], NOW).exitCode).toBe(1);
  });
});

describe('thresholds', () => {
  const with2 = [done({ findings: [finding()] }), done({ target: 'apps/web', findings: [finding()] })];
  const policy = (gate: Policy['gates'][string], over: Partial<Policy> = {}): Policy => ({
    ...POLICY,
    ...over,
    gates: { lint: gate },
  });

  it('by count let so many pass, in all targets together, and not one more', () => {
    const verdict = judge(with2, policy({ maxFindings: 2 }), [], NOW);
    expect(verdict).toMatchObject({ exitCode: 0, counts: { high: 2, waived: 0 } });
    expect(verdict.reasons).toHaveLength(2);
    expect(verdict.reasons[0]).toMatchObject({
      code: 'FINDINGS',
      waived: true,
      message:
        '1 finding at or over high, let pass since `maxFindings` allows 2 and the gate has 2; the worst is high: lint/eval.',
    });
    expect(judge(with2, policy({ maxFindings: 1 }), [], NOW)).toMatchObject({
      exitCode: 1,
      reasons: [
        { waived: false, message: expect.stringContaining('the gate has 2, and `maxFindings` allows 1') },
        { waived: false },
      ],
    });
  });

  it('by count leave out what is waived, below the threshold, or in the baseline of a gate that counts new ones', () => {
    const findings = [
      finding(),
      finding({ path: 'test/a.ts' }),
      finding({ severity: 'low' }),
      finding({ state: 'unchanged' }),
    ];
    const rules = policy({ maxFindings: 1, newOnly: true });
    expect(judge([done({ findings })], rules, [waiver({ path: 'test/**' })], NOW).exitCode).toBe(0);
    expect(judge([done({ findings })], rules, [], NOW).exitCode).toBe(1);
  });

  it('of one gate do not count for another', () => {
    const other = done({ gate: 'railway', findings: [finding()] });
    expect(judge([done(), other], policy({ maxFindings: 5 }), [], NOW).exitCode).toBe(1);
  });

  it('by newness go by the gate before the run', () => {
    const old = [done({ findings: [finding({ state: 'unchanged' })] })];
    expect(judge(old, policy({ newOnly: true }), [], NOW).exitCode).toBe(0);
    expect(judge(old, policy({ newOnly: false }, { newOnly: true }), [], NOW).exitCode).toBe(1);
    expect(judge([done({ findings: [finding()] })], policy({ newOnly: true }), [], NOW)).toMatchObject({
      exitCode: 1,
      reasons: [{ message: '1 new finding at or over high; the worst is high: lint/eval.' }],
    });
    const updated = [done({ findings: [finding({ state: 'updated' })] })];
    expect(judge(updated, policy({ newOnly: true }), [], NOW).exitCode).toBe(0);
  });

  it('by severity of a report-only gate decide nothing', () => {
    expect(judge(with2, policy({ enforce: false, maxFindings: 0 }), [], NOW)).toMatchObject({
      exitCode: 0,
      reasons: [],
    });
  });

  it('go by the gate of that name, not by what every object has', () => {
    const odd = done({ gate: 'constructor', findings: [finding()] });
    expect(judge([odd], POLICY, [], NOW).exitCode).toBe(1);
  });
});

const severity = fc.constantFrom('critical', 'high', 'medium', 'low', 'info');
const aFinding = fc.record({
  ruleId: fc.constantFrom('lint/a', 'lint/b'),
  severity,
  path: fc.constantFrom('src/a.ts', 'test/b.ts'),
  line: fc.integer({ min: 1, max: 9 }),
  identity: fc.constantFrom('1', '2'),
  state: fc.constantFrom('new', 'unchanged', 'updated', 'absent'),
});
const aGap = fc.record({
  code: fc.constantFrom('FILE_BINARY', 'PART_SKIPPED'),
  message: fc.constantFrom('One.', 'Two.'),
});
const names = {
  gate: fc.constantFrom('a', 'b', 'c'),
  target: fc.constantFrom('root', 'apps/web'),
  enforced: fc.boolean(),
};
const anOutcome = fc.oneof(
  fc
    .record({
      ...names,
      findings: fc.array(aFinding, { maxLength: 4 }),
      gaps: fc.array(aGap, { maxLength: 2 }),
      files: fc.nat({ max: 1 }),
    })
    .map(({ files, ...rest }): Outcome =>
      done({ ...rest, evidence: { engines: [], expected: { files: 1 }, seen: { files } } } as Partial<Done>),
    ),
  fc
    .record({ ...names, code: fc.constantFrom('NEED_UNMET', 'INTERNAL') })
    .map((part): Outcome => broken(part as Partial<Broken>)),
  fc.constantFrom('a', 'b').map((gate): Outcome => skipped(gate)),
);
const outcomes = fc.array(anOutcome, { maxLength: 6 });
const waivers = fc.array(
  fc
    .record(
      {
        rule: fc.constantFrom('lint/a', 'FILE_BINARY', 'NEED_UNMET', 'LOOKED_AT_NOTHING'),
        gate: fc.constantFrom('a', 'b', 'discover'),
        path: fc.constantFrom('src/**', '**'),
        expires: fc.constantFrom('2026-03-03', '2026-03-04', '2027-01-01'),
      },
      { requiredKeys: ['expires'] },
    )
    .map((selectors) => waiver(selectors as Partial<Waiver>)),
  { maxLength: 3 },
);
const policy = fc.record({
  failOn: fc.constantFrom('critical', 'high', 'medium', 'low'),
  newOnly: fc.boolean(),
  gates: fc.constantFrom({}, { a: { maxFindings: 1 } }, { b: { newOnly: true }, a: { failOn: 'low' } }),
}) as fc.Arbitrary<Policy>;

describe('properties', () => {
  it('the order of outcomes, gaps and waivers does not matter', () => {
    fc.assert(
      fc.property(outcomes, policy, waivers, (list, rules, waived) => {
        const turned = list.map((outcome) =>
          outcome.status === 'done'
            ? { ...outcome, gaps: [...outcome.gaps].reverse(), findings: [...outcome.findings].reverse() }
            : outcome,
        );
        expect(judge(turned.reverse(), rules, [...waived].reverse(), NOW)).toEqual(
          judge(list, rules, waived, NOW),
        );
      }),
    );
  });

  it('a further gap or broken gate that counts and is not waived is never clean', () => {
    fc.assert(
      fc.property(outcomes, policy, waivers, fc.boolean(), (list, rules, waived, isGap) => {
        const unknown = isGap
          ? done({ gate: 'z', gaps: [{ code: 'SOURCE_MISSING', message: 'None.' }] })
          : broken({ gate: 'z', code: 'TOOL_TIMEOUT' });
        expect(judge([...list, unknown], rules, waived, NOW).exitCode).not.toBe(0);
        expect(
          judge(list, rules, waived, NOW, [{ code: 'NAME_UNSAFE', message: 'A name.' }]).exitCode,
        ).not.toBe(0);
      }),
    );
  });

  it('a further gap or broken gate of any kind never makes a run clean', () => {
    fc.assert(
      fc.property(outcomes, policy, waivers, anOutcome, aGap, (list, rules, waived, other, gap) => {
        fc.pre(other.status === 'broken');
        if (judge(list, rules, waived, NOW).exitCode === 0) return;
        expect(judge([...list, other], rules, waived, NOW).exitCode).not.toBe(0);
        const wider = list.map((outcome) =>
          outcome.status === 'done' ? { ...outcome, gaps: [...outcome.gaps, gap as Gap] } : outcome,
        );
        expect(judge(wider, rules, waived, NOW).exitCode).not.toBe(0);
      }),
    );
  });

  it('a waiver never makes anything worse', () => {
    fc.assert(
      fc.property(outcomes, policy, waivers, waivers, (list, rules, few, more) => {
        const before = judge(list, rules, few, NOW);
        const after = judge(list, rules, [...few, ...more], NOW);
        const findings = (verdict: typeof before) =>
          verdict.reasons.filter(({ code, waived }) => code === 'FINDINGS' && !waived).length;
        expect(findings(after)).toBeLessThanOrEqual(findings(before));
        if (before.exitCode === 0) expect(after.exitCode).toBe(0);
        if (before.exitCode === 2) expect(after.exitCode).not.toBe(1);
        for (const key of ['critical', 'high', 'medium', 'low', 'info', 'new'] as const) {
          expect(after.counts[key]).toBeLessThanOrEqual(before.counts[key]);
        }
      }),
    );
  });

  it('the exit code agrees with the open reasons', () => {
    fc.assert(
      fc.property(outcomes, policy, waivers, (list, rules, waived) => {
        const { exitCode, reasons } = judge(list, rules, waived, NOW);
        const open = reasons.filter((reason) => !reason.waived);
        const expected = open.some(({ code }) => code === 'FINDINGS') ? 1 : open.length > 0 ? 2 : 0;
        expect(exitCode).toBe(expected);
        for (const { message, remedy } of reasons)
          expect(message.endsWith('.') && remedy.endsWith('.')).toBe(true);
      }),
    );
  });
});
