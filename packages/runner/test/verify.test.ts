import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError, type Report, type RunManifest } from '@railgate/contract';
import { beforeAll, describe, expect, it } from 'vitest';

import { WORD } from '../src/ignores/comment.js';
import { policyHash } from '../src/policy.js';
import { run } from '../src/run.js';
import { checkArchive, readManifest, verifyManifest, type VerifyOptions } from '../src/verify/index.js';
import { ENV } from './run-in.js';
import { makeFolder, stubGate } from './support.js';
import { TempRepository } from './temp-repository.js';
import { CHANGED_VERDICTS, CHANGES, outcomeOf, type Writable } from './verify-changes.js';

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

function tampered(change: (manifest: Writable<RunManifest>) => void, report = clean): RunManifest {
  const copy = structuredClone(report.manifest) as Writable<RunManifest>;
  change(copy);
  return copy as RunManifest;
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
  it.each(CHANGES)('%s', (_what, change, problem) => {
    const { exitCode, problems } = verify(tampered(change));
    expect(problems.join('\n')).toContain(problem);
    expect(exitCode).toBe(2);
  });

  it.each(CHANGED_VERDICTS)('a verdict %s', (_what, change, problem) => {
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
