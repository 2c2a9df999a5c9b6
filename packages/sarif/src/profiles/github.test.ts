import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { toLog } from '../validate/schema.js';
import { githubViolations } from './check-github.js';
import { githubProfile, type Profiled } from './github.js';
import type { ProfileOptions } from './shape-log.js';

const rule = (id: string, more: Partial<sarif.ReportingDescriptor> = {}): sarif.ReportingDescriptor => ({
  id,
  shortDescription: { text: `${id} in short.` },
  fullDescription: { text: `${id} in full.` },
  help: { text: 'Mend it.' },
  ...more,
});
const at = (uri: string, startLine = 1): sarif.Location => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine } },
});
const result = (ruleId: string, more: Partial<sarif.Result> = {}): sarif.Result => ({
  ruleId,
  message: { text: 'It is wrong.' },
  locations: [at('src/a.ts')],
  partialFingerprints: { primaryLocationLineHash: 'abc:1' },
  ...more,
});
const runOf = (results: sarif.Result[] | undefined, more: Partial<sarif.Run> = {}): sarif.Run => ({
  tool: { driver: { name: 'Tool', rules: [rule('one'), rule('two')] } },
  automationDetails: { id: 'kit/gate/root/' },
  ...(results && { results }),
  ...more,
});

const withoutCategory = ({ automationDetails: _, ...rest }: sarif.Run): sarif.Run => rest;
const withoutRule = ({ ruleId: _, ...rest }: sarif.Result): sarif.Result => rest;
const withoutPlace = ({ locations: _, ...rest }: sarif.Result): sarif.Result => rest;

/** Every log that comes out passes the check, whatever the test is about. */
function profile(runs: sarif.Run[], options?: ProfileOptions): Profiled & { readonly runs: sarif.Run[] } {
  const profiled = githubProfile(toLog(runs), options);
  for (const { log } of profiled.files) expect(githubViolations(log)).toEqual([]);
  return { ...profiled, runs: profiled.files.flatMap(({ log }) => log.runs) };
}
const results = (profiled: { runs: sarif.Run[] }): sarif.Result[] =>
  profiled.runs.flatMap((run) => run.results ?? []);

describe('which results are uploaded', () => {
  it('those that are suppressed, absent or no problem are not, and are counted', () => {
    const profiled = profile([
      runOf([
        result('one', { suppressions: [{ kind: 'external' }] }),
        result('one', { suppressions: [{ kind: 'inSource', status: 'accepted' }] }),
        result('one', { baselineState: 'absent' }),
        result('one', { kind: 'pass', level: 'none' }),
        result('two', { baselineState: 'unchanged' }),
      ]),
    ]);
    expect(results(profiled).map(({ ruleId }) => ruleId)).toEqual(['two']);
    expect(profiled.dropped).toEqual({ suppressed: 2, absent: 1, passed: 1 });
    expect(results(profiled)[0]).not.toHaveProperty('baselineState');
  });

  it('a suppression that is under review or rejected suppresses nothing', () => {
    const suppressions: sarif.Suppression[][] = [
      [{ kind: 'external', status: 'underReview' }],
      [
        { kind: 'external', status: 'accepted' },
        { kind: 'external', status: 'rejected' },
      ],
      [],
    ];
    expect(
      results(profile([runOf(suppressions.map((all) => result('one', { suppressions: all })))])),
    ).toHaveLength(3);
  });

  it('the most severe, then the most precise, then the first by place when there are too many', () => {
    const rules = [
      rule('weak', { properties: { 'security-severity': '2.0' } }),
      rule('vague', { properties: { 'security-severity': '9.1', precision: 'low' } }),
      rule('sharp', { properties: { 'security-severity': '9.1', precision: 'high' } }),
    ];
    const found = [
      result('weak'),
      result('vague'),
      result('sharp', { locations: [at('z.ts')] }),
      result('sharp', { locations: [at('b.ts', 9)] }),
      result('sharp', { locations: [at('b.ts', 8)] }),
    ];
    const keep = (limit: number): string[] => {
      const profiled = profile([runOf(found, { tool: { driver: { name: 'T', rules } } })], {
        limits: { results: limit },
      });
      expect(profiled.notices[0]).toContain(`${5 - limit} result`);
      return results(profiled).map(
        ({ ruleId, locations }) =>
          `${ruleId} ${locations?.[0]?.physicalLocation?.artifactLocation?.uri}:${locations?.[0]?.physicalLocation?.region?.startLine}`,
      );
    };
    expect(keep(1)).toEqual(['sharp b.ts:8']);
    expect(keep(2)).toEqual(['sharp b.ts:8', 'sharp b.ts:9']);
    expect(keep(4)).toEqual(['sharp b.ts:8', 'sharp b.ts:9', 'vague src/a.ts:1', 'sharp z.ts:1']);
  });

  it('as many as the compressed file holds, again by severity', () => {
    const noise = (seed: number): string =>
      Array.from({ length: 300 }, (_, i) => Math.imul(seed * 997 + i, 2654435761).toString(36)).join('');
    const found = Array.from({ length: 40 }, (_, i) =>
      result(i % 2 ? 'one' : 'two', { message: { text: noise(i) }, level: i < 5 ? 'error' : 'note' }),
    );
    const profiled = profile([runOf(found)], { limits: { bytes: 20_000 } });
    const kept = results(profiled);
    expect(kept.length).toBeLessThan(40);
    expect(kept.filter(({ level }) => level === 'error')).toHaveLength(5);
    expect(profiled.notices.join()).toContain(`${40 - kept.length} results of Tool (kit/gate/root)`);
  });
});

describe('which runs are uploaded', () => {
  const failed: sarif.Invocation[] = [{ executionSuccessful: false }];

  it('one that found nothing, as an empty one that closes its alerts', () => {
    const profiled = profile([runOf([])]);
    expect(profiled.runs).toMatchObject([{ results: [], automationDetails: { id: 'kit/gate/root/' } }]);
    expect(profiled.heldBack).toEqual([]);
  });

  it('none that broke', () => {
    for (const run of [runOf(undefined), runOf([], { invocations: failed })]) {
      const profiled = profile([run], { includeIncomplete: true });
      expect(profiled.files).toEqual([]);
      expect(profiled.heldBack).toEqual([
        'Tool (kit/gate/root) broke and is not uploaded: its alerts on GitHub stay as they are.',
      ]);
    }
  });

  it('none that could not check everything, unless it is known to be complete or asked for', () => {
    const run = runOf([result('one')], { invocations: failed });
    expect(profile([run]).files).toEqual([]);
    expect(profile([run]).heldBack[0]).toContain('could not check everything');
    const complete = new Set(['kit/gate/root/']);
    const accepted = profile([run], { complete });
    expect(results(accepted)).toHaveLength(1);
    const asked = profile([run], { includeIncomplete: true });
    expect(asked.runs[0]?.invocations).toEqual([{ executionSuccessful: false }]);
    const nothing = runOf([], { invocations: failed });
    expect(profile([nothing], { complete }).runs).toHaveLength(1);
    expect(profile([runOf(undefined)], { complete }).files).toEqual([]);
    expect(profile([runOf([])], { complete: new Set() }).files).toEqual([]);
    // What goes out says of itself what was decided, so that nobody decides otherwise when it is sent.
    expect(results(profile(accepted.runs))).toHaveLength(1);
  });

  it('none of whose results GitHub takes any: it would look as if nothing had been found', () => {
    const profiled = profile([runOf([result('one', { locations: [at('https://example.com/')] })])]);
    expect(profiled.files).toEqual([]);
    expect(profiled.heldBack[0]).toContain('none of its results is in a file of the repository');
  });

  it('several of one tool and category as one, and none of them when one broke', () => {
    const versions = ['1.0.0', '2.0.0'].map((version) =>
      runOf([result('one', { locations: [at(`${version}.ts`)] })], {
        tool: { driver: { name: 'Tool', version, rules: [rule('one')] } },
        automationDetails: { id: `kit/gate/root/${version}` },
      }),
    );
    expect(results(profile(versions))).toHaveLength(2);
    expect(profile(versions).runs).toHaveLength(1);
    expect(profile([...versions, runOf(undefined)]).files).toEqual([]);
  });

  it('those without a category under the one that is given', () => {
    const run = withoutCategory(runOf([]));
    expect(profile([run]).runs[0]).not.toHaveProperty('automationDetails');
    expect(profile([run], { category: 'mine' }).runs[0]?.automationDetails).toEqual({ id: 'mine/' });
    expect(profile([runOf([])], { category: 'mine' }).runs[0]?.automationDetails).toEqual({
      id: 'kit/gate/root/',
    });
  });

  it('twenty a file, and those that an action would confuse in the same one', () => {
    const names = Array.from({ length: 41 }, (_, i) => `t${String(i).padStart(2, '0')}`);
    const runs = [...names, 'T40'].map((name) => runOf([], { automationDetails: { id: `${name}/` } }));
    const { files } = profile(runs);
    expect(files.map(({ name, log }) => [name, log.runs.length])).toEqual([
      ['github-1.sarif', 20],
      ['github-2.sarif', 20],
      ['github-3.sarif', 2],
    ]);
    const first = files[0]?.log.runs.map((run) => run.automationDetails?.id);
    expect(first).toContain('t40/');
    expect(first).toContain('T40/');
  });
});

describe('rules', () => {
  const only = (run: sarif.Run, options?: ProfileOptions): sarif.ReportingDescriptor[] =>
    profile([run], options).runs[0]?.tool.driver.rules ?? [];

  it('get the texts that GitHub wants, of what there is', () => {
    const rules = [
      { id: 'bare' },
      { id: 'named', name: 'HasOne' },
      { id: 'full', fullDescription: { text: 'First. Second.' } },
      { id: 'marked', help: { text: '', markdown: '# Help' } },
      { id: 'long', name: 'n'.repeat(300), shortDescription: { text: '😀'.repeat(600) } },
    ];
    const shaped = only(runOf([], { tool: { driver: { name: 'Tool', rules } } }));
    expect(shaped.map(({ shortDescription }) => shortDescription?.text.slice(0, 12))).toEqual([
      'bare',
      'HasOne',
      'First.',
      'marked',
      '😀'.repeat(6),
    ]);
    expect(shaped[3]?.help).toEqual({ text: '# Help', markdown: '# Help' });
    expect(shaped[4]?.shortDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(shaped[4]?.shortDescription?.text.isWellFormed()).toBe(true);
  });

  it('of extensions that results use move into the driver', () => {
    const run = runOf([result('ext', { rule: { index: 0, toolComponent: { index: 1 } } })], {
      tool: {
        driver: { name: 'Tool', rules: [rule('one')] },
        extensions: [
          { name: 'a', rules: [rule('unused')] },
          { name: 'b', rules: [rule('ext', { defaultConfiguration: { level: 'error' } })] },
        ],
      },
    });
    const { runs } = profile([run]);
    expect(runs[0]?.tool).not.toHaveProperty('extensions');
    expect(runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(['one', 'ext']);
    expect(runs[0]?.results?.[0]).toMatchObject({ ruleId: 'ext', ruleIndex: 1, level: 'error' });
    expect(runs[0]?.results?.[0]).not.toHaveProperty('rule');
  });

  it('with one id become one, each result keeping the level of its own', () => {
    const driver = {
      name: 'Tool',
      rules: [
        rule('same', { defaultConfiguration: { level: 'error' }, properties: { tags: ['a'] } }),
        rule('same', { defaultConfiguration: { level: 'note' }, properties: { tags: ['b'] } }),
      ],
    };
    const found = [
      result('same', { ruleIndex: 0 }),
      result('same', { ruleIndex: 1, locations: [at('b.ts')] }),
    ];
    const { runs } = profile([runOf(found, { tool: { driver } })]);
    expect(runs[0]?.tool.driver.rules).toHaveLength(1);
    expect(runs[0]?.tool.driver.rules?.[0]?.properties?.tags).toEqual(['a', 'b']);
    expect(results({ runs }).map(({ level }) => level)).toEqual(['note', 'error']);
  });

  it('are found by the id of a case, and the id goes before a wrong index', () => {
    const { runs } = profile([runOf([result('two/7'), result('one', { ruleIndex: 1 })])]);
    expect(results({ runs }).map(({ ruleId }) => ruleId)).toEqual(['one', 'two']);
  });

  it('get a level from the configuration of the invocation', () => {
    const override = { descriptor: { id: 'one' }, configuration: { level: 'error' as const } };
    const invocations = [{ executionSuccessful: true, ruleConfigurationOverrides: [override] }];
    expect(
      results(profile([runOf([result('one'), result('two')], { invocations })])).map(({ level }) => level),
    ).toEqual(['error', 'warning']);
  });

  it('are made for results that name none', () => {
    const profiled = profile([runOf([withoutRule(result('x')), result('undeclared')])]);
    expect(results(profiled).map(({ ruleId }) => ruleId)).toEqual(['undeclared', 'unspecified']);
    expect(profiled.notices.join()).toContain('names no rule');
  });

  it.each([
    ['7.5', '7.5'],
    [7.5, '7.5'],
    ['high', undefined],
    ['11', undefined],
    ['-1', undefined],
    ['NaN', undefined],
    [{}, undefined],
  ])('a security-severity of %j becomes %j', (given, expected) => {
    const driver = { name: 'Tool', rules: [rule('one', { properties: { 'security-severity': given } })] };
    const profiled = profile([runOf([], { tool: { driver } })]);
    const properties = profiled.runs[0]?.tool.driver.rules?.[0]?.properties;
    expect(properties?.['security-severity']).toBe(expected);
    expect(properties?.tags).toEqual(expected === undefined ? undefined : ['security']);
    expect(profiled.notices.length).toBe(expected === undefined ? 1 : 0);
  });

  it('about security get a score from their results or their level, others none', () => {
    const rules = [
      rule('tagged', { properties: { tags: ['security'] }, defaultConfiguration: { level: 'error' } }),
      rule('cwe', { properties: { tags: ['CWE-079: Scripting'] } }),
      rule('style'),
      rule('scored'),
    ];
    const found = [
      result('scored', { properties: { 'security-severity': '3.1' } }),
      result('scored', { properties: { 'security-severity': '9.8' } }),
    ];
    const shaped = only(runOf(found, { tool: { driver: { name: 'Tool', rules } } }));
    expect(shaped.map(({ properties }) => [properties?.['security-severity'], properties?.tags])).toEqual([
      ['8.0', ['security']],
      ['5.5', ['security', 'external/cwe/cwe-79', 'CWE-079: Scripting']],
      [undefined, undefined],
      ['9.8', ['security']],
    ]);
  });

  it('keep ten tags, those that GitHub understands first', () => {
    const tags = [...Array.from({ length: 12 }, (_, i) => `t${i}`), 'external/cwe/cwe-89', 'security'];
    const driver = { name: 'Tool', rules: [rule('one', { properties: { tags } })] };
    const profiled = profile([runOf([], { tool: { driver } })]);
    expect(profiled.runs[0]?.tool.driver.rules?.[0]?.properties?.tags).toEqual([
      'security',
      'external/cwe/cwe-89',
      ...tags.slice(0, 8),
    ]);
    expect(profiled.notices).toEqual([
      '4 tags of rules of Tool (kit/gate/root) are not uploaded: GitHub shows ten of a rule.',
    ]);
  });

  it('without a result go when there are too many', () => {
    const driver = { name: 'Tool', rules: [rule('a'), rule('b'), rule('c')] };
    expect(
      only(runOf([result('c')], { tool: { driver } }), { limits: { rules: 2 } }).map(({ id }) => id),
    ).toEqual(['a', 'c']);
  });
});

describe('locations', () => {
  it('are one a result; the others become related ones, and links keep their goals', () => {
    const profiled = profile([
      runOf([
        result('one', {
          message: { text: 'From [here](7) to [there](8) and [out](9).' },
          locations: [at('a.ts'), at('b.ts')],
          relatedLocations: [
            { ...at('c.ts'), id: 7 },
            { ...at('d.ts'), id: 8 },
            { ...at('file:///etc/passwd'), id: 9 },
          ],
        }),
      ]),
    ]);
    const [shaped] = results(profiled);
    expect(shaped?.message.text).toBe('From [here](7) to [there](8) and out.');
    expect(
      shaped?.relatedLocations?.map(({ id, physicalLocation }) => [
        id,
        physicalLocation?.artifactLocation?.uri,
      ]),
    ).toEqual([
      [7, 'c.ts'],
      [8, 'd.ts'],
      [0, 'b.ts'],
    ]);
    expect(profiled.notices).toEqual([expect.stringContaining('1 related location of results of Tool')]);
  });

  it('at most a hundred, those that the message links to first', () => {
    const relatedLocations = Array.from({ length: 150 }, (_, i) => ({ ...at(`f${i}.ts`), id: i }));
    const [shaped] = results(
      profile([runOf([result('one', { relatedLocations, message: { text: 'See [it](149).' } })])]),
    );
    expect(shaped?.relatedLocations).toHaveLength(99);
    expect(shaped?.relatedLocations?.[0]?.id).toBe(149);
  });

  it.each([
    ['none', {}],
    ['startLine 0', { startLine: 0 }],
    ['offsets', { charOffset: 5, charLength: 2 }],
  ])('with a region of %s are shown at the first line', (_, region) => {
    const location = { physicalLocation: { artifactLocation: { uri: 'a.ts' }, region } };
    const [shaped] = results(profile([runOf([result('one', { locations: [location] })])]));
    expect(shaped?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 1 });
  });

  it('that are missing are taken from the end of a code flow, or from what was analysed', () => {
    const flow = { threadFlows: [{ locations: [{ location: at('in.ts') }, { location: at('out.ts', 4) }] }] };
    const nowhere = withoutPlace(result('one'));
    const found = [
      { ...nowhere, codeFlows: [flow] },
      { ...nowhere, analysisTarget: { uri: 'target.ts' } },
    ];
    expect(
      results(profile([runOf(found)])).map(({ locations }) => locations?.[0]?.physicalLocation),
    ).toMatchObject([
      { artifactLocation: { uri: 'out.ts' }, region: { startLine: 4 } },
      { artifactLocation: { uri: 'target.ts' }, region: { startLine: 1 } },
    ]);
  });

  it('of code flows are inlined, and a flow that is too long loses its middle', () => {
    const run = runOf(
      [
        result('one', {
          codeFlows: [
            {
              threadFlows: [
                { locations: [{ index: 0 }, ...Array(9).fill({ location: at('m.ts') }), { index: 1 }] },
              ],
            },
          ],
        }),
      ],
      { threadFlowLocations: [{ location: at('first.ts') }, { location: at('last.ts') }] },
    );
    const profiled = profile([run], { limits: { steps: 4 } });
    const steps = results(profiled)[0]?.codeFlows?.[0]?.threadFlows[0]?.locations;
    expect(steps?.map(({ location }) => location?.physicalLocation?.artifactLocation?.uri)).toEqual([
      'first.ts',
      'm.ts',
      'm.ts',
      'last.ts',
    ]);
    expect(profiled.notices.join()).toContain('7 steps of code flows');
  });
});

describe('messages', () => {
  it.each<[sarif.Message, string]>([
    [{ id: 'm', arguments: ['x', '{1}'] }, 'Found x and {1}.'],
    [{ text: 'Literally {{ user }} and {0}.' }, 'Literally {{ user }} and {0}.'],
    [{ text: 'Escaped {{0}} and {0}.', arguments: ['v'] }, 'Escaped {0} and v.'],
    [{ id: 'global' }, 'Of the tool.'],
    [{ id: '__proto__' }, 'one in short.'],
    [{ text: '' }, 'one in short.'],
    [{ text: 'Half \ud800.' }, 'Half \ufffd.'],
  ])('%j says %j', (message, expected) => {
    const driver: sarif.ToolComponent = {
      name: 'Tool',
      globalMessageStrings: { global: { text: 'Of the tool.' } },
      rules: [rule('one', { messageStrings: { m: { text: 'Found {0} and {1}.' } } })],
    };
    const shaped = results(profile([runOf([result('one', { message })], { tool: { driver } })]));
    expect(shaped[0]?.message).toEqual({ text: expected });
  });
});

describe('fingerprints', () => {
  it('are kept, and the one that GitHub reads is computed where the file can be read', () => {
    const found = [
      result('one', { partialFingerprints: { primaryLocationLineHash: 'abc:1', 'railgateId/v1': 'x:1' } }),
      result('two', { locations: [at('b.ts')], partialFingerprints: {} }),
      result('two', { locations: [at('gone.ts')], partialFingerprints: {} }),
    ];
    const profiled = profile([runOf(found)], { readText: (path) => (path === 'b.ts' ? '' : undefined) });
    expect(results(profiled).map(({ partialFingerprints }) => partialFingerprints)).toEqual([
      { primaryLocationLineHash: 'c129715d7a2bc9a3:1' },
      undefined,
      { primaryLocationLineHash: 'abc:1', 'railgateId/v1': 'x:1' },
    ]);
    expect(profiled.notices).toEqual([
      expect.stringContaining('1 result of Tool (kit/gate/root) has no primaryLoc'),
    ]);
  });
});

describe('determinism', () => {
  it('the same bytes whatever the order of runs and results, and nothing changes the second time', () => {
    const found = ['c', 'a', 'b'].map((name) => result('one', { locations: [at(`${name}.ts`)] }));
    const other = runOf([result('two')], { automationDetails: { id: 'kit/other/root/' } });
    const bytes = (runs: sarif.Run[]): string => JSON.stringify(profile(runs).files);
    expect(bytes([other, runOf(found.toReversed())])).toBe(bytes([runOf(found), other]));
    const once = profile([runOf(found), other]);
    expect(JSON.stringify(profile(once.runs).files)).toBe(JSON.stringify(once.files));
  });
});
