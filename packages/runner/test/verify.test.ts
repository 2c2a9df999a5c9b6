import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  UsageError,
  type ManifestOutcome,
  type ManifestWaiver,
  type Report,
  type RunManifest,
} from '@railgate/contract';
import { beforeAll, describe, expect, it } from 'vitest';

import { WORD } from '../src/ignores/comment.js';
import { policyHash } from '../src/policy.js';
import { run } from '../src/run.js';
import { checkArchive, readManifest, verifyManifest, type VerifyOptions } from '../src/verify/index.js';
import { makeFolder, stubGate } from './support.js';
import { TempRepository } from './temp-repository.js';

/** Of the run. */
const ENV = { SOURCE_DATE_EPOCH: '1772600000', PATH: process.env['PATH'] };
const NOW = new Date('2026-03-04T00:00:00Z');

const WAIVERS = [
  '- { rule: FILE_UNPARSEABLE, gate: gaps, reason: Old., owner: me, expires: 2026-04-30 }',
  '- { rule: INTERNAL, gate: broken, reason: Known., owner: me, expires: 2026-12-31 }',
  '- { rule: lint/planted, target: apps/web, reason: Staff only., owner: me, expires: 2026-05-31 }',
  '- { rule: lint/none, reason: Gone., owner: me, expires: 2026-01-31 }',
].join('\n');

const FILES = {
  'package.json': '{ "name": "shop", "workspaces": ["apps/*"] }',
  'src/a.ts': `// ${WORD} lint/planted -- Planted.\neval(a)\n`,
  'apps/web/package.json': '{ "name": "web" }',
  'apps/web/src/a.ts': 'a\neval(a)\n',
  'railgate.waivers.yaml': WAIVERS,
};

async function reportOf(files: Readonly<Record<string, string>>): Promise<Report> {
  const gates = [
    stubGate({ id: 'lint', does: 'finding', scope: 'project' }),
    stubGate({ id: 'sca', does: 'skip' }),
    stubGate({ id: 'gaps', does: 'gap' }),
    stubGate({ id: 'broken', does: 'throws-error' }),
    stubGate({ id: 'data', does: 'future-data' }),
  ];
  const repository = new TempRepository().write(files);
  try {
    return (await run({ root: repository.path, gates, env: ENV, jobs: 2 })).report;
  } finally {
    repository.remove();
  }
}

let clean: Report;
let failing: Report;
beforeAll(async () => {
  clean = await reportOf(FILES);
  failing = await reportOf({ ...FILES, 'railgate.waivers.yaml': '[]', 'src/a.ts': 'a\neval(a)\n' });
}, 60_000);

const verify = (manifest: RunManifest, options: Partial<VerifyOptions> = {}) =>
  verifyManifest(manifest, { now: NOW, ...options });

/** A copy that may be written to. */
type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> };
function tampered(change: (manifest: Writable<RunManifest>) => void, report = clean): RunManifest {
  const copy = structuredClone(report.manifest) as Writable<RunManifest>;
  change(copy);
  return copy as RunManifest;
}

function outcomeOf(manifest: Writable<RunManifest>, gate: string): Writable<ManifestOutcome> {
  const outcome = manifest.outcomes.find((one) => one.gate === gate);
  if (!outcome) throw new Error(`no outcome of ${gate}`);
  return outcome;
}

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

describe('ok: a manifest as it was written', () => {
  it('is proven clean, with waivers, a comment, a gap and a broken gate', () => {
    expect(clean.manifest.verdict).toMatchObject({ status: 'clean', counts: { waived: 4 } });
    expect(verify(clean.manifest)).toMatchObject({ exitCode: 0, problems: [], unproven: [] });
    expect(checkArchive(clean.manifest, clean.log)).toEqual([]);
  });

  it('has the verdict that it had', () => {
    expect(failing.manifest.verdict.exitCode).toBe(1);
    expect(verify(failing.manifest)).toMatchObject({
      exitCode: 1,
      problems: [],
      verdict: { status: 'findings' },
    });
    expect(checkArchive(failing.manifest, failing.log)).toEqual([]);
  });

  it('counts named gates as proven that looked or had nothing to do', () => {
    expect(verify(clean.manifest, { gates: ['lint', 'sca', 'gaps'] })).toMatchObject({
      exitCode: 0,
      unproven: [],
    });
  });
});

describe('ng: what was proven then and is not now', () => {
  const later = (day: string) => verify(clean.manifest, { now: new Date(`${day}T12:00:00Z`) });

  it('a gap whose waiver expired since', () => {
    expect(later('2026-04-30').exitCode).toBe(0);
    expect(later('2026-05-01')).toMatchObject({
      exitCode: 2,
      problems: [],
      verdict: {
        status: 'incomplete',
        reasons: expect.arrayContaining([expect.objectContaining({ gate: 'gaps', waived: false })]),
      },
    });
  });

  it('a finding whose waiver expired since: how severe it is, nobody knows', () => {
    expect(later('2026-06-01').unproven).toEqual([
      'The waiver at railgate.waivers.yaml:3 expired on 2026-05-31, and the finding that it covered counts again: run the gates again.',
    ]);
    expect(later('2026-06-01').exitCode).toBe(2);
  });

  it('data that is too old by now', () => {
    const manifest = tampered((one) => {
      const { evidence } = outcomeOf(one, 'data');
      if (evidence?.data) evidence.data.builtAt = '2026-03-01T00:00:00Z';
    });
    const day = 86_400_000;
    expect(verify(manifest, { maxDataAge: 3 * day }).exitCode).toBe(0);
    expect(verify(manifest, { maxDataAge: 2 * day })).toMatchObject({
      exitCode: 2,
      problems: [],
      verdict: {
        reasons: expect.arrayContaining([expect.objectContaining({ gate: 'data', code: 'DATA_STALE' })]),
      },
    });
  });

  it('a named gate that is no part of the run, is disabled, or only reports what it could not check', () => {
    expect(verify(clean.manifest, { gates: ['secrets'] })).toMatchObject({
      exitCode: 2,
      unproven: ['secrets is no part of the run.'],
    });
    const disabled = tampered((one) => (outcomeOf(one, 'sca').reason = 'Disabled by the configuration.'));
    expect(verify(disabled).exitCode).toBe(0);
    expect(verify(disabled, { gates: ['sca'] })).toMatchObject({
      exitCode: 2,
      unproven: ['sca on root is disabled.'],
    });
  });

  it('goes by the day of the run where that is later', () => {
    expect(verify(clean.manifest, { now: new Date('2020-01-01T00:00:00Z') })).toMatchObject({
      exitCode: 0,
      problems: [],
    });
  });
});

describe('broken: a manifest that was changed', () => {
  const ZERO = { critical: 0, high: 0, medium: 0, low: 0, info: 0, new: 0, waived: 0 };

  it.each<[string, (manifest: Writable<RunManifest>) => unknown, string]>([
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
  ])('%s', (_what, change, problem) => {
    const { exitCode, problems } = verify(tampered(change));
    expect(problems.join('\n')).toContain(problem);
    expect(exitCode).toBe(2);
  });

  it.each<[string, (manifest: Writable<RunManifest>) => unknown, string]>([
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
  ])('a verdict %s', (_what, change, problem) => {
    const { exitCode, problems } = verify(tampered(change, failing));
    expect(problems.join('\n')).toContain(problem);
    expect(exitCode).toBe(2);
  });

  it('a policy with a limit, its hash worked out anew, does not agree with the verdict', () => {
    const manifest = tampered((one) => {
      one.policy.gates = { lint: { maxFindings: 9 } };
      const { failOn, newOnly, inlineIgnores, gates } = one.policy;
      one.policy.hash = policyHash({ failOn, newOnly, inlineIgnores, gates }, []);
    }, failing);
    expect(verify(manifest).problems.join('\n')).toMatch(
      /^The verdict is findings .* the facts give incomplete/,
    );
  });

  it('counts that are more than numbers hold end in an answer too', () => {
    const manifest = tampered((one) => (outcomeOf(one, 'lint').counts.high = 1e300));
    expect(verify(manifest).exitCode).toBe(2);
  });
});

describe('broken: an archive that does not fit', () => {
  it.each<[string, (results: object[]) => unknown]>([
    ['a result less', (results) => results.pop()],
    ['a result more', (results) => results.push({})],
    [
      'a suppression taken out',
      (results) => results.forEach((result) => Reflect.deleteProperty(result, 'suppressions')),
    ],
    [
      'a suppression that was rejected',
      (results) =>
        results.forEach((result) =>
          Object.assign(result, { suppressions: [{ kind: 'external', status: 'rejected' }] }),
        ),
    ],
  ])('%s', (_what, change) => {
    const log = structuredClone(clean.log);
    change(log.runs[0]?.results as object[]);
    expect(checkArchive(clean.manifest, log)[0]).toContain(
      'results of lint on root, and the manifest says 0 and 1.',
    );
  });

  it('ok: results of the baseline that are gone, also of a gate that was skipped', () => {
    const log = structuredClone(clean.log);
    const gone = { message: { text: 'x' }, baselineState: 'absent' } as const;
    for (const one of log.runs) one.results = [...(one.results ?? []), gone];
    log.runs.push({
      tool: { driver: { name: 'x' } },
      automationDetails: { id: 'railgate/sca/root/' },
      results: [gone],
    });
    expect(checkArchive(clean.manifest, log)).toEqual([]);
  });

  it('a run less, results of a broken gate, and no archive at all', () => {
    const log = structuredClone(clean.log);
    log.runs.shift();
    expect(checkArchive(clean.manifest, log)).toEqual(['report.sarif has no run of lint on root.']);
    const more = structuredClone(clean.log);
    for (const one of more.runs) if (!one.results) one.results = [{ message: { text: 'x' } }];
    expect(checkArchive(clean.manifest, more)).toEqual([
      'report.sarif has results of broken on root, which is broken.',
    ]);
    for (const value of [null, [], { runs: null }, 'x'])
      expect(checkArchive(clean.manifest, value)).not.toEqual([]);
  });
});

describe('reading a manifest', () => {
  const read = (text: string) => {
    const file = join(makeFolder(), 'run.json');
    writeFileSync(file, text);
    return readManifest(file, 'run.json');
  };

  it('gives what follows the schema', async () => {
    expect(await read(JSON.stringify(clean.manifest))).toEqual({ manifest: clean.manifest });
  });

  it('names what breaks the schema', async () => {
    const manifest = { ...clean.manifest, extra: 1, outcomes: [{ gate: 1 }] };
    const read0 = await read(JSON.stringify(manifest));
    expect('violations' in read0 && read0.violations.join('\n')).toMatch(
      /\/outcomes\/0\/gate must be string\./,
    );
  });

  it.each([
    ['no JSON', '{ "a"', 'run.json is no manifest: it is no JSON.'],
    ['another thing', '[]', 'run.json is no manifest of Railgate.'],
    ['SARIF', '{ "version": "2.1.0", "runs": [] }', 'run.json is no manifest of Railgate.'],
    [
      'a manifest of another version',
      '{ "schemaVersion": "1.0.0", "tool": { "name": "railgate", "version": "9.9.9" } }',
      'run.json is of Railgate 9.9.9, and this is',
    ],
  ])('refuses %s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(UsageError);
    await expect(read(text)).rejects.toThrow(message);
  });

  it('refuses what is not there, and a folder', async () => {
    await expect(readManifest('/nowhere/run.json', 'a\u001b.json')).rejects.toThrow(
      'a\\u001b.json cannot be read: it is not there.',
    );
    await expect(readManifest(makeFolder(), 'x')).rejects.toThrow('it is a folder');
  });
});
