import type { Broken, Done, Judged, Outcome, Policy, Waiver } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { attachComments, commentsByLine } from '../ignores/attach.js';
import { NO_IGNORES } from '../ignores/collect.js';
import type { IgnoreComment } from '../ignores/comment.js';
import { waiverEntries, type EntriesInput } from './entries.js';
import { waiverLookup } from './lookup.js';
import { waiverWarnings } from './warnings.js';

const NOW = new Date('2026-03-04T00:00:00Z');
const POLICY: Policy = { failOn: 'high', gates: {}, newOnly: false };
const FINDING: Judged = {
  ruleId: 'lint/eval',
  severity: 'high',
  path: 'a.ts',
  line: 2,
  identity: 'i',
  state: 'new',
};
const DONE: Done = {
  gate: 'lint',
  target: 'root',
  enforced: true,
  status: 'done',
  findings: [FINDING, { ...FINDING, path: 'b.ts' }, { ...FINDING, path: 'c.ts', state: 'absent' }],
  gaps: [{ code: 'FILE_BINARY', message: 'x.', path: 'x.ts' }],
  degraded: [],
  evidence: { engines: [], expected: { files: 1 }, seen: { files: 1 } },
};
const BROKEN: Broken = {
  gate: 'sca',
  target: 'root',
  enforced: true,
  status: 'broken',
  code: 'NEED_UNMET',
  message: 'x.',
  remedy: 'x.',
};

function waiver(over: Partial<Waiver>): Waiver {
  return { reason: 'Known.', owner: 'me', expires: '2026-12-31', ...over };
}

interface Given {
  readonly waivers?: readonly Waiver[];
  readonly comments?: readonly IgnoreComment[];
  readonly foreign?: EntriesInput['ignores']['foreign'];
  readonly policy?: Policy;
}

function entries({ waivers = [], comments = [], foreign = [], policy = POLICY }: Given) {
  const commentsAt = commentsByLine(comments);
  const outcomes: Outcome[] = [attachComments(DONE, commentsAt, new Set()), BROKEN];
  return waiverEntries({
    waivers: waivers.map((one, index) => ({ waiver: one, path: 'w.yaml', line: index + 1 })),
    ignores: { ...NO_IGNORES, comments, foreign },
    outcomes,
    discoveryGaps: [{ code: 'NAME_UNSAFE', message: 'x.' }],
    lookup: waiverLookup(waivers, NOW, policy.inlineIgnores ?? true),
    policy,
    ruleIds: () => ['lint/eval', 'lint/sql-injection'],
    now: NOW,
  });
}

const BARE: IgnoreComment = { path: 'a.ts', line: 2, alone: false, rule: 'lint/eval' };
const COMMENT: IgnoreComment = { ...BARE, reason: 'r' };

describe('entries of the waivers file', () => {
  it('say what they select, who answers for them, and how much they cover', () => {
    expect(entries({ waivers: [waiver({ rule: 'lint/eval', path: 'a.ts' })] })).toEqual([
      {
        source: 'file',
        path: 'w.yaml',
        line: 1,
        selects: { rule: 'lint/eval', path: 'a.ts' },
        kind: 'accepted-risk',
        reason: 'Known.',
        owner: 'me',
        expires: '2026-12-31',
        state: 'used',
        covers: 1,
      },
    ]);
  });

  it.each<[string, Partial<Waiver>, number]>([
    ['findings, without those that are gone', { gate: 'lint' }, 2],
    ['a gap', { rule: 'FILE_BINARY' }, 1],
    ['a broken gate', { rule: 'NEED_UNMET' }, 1],
    ['a gap of the file list', { rule: 'NAME_UNSAFE' }, 1],
  ])('count %s', (_what, selectors, covers) => {
    expect(entries({ waivers: [waiver(selectors)] })).toMatchObject([{ state: 'used', covers }]);
  });

  it('each count what they cover, also together', () => {
    const both = [waiver({ path: 'a.ts' }), waiver({ rule: 'lint/eval' })];
    expect(entries({ waivers: both }).map(({ covers }) => covers)).toEqual([1, 2]);
  });

  it.each([
    ['expired yesterday', '2026-03-03', 'expired', 0],
    ['over today', '2026-03-04', 'expiring', 2],
    ['over in 14 days', '2026-03-18', 'expiring', 2],
    ['over in 15 days', '2026-03-19', 'used', 2],
  ])('are %s', (_when, expires, state, covers) => {
    expect(entries({ waivers: [waiver({ rule: 'lint/eval', expires })] })).toMatchObject([{ state, covers }]);
  });

  it('are unused when they cover nothing, also shortly before their end', () => {
    const unused = waiver({ rule: 'lint/other', expires: '2026-03-05' });
    expect(entries({ waivers: [unused] })).toMatchObject([{ state: 'unused', covers: 0 }]);
  });
});

describe('comments', () => {
  it.each<[string, IgnoreComment, object]>([
    ['that cover', COMMENT, { state: 'used', covers: 1, reason: 'r', selects: { rule: 'lint/eval' } }],
    ['beside nothing', { ...COMMENT, line: 9 }, { state: 'unused', covers: 0 }],
    ['about a vulnerability', { ...COMMENT, rule: 'CVE-2024-1' }, { state: 'unused' }],
    [
      'with a misspelt rule',
      { ...COMMENT, rule: 'lint/evil' },
      { state: 'unknown-rule', covers: 0, note: 'There is no rule lint/evil. Did you mean lint/eval?' },
    ],
    [
      'without a rule',
      { ...COMMENT, rule: '' },
      { state: 'unknown-rule', selects: {}, note: 'The comment names no rule.' },
    ],
  ])('%s', (_what, comment, expected) => {
    expect(entries({ comments: [comment] })).toMatchObject([
      { source: 'comment', path: 'a.ts', ...expected },
    ]);
  });

  it('without a reason let nothing through and say so', () => {
    expect(entries({ comments: [BARE] })).toMatchObject([{ state: 'no-reason', reason: null, covers: 0 }]);
  });

  it('are forbidden where the policy says so', () => {
    const policy = { ...POLICY, inlineIgnores: false };
    expect(entries({ comments: [COMMENT], policy })).toMatchObject([{ state: 'forbidden', covers: 0 }]);
  });
});

describe('entries of other tools', () => {
  it('have no reason and cover nothing', () => {
    const foreign = [{ path: '.trivyignore', line: 1, selects: { rule: 'lint/eval' } }];
    expect(entries({ foreign })).toEqual([
      {
        source: 'other-tool',
        path: '.trivyignore',
        line: 1,
        selects: { rule: 'lint/eval' },
        reason: null,
        state: 'no-reason',
        covers: 0,
      },
    ]);
  });
});

describe('warnings', () => {
  it('say in one sentence each what is expired, expiring and unused, and which comments let nothing through', () => {
    const list = entries({
      waivers: [
        waiver({ rule: 'a', expires: '2026-03-01' }),
        waiver({ rule: 'lint/eval', expires: '2026-03-05' }),
        waiver({ rule: 'lint/x' }),
        waiver({ rule: 'lint/y' }),
      ],
      comments: [BARE, { ...COMMENT, rule: 'lint/evil' }, { ...COMMENT, line: 9 }],
      foreign: [{ path: '.snyk', selects: {} }],
    });
    expect(waiverWarnings(list, () => true)).toEqual([
      'A waiver has expired and covers nothing: w.yaml:1 (me, 2026-03-01).',
      'A waiver expires within 14 days: w.yaml:2 (me, 2026-03-05).',
      '2 waivers cover nothing that was found: w.yaml:3 (me, 2026-12-31), w.yaml:4 (me, 2026-12-31).',
      'A railgate-ignore comment has no reason (` -- reason`) and lets nothing through: a.ts:2.',
      'A railgate-ignore comment names a rule that does not exist and lets nothing through: a.ts:2 (There is no rule lint/evil. Did you mean lint/eval?).',
    ]);
  });

  it('are silent about a waiver whose gate did not look', () => {
    const list = entries({ waivers: [waiver({ rule: 'lint/x' })] });
    expect(waiverWarnings(list, () => false)).toEqual([]);
  });

  it('name five places at most', () => {
    const list = entries({ waivers: Array.from({ length: 7 }, () => waiver({ rule: 'x' })) });
    expect(waiverWarnings(list, () => true)[0]).toMatch(/w\.yaml:5 \(me, 2026-12-31\) and 2 more\.$/);
  });
});
