import { GateError } from '@railgate/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { askEngines } from '../src/engines/ask.js';
import { ENGINE_NAMES, type Engine, type EngineInput, type EngineName } from '../src/engines/engine.js';
import { judge } from './judge.js';
import {
  NOW,
  OPTIONS,
  answersOf,
  codes,
  dependenciesOf,
  report,
  type MadeAnswer,
  type MadeLockfile,
} from './made.js';

const LODASH = { packages: [{ name: 'lodash', version: '4.17.20' }] };
const PYTHON: MadeLockfile = {
  ecosystem: 'PyPI',
  path: 'requirements.txt',
  format: 'requirements',
  packages: [{ name: 'jinja2' }, { name: 'flask' }],
};
const DAY = 86_400_000;
const data = (builtAt: string) => ({ id: 'osv', digest: 'sha256:00', builtAt });

function failure(engine: EngineName, code: 'NEED_UNMET' | 'DATA_STALE' | 'CANARY_MISSED', left = false) {
  const error = new GateError(code, `It did not: ${code}.`, { remedy: 'Do this.' });
  return { engine, ecosystems: ['npm' as const], error, left };
}

function thrown(run: () => unknown): GateError {
  try {
    run();
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('It was to throw.');
}

describe('ok: proof', () => {
  it('counts files and packages, and names the engines that were believed', () => {
    const answers = answersOf(
      {
        osv: { data: data('2026-11-21T00:00:00Z') },
        'npm-audit': { evidence: { name: 'npm audit', version: '11.0.0', canary: 'missed' }, proven: [] },
      },
      [failure('npm-registry', 'NEED_UNMET'), failure('osv.dev', 'NEED_UNMET', true)],
    );
    const { evidence, gaps, degraded, findings } = judge({
      dependencies: dependenciesOf([LODASH]),
      answers,
      maxDataAge: 7 * DAY,
    });
    expect({ findings, gaps }).toEqual({ findings: [], gaps: [] });
    expect(evidence).toEqual({
      engines: [{ name: 'osv', version: '1.0.0', canary: 'found' }],
      expected: { files: 1, packages: 1 },
      seen: { files: 1, packages: 1 },
      data: data('2026-11-21T00:00:00Z'),
    });
    // What was left out with `--offline` is no failure, and a tool that is not there is mentioned.
    expect(degraded.map(({ engine }) => engine)).toEqual(['npm-registry', 'npm-audit']);
    expect(degraded[0]?.message).toBe('It did not: NEED_UNMET. Do this.');
  });

  it('asks nobody about a repository without packages', () => {
    const { gaps, evidence } = judge({
      dependencies: dependenciesOf([{ packages: [] }]),
      answers: answersOf({}),
    });
    expect({ gaps, expected: evidence.expected }).toEqual({ gaps: [], expected: { files: 1 } });
  });
});

describe('broken: nothing at all is known', () => {
  it.each(['NEED_UNMET', 'DATA_STALE', 'CANARY_MISSED'] as const)(
    'is %s, with the command that helps',
    (code) => {
      const answers = answersOf({}, [failure('npm-audit', 'NEED_UNMET'), failure('osv', code)]);
      const error = thrown(() => judge({ dependencies: dependenciesOf([LODASH]), answers }));
      expect(error.code).toBe(code);
      expect(error.message).toBe(
        `No source answered for 1 npm package of package-lock.json. npm-audit: it did not: NEED_UNMET. osv: it did not: ${code}.`,
      );
      expect(error.remedy).toContain('`railgate db update npm`');
    },
  );

  it('so is an engine that missed its canary without saying so', () => {
    const answers = answersOf({ osv: { evidence: { name: 'osv', version: '1', canary: 'missed' } } });
    expect(thrown(() => judge({ dependencies: dependenciesOf([LODASH]), answers })).code).toBe(
      'CANARY_MISSED',
    );
  });

  it('so is one that has none at all', () => {
    const answers = answersOf({ osv: { evidence: { name: 'osv', version: '1', canary: 'none' } } });
    expect(thrown(() => judge({ dependencies: dependenciesOf([LODASH]), answers })).code).toBe(
      'CANARY_MISSED',
    );
  });

  it.each(['2026-11-14T23:59:59Z', 'yesterday'])(
    'so is data of %s, whatever the engine says of itself',
    (builtAt) => {
      const answers = answersOf({ osv: { data: data(builtAt) } });
      const input = { dependencies: dependenciesOf([LODASH]), answers, maxDataAge: 7 * DAY };
      expect(thrown(() => judge(input)).code).toBe('DATA_STALE');
    },
  );

  it('so is an ecosystem that no engine knows', () => {
    const cargo: MadeLockfile = { ecosystem: 'crates.io', path: 'Cargo.lock', packages: [{ name: 'serde' }] };
    const error = thrown(() => judge({ dependencies: dependenciesOf([cargo]), answers: answersOf({}) }));
    expect(error.message).toBe(
      'No source answered for 1 crates.io package of Cargo.lock. No engine that is asked knows them.',
    );
  });

  it('is never an empty scan without a gap: not with any answers', () => {
    const answer = fc.record<MadeAnswer>({
      evidence: fc.record({
        name: fc.constant('e'),
        version: fc.constant('1'),
        canary: fc.constantFrom('missed', 'none'),
      }),
      proven: fc.constantFrom([], ['npm'], ['npm', 'PyPI']),
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ENGINE_NAMES), answer), (answers) => {
        thrown(() => judge({ dependencies: dependenciesOf([LODASH, PYTHON]), answers: answersOf(answers) }));
      }),
    );
  });
});

describe('broken: a part is not known', () => {
  it('is a gap that names the ecosystem, how many packages, where, and why', () => {
    const { gaps, evidence } = judge({
      dependencies: dependenciesOf([LODASH, PYTHON]),
      answers: answersOf({ osv: {} }, [{ ...failure('osv', 'NEED_UNMET'), ecosystems: ['PyPI'] }]),
      offline: false,
    });
    expect(gaps).toEqual([
      {
        code: 'SOURCE_MISSING',
        message: 'No source answered for 2 PyPI packages of requirements.txt. osv: it did not: NEED_UNMET.',
        remedy: 'Run `railgate db update PyPI`, or `railgate db import DIR` where there is no network.',
      },
    ]);
    expect(evidence).toMatchObject({ expected: { files: 2, packages: 3 }, seen: { files: 2, packages: 1 } });
  });

  it('keeps what engines found whose silence is worth nothing', () => {
    const answers = answersOf({ osv: { reports: [report()], data: data('2020-01-01T00:00:00Z') } });
    const judged = judge({ dependencies: dependenciesOf([LODASH]), answers, maxDataAge: DAY });
    expect(judged.findings).toHaveLength(1);
    expect(codes(judged.gaps)).toEqual(['SOURCE_MISSING']);
    expect(judged.evidence.data).toBeUndefined();
    expect(judged.gaps[0]?.remedy).toContain('--max-data-age');
  });

  it('keeps what the policy found, and what the readers could not read', () => {
    const finding = { ruleId: 'sca/x', message: 'X.', at: { path: 'a', region: { startLine: 1 } } };
    const withFinding = judge({
      dependencies: dependenciesOf([LODASH]),
      answers: answersOf({}),
      policy: { findings: [finding], gaps: [] },
    });
    expect([withFinding.findings.length, codes(withFinding.gaps)]).toEqual([1, ['SOURCE_MISSING']]);
    const unread = { code: 'FILE_UNPARSEABLE', message: 'It does not parse.', path: 'b' } as const;
    const withGap = judge({
      dependencies: dependenciesOf([LODASH], { gaps: [unread] }),
      answers: answersOf({}),
    });
    expect(codes(withGap.gaps)).toEqual(['FILE_UNPARSEABLE b', 'SOURCE_MISSING']);
  });

  it.each([
    ['all', ['osv', 'npm-audit']],
    [['npm-audit'], ['osv']],
  ] as const)('is a gap for each engine that must answer: require %j', (require, engines) => {
    const answers = answersOf({ osv: {} }, [failure('npm-audit', 'NEED_UNMET')]);
    const options = { ...OPTIONS, require: require as 'all', engines: [...engines] };
    const { gaps, degraded } = judge({ dependencies: dependenciesOf([LODASH]), answers, options });
    expect(gaps).toEqual([
      {
        code: 'ENGINE_FAILED',
        message: 'npm-audit must answer and did not: It did not: NEED_UNMET.',
        remedy: 'Do this.',
      },
    ]);
    expect(degraded).toEqual([]);
  });

  it('is a gap for a report of a package that no lockfile holds: it must not be lost', () => {
    const answers = answersOf({ osv: { reports: [report({ name: 'Lodash' })] } });
    const { gaps } = judge({ dependencies: dependenciesOf([LODASH]), answers });
    expect(gaps).toMatchObject([
      { code: 'PART_SKIPPED', message: expect.stringContaining('Lodash@4.17.20 (osv)') as string },
    ]);
  });

  it('is a gap for what has no version', () => {
    const git = { packages: [{ name: 'a' }, { name: 'b', version: '', source: 'git' as const, line: 33 }] };
    const { gaps, evidence } = judge({
      dependencies: dependenciesOf([git]),
      answers: answersOf({ osv: {} }),
    });
    expect(gaps).toMatchObject([{ code: 'PART_SKIPPED', path: 'package-lock.json', line: 33 }]);
    expect(evidence).toMatchObject({ expected: { packages: 2 }, seen: { packages: 1 } });
  });
});

describe('asking', () => {
  const engine = (name: EngineName, rest: Partial<Engine> = {}): Engine => ({
    name,
    ecosystems: ['npm'],
    online: false,
    ask: () =>
      Promise.resolve({ reports: [], evidence: { name, version: '1', canary: 'found' }, proven: ['npm'] }),
    ...rest,
  });
  const progress: string[] = [];
  const input = (more: Partial<EngineInput> = {}): EngineInput =>
    ({
      dependencies: dependenciesOf([LODASH]),
      options: { ...OPTIONS, engines: [...ENGINE_NAMES] },
      now: NOW,
      offline: false,
      signal: new AbortController().signal,
      progress: (at) => progress.push(at),
      ...more,
    }) as EngineInput;
  const loaders = (...engines: Engine[]) =>
    Object.fromEntries(engines.map((one) => [one.name, () => Promise.resolve(one)]));
  const down = (error: Error): Partial<Engine> => ({ ask: () => Promise.reject(error) });

  it('asks those that fit, says so, and keeps their order', async () => {
    const ended = await askEngines(
      input(),
      loaders(engine('npm-audit'), engine('safety', { ecosystems: ['PyPI'] }), engine('osv')),
    );
    expect(ended.answers.map((one) => one.engine)).toEqual(['osv', 'npm-audit']);
    expect(progress).toEqual(['osv', 'npm-audit']);
  });

  it('never asks anybody beyond this machine offline', async () => {
    let asked = 0;
    const online = engine('osv.dev', {
      online: true,
      ask: () => Promise.reject(new Error(`${(asked += 1)}`)),
    });
    const ended = await askEngines(input({ offline: true }), loaders(online));
    expect(asked).toBe(0);
    expect(ended.failures).toMatchObject([{ engine: 'osv.dev', left: true, error: { code: 'NEED_UNMET' } }]);
  });

  it('takes an engine that fails, or has a defect, for one that did not answer', async () => {
    const ended = await askEngines(
      input(),
      loaders(
        engine('osv', down(new GateError('DATA_STALE', 'Old.'))),
        engine('osv.dev', down(new TypeError('x is no function'))),
        engine('npm-audit'),
      ),
    );
    expect(ended.answers.map((one) => one.engine)).toEqual(['npm-audit']);
    expect(ended.failures.map(({ error }) => error.code)).toEqual(['DATA_STALE', 'INTERNAL']);
  });

  it('asks two at a time, and ends when it is told to', async () => {
    const controller = new AbortController();
    let running = 0;
    let most = 0;
    const slow: Partial<Engine> = {
      async ask() {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        if (controller.signal.aborted) throw new GateError('TOOL_CRASHED', 'It was stopped.');
        controller.abort(new Error('Stop.'));
        throw new GateError('TOOL_CRASHED', 'It was stopped.');
      },
    };
    const asked = askEngines(
      input({ signal: controller.signal }),
      loaders(engine('osv', slow), engine('osv.dev', slow), engine('npm-audit', slow)),
    );
    await expect(asked).rejects.toThrow('Stop.');
    expect(most).toBe(2);
  });
});
