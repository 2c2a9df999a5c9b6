import type { ManifestOutcome, ManifestWaiver, RunManifest } from '@railgate/contract';

/** A copy that may be written to. */
export type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> };

/** What was done to a manifest, how, and the problem that it has then. */
type Change = readonly [string, (manifest: Writable<RunManifest>) => unknown, string];

/** Of a run that was clean, with waivers, a comment, a gap and a broken gate. */
export const CHANGES: readonly Change[] = [
  ['an outcome taken out', (one) => one.outcomes.shift(), 'lint on root is expected and has no outcome.'],
  ['a pair taken out', (one) => one.expected.shift(), 'lint on root has an outcome and is not expected.'],
  ['an outcome twice', (one) => one.outcomes.push(outcomeOf(one, 'sca')), 'sca on root has two outcomes.'],
  [
    'a pair twice',
    (one) => one.expected.push({ gate: 'sca', target: 'root' }),
    'sca on root is expected twice.',
  ],
  [
    'evidence taken out',
    (one) => (outcomeOf(one, 'gaps').evidence = null),
    'gaps on root is done and has no evidence.',
  ],
  [
    'nothing seen',
    (one) => (evidenceOf(one, 'lint').seen = { files: 0 }),
    'lint on root is done and proves nothing: The gate read none of',
  ],
  [
    'nothing expected',
    (one) => Object.assign(evidenceOf(one, 'lint'), { expected: {}, seen: {} }),
    'lint on root is done and proves nothing: The gate expected nothing',
  ],
  [
    'less seen than expected',
    (one) => (evidenceOf(one, 'lint').expected = { files: 99 }),
    'lint on root has a gap that it does not name',
  ],
  [
    'a canary missed',
    (one) => (evidenceOf(one, 'lint').engines = [{ name: 'e', version: '1', canary: 'missed' }]),
    'did not find the known-bad input',
  ],
  [
    'a reason to skip taken out',
    (one) => delete outcomeOf(one, 'sca').reason,
    'sca on root is skipped and has no reason.',
  ],
  [
    'a broken gate made a skipped one',
    (one) => Object.assign(outcomeOf(one, 'broken'), { status: 'skipped', reason: 'Nothing.' }),
    'broken on root is skipped and has a code.',
  ],
  [
    'a gap taken out',
    (one) => (outcomeOf(one, 'gaps').gaps = []),
    'gaps on root has a gap that it does not name',
  ],
  [
    'a gap marked as not waived',
    (one) => outcomeOf(one, 'gaps').gaps.forEach((gap) => (gap.waived = false)),
    'The gap FILE_UNPARSEABLE of gaps on root is not waived, against the waivers.',
  ],
  [
    'findings taken out of the counts',
    (one) => (outcomeOf(one, 'lint').counts = ZERO),
    'lint on root has 1 findings, and its counts make 0.',
  ],
  [
    'findings made old',
    (one) => (outcomeOf(one, 'lint').counts.new = 5),
    'lint on root has 5 new findings of 0 and does not say which.',
  ],
  [
    'new findings without a baseline',
    (one) => (outcomeOf(one, 'lint').newCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }),
    'lint on root tells new findings apart, and the run had no baseline.',
  ],
  [
    'a gate made report-only',
    (one) => (outcomeOf(one, 'lint').enforced = false),
    'lint on root is not enforced, against the policy.',
  ],
  ['the threshold', (one) => (one.policy.failOn = 'critical'), 'The hash of the policy is not'],
  [
    'a limit added',
    (one) => (one.policy.gates['lint'] = { maxFindings: 9 }),
    'The hash of the policy is not',
  ],
  [
    'the expiry of a waiver',
    (one) => (waiverOf(one, 0).expires = '2030-01-01'),
    'The hash of the policy is not',
  ],
  ['a waiver taken out', (one) => one.waivers.splice(2, 1), 'The hash of the policy is not'],
  [
    'an expired waiver made unused',
    (one) => (waiverOf(one, 3).state = 'unused'),
    'is unused, and on that day it was expired.',
  ],
  [
    'a waiver without an owner',
    (one) => delete waiverOf(one, 0).owner,
    'The waiver at railgate.waivers.yaml:1 has no owner.',
  ],
  ['a waiver that covers more', (one) => (waiverOf(one, 2).covers = 50), 'covers 50, which is not there.'],
  ['a waiver that covers less', (one) => (waiverOf(one, 0).covers = 0), 'is used and covers 0.'],
  [
    'a comment taken out',
    (one) => (one.waivers = one.waivers.filter(({ source }) => source !== 'comment')),
    'lint on root has waived findings that nothing covers.',
  ],
  [
    'comments forbidden',
    (one) => (one.policy.inlineIgnores = false),
    'The comment at src/a.ts:1 is used, against the policy.',
  ],
  [
    "another tool's entry that counts",
    (one) =>
      one.waivers.push({
        source: 'other-tool',
        path: '.snyk',
        selects: {},
        reason: 'r',
        state: 'used',
        covers: 1,
      }),
    "The entry at .snyk:1 is another tool's and covers something.",
  ],
  [
    'a waiver with a glob that none can have',
    (one) => (waiverOf(one, 0).selects['path'] = '{a,b}'.repeat(20)),
    'has a path that no waiver can have',
  ],
  [
    'a waiver with a selector that none has',
    (one) => (waiverOf(one, 0).selects['all'] = 'x'),
    'selects by all, which no waiver does.',
  ],
  [
    'a reason taken out',
    (one) => one.verdict.reasons.splice(0, one.verdict.reasons.length),
    'The verdict lacks a reason that the facts give',
  ],
  [
    'the counts of the verdict',
    (one) => (one.verdict.counts.waived = 0),
    'The verdict counts 0 waived, and the facts give 4.',
  ],
  ['the date', (one) => (one.date = '2026-02-31'), 'The date of the run, 2026-02-31, is no day.'],
];

/** Of a run that had findings. */
export const CHANGED_VERDICTS: readonly Change[] = [
  [
    'made clean',
    ({ verdict }) => Object.assign(verdict, { status: 'clean', exitCode: 0, reasons: [] }),
    'The verdict is clean (exit code 0), and the facts give findings (exit code 1).',
  ],
  [
    'with a reason marked as waived',
    ({ verdict }) => verdict.reasons.forEach((reason) => (reason.waived = true)),
    'The verdict has a reason that the facts do not give: FINDINGS of lint on',
  ],
  [
    'with a finding less',
    ({ verdict }) => (verdict.counts.high = 1),
    'The verdict counts 1 high, and the facts give 2.',
  ],
  [
    'with a broken gate called waived',
    ({ verdict }) => verdict.reasons.forEach((reason) => (reason.waived = reason.code === 'INTERNAL')),
    'The verdict lacks a reason that the facts give: INTERNAL of broken on root.',
  ],
  [
    'with another message',
    ({ verdict }) => verdict.reasons.forEach((reason) => (reason.message = 'All is well.')),
    'The verdict has a reason that the facts do not give',
  ],
];

export function outcomeOf(manifest: Writable<RunManifest>, gate: string): Writable<ManifestOutcome> {
  const outcome = manifest.outcomes.find((one) => one.gate === gate);
  if (!outcome) throw new Error(`no outcome of ${gate}`);
  return outcome;
}

const ZERO = { critical: 0, high: 0, medium: 0, low: 0, info: 0, new: 0, waived: 0 };

function evidenceOf(manifest: Writable<RunManifest>, gate: string) {
  const { evidence } = outcomeOf(manifest, gate);
  if (!evidence) throw new Error(`no evidence of ${gate}`);
  return evidence;
}

function waiverOf(manifest: Writable<RunManifest>, index: number): Writable<ManifestWaiver> {
  const waiver = manifest.waivers[index];
  if (!waiver) throw new Error(`no waiver ${index}`);
  return waiver;
}
