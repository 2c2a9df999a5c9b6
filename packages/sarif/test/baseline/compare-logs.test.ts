import { describe, expect, it } from 'vitest';

import { compareLogs, type ComparisonEvidence } from '../../src/baseline/index.js';
import { idOf, log, logOf, resultAt, runOf, statesOf, type Spot } from './logs.js';

function states(base: readonly Spot[], head: readonly Spot[], evidence?: ComparisonEvidence): string[] {
  return statesOf(compareLogs(log(base), log(head), evidence).log);
}

describe('what is the same', () => {
  it('finds everything of a file in itself', () => {
    const spots = [{ line: 1 }, { line: 2, code: 'x' }, { line: 2, code: 'x' }];
    const { counts, drift, notCompared } = compareLogs(log(spots), log(spots));
    expect(counts).toEqual({ new: 0, unchanged: 3, updated: 0, absent: 0 });
    expect([drift, notCompared]).toEqual([[], 0]);
  });

  it('goes by identity before place and message', () => {
    const base = [{ identity: idOf('a'), line: 10, text: 'lodash 4.17.20 has a hole.' }];
    const head = [{ identity: idOf('a'), line: 90, text: 'lodash 4.17.19 has a hole.' }];
    expect(states(base, head)).toEqual(['updated src/a.ts:90']);
  });

  it('pairs equal identities by place, whatever ordinal they have', () => {
    const at = (line: number, ordinal: number) => ({ identity: `${idOf('a')}:${ordinal}`, line, code: 'x' });
    expect(states([at(10, 1), at(20, 2), at(30, 3)], [at(20, 1), at(30, 2)])).toEqual([
      'unchanged src/a.ts:20',
      'unchanged src/a.ts:30',
      'absent src/a.ts:10',
    ]);
  });

  it.each([3, 8, 9, 10, 60])(
    'tells %i results of one rule in one file apart, whatever their order',
    (number) => {
      const spots = (lines: number): Spot[] =>
        Array.from({ length: number }, (_, i) => ({
          line: 7 * i + lines,
          code: `call(${i % (number - 1)})`,
        }));
      const head = [...spots(5).slice(1), { line: 1, code: 'other()', text: 'Another.' }].reverse();
      const { counts } = compareLogs(log(spots(2)), log(head));
      expect(counts).toEqual({ new: 1, unchanged: number - 1, updated: 0, absent: 1 });
    },
  );

  it('counts a shift of lines as unchanged, with code and without', () => {
    expect(states([{ code: 'eval(a)' }], [{ code: '  eval( a )', line: 15 }])).toEqual([
      'unchanged src/a.ts:15',
    ]);
    expect(states([{}], [{ line: 15 }])).toEqual(['unchanged src/a.ts:15']);
  });

  it.each([
    ['Shadows the one at line 9.', 'Shadows the one at line 14.', 9, 14],
    ['Unused (src/a.ts:120).', 'Unused (src/a.ts:125).', 120, 125],
    ['3 uses, the first on line 3.', '3 uses, the first on line 8.', 3, 8],
    ['At 9:3, of 12 in all.', 'At 14:3, of 12 in all.', 9, 14],
    ['Reported at line 12, one of 12.', 'Reported at line 17, one of 12.', 12, 17],
    ['One of 40, at line 33.', 'One of 40, at line 40.', 33, 40],
    ['src/a.ts:9 is bad.', 'src/a.ts:14 is bad.', 9, 14],
  ])('does not take its own numbers for a change: %s', (before, after, from, to) => {
    const base = [{ text: before, line: from, column: 3 }];
    expect(states(base, [{ text: after, line: to, column: 3 }])).toEqual([`unchanged src/a.ts:${to}`]);
  });

  it('takes other numbers for a change', () => {
    expect(
      states([{ text: 'Complexity is 12.', line: 9 }], [{ text: 'Complexity is 17.', line: 14 }]),
    ).toEqual(['new src/a.ts:14', 'absent src/a.ts:9']);
  });

  it('knows a place in a message that its related locations name', () => {
    const related = (startLine: number) => ({
      relatedLocations: [
        { physicalLocation: { artifactLocation: { uri: 'src/a.ts' }, region: { startLine } } },
      ],
    });
    const base = [{ text: 'Conflicts with line 40.', line: 9, more: related(40) }];
    const head = [{ text: 'Conflicts with line 45.', line: 14, more: related(45) }];
    expect(states(base, head)).toEqual(['unchanged src/a.ts:14']);
  });

  it.each<[string, Spot]>([
    ['message', { text: 'Bad thing, explained better.', code: 'eval(a)' }],
    ['level', { level: 'note', code: 'eval(a)' }],
    ['severity', { code: 'eval(a)', more: { properties: { 'security-severity': '9.8' } } }],
  ])('calls it updated when the %s changed', (_what, head) => {
    expect(states([{ code: 'eval(a)', level: 'error' }], [{ level: 'error', ...head }])).toEqual([
      'updated src/a.ts:10',
    ]);
  });

  it('sees a severity that the rule changed', () => {
    const rule = (level: 'error' | 'note') =>
      logOf(
        runOf([{}], {
          more: {
            tool: { driver: { name: 'Linter', rules: [{ id: 'R1', defaultConfiguration: { level } }] } },
          },
        }),
      );
    expect(statesOf(compareLogs(rule('note'), rule('error')).log)).toEqual(['updated src/a.ts:10']);
  });

  it('follows a rule that says which id it had', () => {
    const renamed = logOf(
      runOf([{ rule: 'R2', line: 12 }], {
        more: {
          tool: {
            driver: { name: 'Linter', version: '1.0.0', rules: [{ id: 'R2', deprecatedIds: ['R1'] }] },
          },
        },
      }),
    );
    expect(statesOf(compareLogs(log([{}]), renamed).log)).toEqual(['updated src/a.ts:12']);
  });
});

describe('what is not the same', () => {
  it('does not hide a new finding behind one that was mended, when the code tells them apart', () => {
    expect(states([{ code: 'eval(a)', line: 10 }], [{ code: 'eval(b)', line: 50 }])).toEqual([
      'new src/a.ts:50',
      'absent src/a.ts:10',
    ]);
    expect(states([{ lineHash: 'abc:1', line: 10 }], [{ lineHash: 'def:1', line: 50 }])).toEqual([
      'new src/a.ts:50',
      'absent src/a.ts:10',
    ]);
  });

  it('does not take a secret for the one that stood there', () => {
    const secret = (identity: string) => [
      { identity: idOf(identity), code: 'key = "****"', more: { properties: { secret: true } } },
    ];
    expect(states(secret('a'), secret('b'))).toEqual(['new src/a.ts:10', 'absent src/a.ts:10']);
  });

  it('leaves a surplus new or absent', () => {
    const lines = (...list: number[]) => list.map((line) => ({ line }));
    expect(states(lines(10, 20), lines(15, 25, 40))).toEqual([
      'unchanged src/a.ts:15',
      'unchanged src/a.ts:25',
      'new src/a.ts:40',
    ]);
    expect(states(lines(10, 15, 20), lines(12, 15, 20, 25))[3]).toBe('new src/a.ts:25');
  });

  it('does not trust a line hash that is the same everywhere', () => {
    const at = (line: number, text: string) => ({ line, text, lineHash: 'abc:1' });
    const base = [at(1, 'One.'), at(2, 'Two.'), at(3, 'Three.')];
    const head = [at(6, 'One.'), at(7, 'Two.'), at(9, 'Four.')];
    expect(states(base, head)).toEqual([
      'unchanged src/a.ts:6',
      'unchanged src/a.ts:7',
      'new src/a.ts:9',
      'absent src/a.ts:3',
    ]);
  });

  it('lets another version word things in another way, and the same version not', () => {
    const base = log([{ text: 'Old words.', column: 3 }], { version: '1.0.0' });
    const head = (version: string) => log([{ text: 'New words.', column: 3 }], { version });
    expect(compareLogs(base, head('2.0.0')).counts).toMatchObject({ new: 0, updated: 1, absent: 0 });
    expect(compareLogs(base, head('1.0.0')).counts).toMatchObject({ new: 1, updated: 0, absent: 1 });
  });
});

describe('files that moved', () => {
  const renames = new Map([['src/a.ts', 'lib/b.ts']]);

  it('follows the list of renames, also when the file was edited', () => {
    expect(states([{}, { line: 30 }], [{ path: 'lib/b.ts', line: 12 }], { renames })).toEqual([
      'updated lib/b.ts:12',
      'absent src/a.ts:30',
    ]);
  });

  it('does not follow a rename that did not happen', () => {
    expect(states([{}], [{ line: 12 }], { renames })).toEqual(['unchanged src/a.ts:12']);
  });

  it('follows files that changed their names with each other, whatever their identities say', () => {
    const swap = new Map([
      ['a.ts', 'b.ts'],
      ['b.ts', 'a.ts'],
    ]);
    const base = [
      { path: 'a.ts', identity: idOf('a'), code: 'eval(a)' },
      { path: 'b.ts', identity: idOf('b'), code: 'eval(a)', line: 99 },
    ];
    const head = [{ path: 'b.ts', identity: idOf('b'), code: 'eval(a)' }];
    expect(states(base, head, { renames: swap })).toEqual(['updated b.ts:10', 'absent b.ts:99']);
  });

  it('sees by itself that a whole file moved, by its code or by what its messages name', () => {
    const moved = (spots: Spot[]) => spots.map((spot) => ({ ...spot, path: 'lib/b.ts', line: 40 }));
    const code = [{ code: 'eval(a)' }, { code: 'eval(b)' }];
    expect(states(code, moved(code))).toEqual(['updated lib/b.ts:40', 'updated lib/b.ts:40']);
    const named = [{ text: 'Variable x is unused.' }, { text: 'Variable y is unused.' }];
    expect(states(named, moved(named))).toEqual(['updated lib/b.ts:40', 'updated lib/b.ts:40']);
  });

  it('tells files that say the same apart by their pattern of lines, shifted or not', () => {
    const file = (path: string, ...lines: number[]) => lines.map((line) => ({ path, line }));
    const base = [...file('src/x.ts', 3, 9, 12), ...file('src/y.ts', 3, 10, 12)];
    const head = [...file('lib/p.ts', 8, 15, 17), ...file('lib/q.ts', 8, 14, 17)];
    const { counts, log: compared } = compareLogs(log(base), log(head));
    expect(counts).toMatchObject({ new: 0, updated: 6, absent: 0 });
    expect(statesOf(compared)).toContain('updated lib/q.ts:14');
  });

  it.each<[string, Spot[], Spot[]]>([
    ['says what any file may say', [{ line: 1 }], [{ line: 1, path: 'lib/b.ts' }]],
    ['is still there', [{ code: 'x' }, { rule: 'R2' }], [{ code: 'x', path: 'lib/b.ts' }, { rule: 'R2' }]],
    [
      'could have become two',
      [{ code: 'x' }],
      [
        { code: 'x', path: 'lib/b.ts' },
        { code: 'x', path: 'lib/c.ts' },
      ],
    ],
  ])('does not guess when a file %s', (_why, base, head) => {
    const { counts } = compareLogs(log(base), log(head));
    expect(counts.new).toBeGreaterThan(0);
    expect(counts.absent).toBeGreaterThan(0);
  });

  it('finds a project that became a target of its own in the target that it came from', () => {
    const run = (target: string, spots: Spot[]) =>
      runOf(spots, { name: 'Railgate Lint', id: `railgate/lint/${target}/` });
    const spot = { path: 'apps/web/a.ts', identity: idOf('a') };
    const { log: compared, counts } = compareLogs(
      logOf(run('root', [spot])),
      logOf(run('root', []), run('apps/web', [spot])),
    );
    expect(counts).toEqual({ new: 0, unchanged: 1, updated: 0, absent: 0 });
    expect(statesOf(compared)).toEqual(['unchanged apps/web/a.ts:10']);
  });
});

describe('vulnerable packages', () => {
  const own = (version: string, path = 'package-lock.json', advisories = ['CVE-2020-1']) => ({
    rule: advisories[0] ?? '',
    path,
    text: `lodash ${version} is vulnerable.`,
    more: { properties: { dependency: { purl: `pkg:npm/lodash@${version}`, advisories } } },
  });
  const trivy = (version: string, path = 'yarn.lock') => ({
    rule: 'CVE-2020-1',
    path,
    text: `Package: lodash\nInstalled Version: ${version}\nVulnerability CVE-2020-1\nSeverity: HIGH\nFixed Version: 9`,
  });

  it('are the same in another version', () => {
    expect(states([own('4.17.1')], [own('4.17.2')])).toEqual(['updated package-lock.json:10']);
    const tool = { name: 'Trivy' };
    expect(compareLogs(log([trivy('1.0')], tool), log([trivy('1.1')], tool)).counts.updated).toBe(1);
  });

  it('are the same under another id', () => {
    const ghsa = 'GHSA-aaaa-bbbb-cccc';
    const base = [own('1.0.0', 'package-lock.json', [ghsa])];
    expect(states(base, [own('1.0.0', 'package-lock.json', ['CVE-2020-1', ghsa])])).toEqual([
      'updated package-lock.json:10',
    ]);
  });

  it('are the same in a manifest that moved, and not in another manifest', () => {
    expect(states([own('1.0.0')], [own('1.0.1', 'web/package-lock.json')])).toEqual([
      'updated web/package-lock.json:10',
    ]);
    expect(states([own('1.0.0')], [own('1.0.0'), own('1.0.0', 'web/package-lock.json')])).toEqual([
      'unchanged package-lock.json:10',
      'new web/package-lock.json:10',
    ]);
  });

  it('are two when two versions became two others', () => {
    const { counts } = compareLogs(log([own('1.0.0'), own('2.0.0')]), log([own('1.0.1'), own('2.0.1')]));
    expect(counts).toMatchObject({ new: 2, absent: 2 });
  });
});

describe('absent results', () => {
  it('keep place, suppressions and severity, and point into nothing of their old run', () => {
    const base = logOf(
      runOf(undefined, {
        more: {
          tool: {
            driver: {
              name: 'Linter',
              rules: [
                { id: 'R0' },
                {
                  id: 'R1',
                  defaultConfiguration: { level: 'error' },
                  messageStrings: { m: { text: 'Bad {0}.' } },
                },
              ],
            },
          },
          artifacts: [{ location: { uri: 'src/old.ts', uriBaseId: 'SRCROOT' } }],
          logicalLocations: [{ fullyQualifiedName: 'a.b', parentIndex: 0 }],
          results: [
            {
              ruleIndex: 1,
              message: { id: 'm', arguments: ['thing'] },
              locations: [
                {
                  physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 7 } },
                  logicalLocations: [{ index: 0 }],
                },
              ],
              suppressions: [{ kind: 'external', justification: 'Accepted.' }],
              properties: { cause: 'repository', kept: true },
            },
          ],
        },
      }),
    );
    const { log: compared } = compareLogs(base, log([], { rules: ['R1'] }));
    expect(compared.runs[0]?.results).toEqual([
      {
        ruleId: 'R1',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'Bad {0}.', arguments: ['thing'] },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/old.ts', uriBaseId: 'SRCROOT' },
              region: { startLine: 7 },
            },
            logicalLocations: [{ fullyQualifiedName: 'a.b' }],
          },
        ],
        suppressions: [{ kind: 'external', justification: 'Accepted.' }],
        properties: { kept: true },
        baselineState: 'absent',
      },
    ]);
  });

  it('are not carried forward a second time', () => {
    const first = compareLogs(log([{}]), log([])).log;
    expect(statesOf(first)).toEqual(['absent src/a.ts:10']);
    expect(compareLogs(first, log([])).counts.absent).toBe(0);
    expect(compareLogs(first, first).counts).toEqual({ new: 0, unchanged: 0, updated: 0, absent: 0 });
  });

  it('do not change the logs that were given', () => {
    const [base, head] = [log([{}]), log([{ path: 'b.ts' }])];
    const before = JSON.stringify([base, head]);
    compareLogs(base, head);
    expect(JSON.stringify([base, head])).toBe(before);
  });
});

describe('runs', () => {
  it('are compared also where there are more than a call may have arguments', () => {
    const many = { ...logOf(), runs: Array.from({ length: 200_000 }, () => runOf([])) };
    expect(compareLogs(many, many).counts).toEqual({ new: 0, unchanged: 0, updated: 0, absent: 0 });
  });

  it('of very many targets of a gate take no longer for each than of few', { timeout: 30_000 }, () => {
    const runsOf = (name: string) =>
      Array.from({ length: 40_000 }, (_, i) =>
        runOf([{ path: `f${i}.ts` }], { id: `railgate/g/${name}-${i}/` }),
      );
    const [base, head] = [logOf(...runsOf('old')), logOf(...runsOf('new'))];
    expect(compareLogs(base, head).counts.unchanged).toBe(40_000);
  });

  it('are compared with the run of the same tool and category', () => {
    const base = logOf(runOf([{}], { id: 'a/1' }), runOf([{ path: 'b.ts' }], { id: 'b/1' }));
    const head = logOf(runOf([{ path: 'b.ts' }], { id: 'b/2' }), runOf([{}], { id: 'a/2' }));
    expect(compareLogs(base, head).counts.unchanged).toBe(2);
    const mixed = logOf(runOf([{}], { id: 'b/2' }), runOf([], { id: 'a/2' }));
    expect(compareLogs(base, mixed).counts).toMatchObject({ new: 1, absent: 2 });
  });

  it('are found under another category when the tool has no other', () => {
    expect(compareLogs(log([{}]), log([{}], { id: 'x/' })).counts.unchanged).toBe(1);
  });

  it('that nobody made before have only new results, and that is said', () => {
    const base = logOf(runOf(undefined));
    const { counts, drift, log: compared } = compareLogs(base, log([{}]));
    expect(counts.new).toBe(1);
    expect(drift).toEqual([expect.objectContaining({ kind: 'missing', missing: 'base', driver: 'Linter' })]);
    expect(compared.runs[0]?.results?.[0]?.properties?.['cause']).toBe('unknown');
  });

  it.each([
    ['broke', logOf(runOf(undefined))],
    ['is missing', logOf()],
  ])('of which the one in the head %s say nothing about the results of the base', (_what, head) => {
    const { counts, drift, notCompared, log: compared } = compareLogs(log([{}, { line: 20 }]), head);
    expect(counts).toEqual({ new: 0, unchanged: 0, updated: 0, absent: 0 });
    expect(notCompared).toBe(2);
    expect(drift).toEqual([expect.objectContaining({ kind: 'missing', missing: 'head' })]);
    expect(compared.runs.every(({ results }) => results === undefined)).toBe(true);
  });

  it('of what is gone get a run that says so', () => {
    const {
      log: compared,
      counts,
      drift,
    } = compareLogs(log([{}], { id: 'gone/' }), logOf(), { isGone: () => true });
    expect(counts.absent).toBe(1);
    expect(drift).toEqual([]);
    expect(statesOf(compared)).toEqual(['absent src/a.ts:10']);
  });
});

describe('why something is new', () => {
  const cause = (base: Parameters<typeof log>[1], head: Parameters<typeof log>[1], changed?: string[]) => {
    const evidence = changed && { changedFiles: new Set(changed) };
    const { log: compared, drift } = compareLogs(log([], base), log([{}], head), evidence);
    return [compared.runs[0]?.results?.[0]?.properties?.['cause'], ...drift.map(({ kind }) => kind)];
  };
  const data = (digest: string) => ({ more: { properties: { evidence: { data: { id: 'osv', digest } } } } });
  const own = { name: 'Railgate Lint', id: 'railgate/lint/root/' };

  it('is the repository when tool and data are the same', () => {
    expect(cause({}, {})).toEqual(['repository']);
  });

  it('is the rule when the tool did not have it', () => {
    expect(cause({ ...own, rules: ['R0'] }, { ...own, rules: ['R0', 'R1'] })).toEqual(['rule', 'rules']);
  });

  it('is not the rule when the tool lists only what it found', () => {
    expect(cause({ rules: [] }, { rules: ['R1'] })).toEqual(['repository']);
  });

  it('is the tool or its data when the file did not change', () => {
    expect(cause({ version: '1' }, { version: '2' }, [])).toEqual(['tool', 'tool']);
    expect(cause(data('a'), data('b'), [])).toEqual(['data', 'data']);
    expect(cause({ version: '1' }, { version: '2' }, ['src/a.ts'])).toEqual(['repository', 'tool']);
    expect(cause({ version: '1' }, { version: '2' })).toEqual(['unknown', 'tool']);
  });

  it('tells engines of another version', () => {
    const engine = (version: string) => ({
      more: { tool: { driver: { name: 'Linter' }, extensions: [{ name: 'ruff', version }] } },
    });
    expect(compareLogs(log([], engine('1')), log([], engine('2'))).drift[0]?.message).toBe(
      'Another tool: ruff 1 → 2.',
    );
  });
});

it('takes results without any place', () => {
  const bare = logOf({ ...runOf([]), results: [{ message: { text: 'Bad.' } }, resultAt({ rule: '' })] });
  expect(compareLogs(bare, bare).counts.unchanged).toBe(2);
});
