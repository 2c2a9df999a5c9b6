import { describe, expect, it } from 'vitest';

import { mergeLogs, mergeSources } from '../../src/merge/index.js';
import { SarifReadError } from '../../src/read/read-error.js';
import type { SarifSource } from '../../src/read/source.js';
import { schemaViolations } from '../../src/validate/schema.js';
import { logOf, onlyRun, resultAt, runOf } from './small-logs.js';

// What sarif-multitool 5.7.0 `merge` was seen to get wrong, and sarif-tools and others with it. docs/merging.md has the
// table.
describe('defects of other mergers', () => {
  it('an input that breaks off is an error, not an input less', async () => {
    const breaking: SarifSource = {
      name: 'half.sarif',
      head: logOf(),
      hasResults: [true],
      repairs: [],
      eachResult: () =>
        Promise.reject(new SarifReadError({ file: 'half.sarif', problem: 'ends', remedy: 'r' })),
    };
    await expect(mergeSources([breaking])).rejects.toThrow('half.sarif: ends');
  });

  it('two categories of one tool stay two runs', async () => {
    const { runs } = await mergeLogs([
      logOf({ automationDetails: { id: 'web/' }, results: [resultAt('a.js')] }),
      logOf({ automationDetails: { id: 'api/' }, results: [resultAt('a.js')] }),
    ]);
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual(['api/', 'web/']);
    expect(runs.map(({ results }) => results?.length)).toEqual([1, 1]);
  });

  it('one category of several run ids is one run', async () => {
    const merged = await mergeLogs([
      logOf({ automationDetails: { id: 'web/1' }, results: [resultAt('a.js')] }),
      logOf({ automationDetails: { id: 'web/2' }, results: [resultAt('b.js')] }),
    ]);
    expect(onlyRun(merged).results).toHaveLength(2);
    expect(onlyRun(merged).automationDetails?.id).toBe('web/2');
  });

  it('two versions of one tool are one run, and the newer one speaks for it', async () => {
    const versions = ['1.9.0', '1.10.0', '1.10.0-rc.1'];
    const merged = await mergeLogs(
      versions.map((semanticVersion) => logOf({ tool: { driver: { name: 'Tool', semanticVersion } } })),
    );
    const run = onlyRun(merged);
    expect(run.tool.driver.semanticVersion).toBe('1.10.0');
    const heads = run.properties?.['railgate/mergedFrom'] as {
      tool: { driver: { semanticVersion: string } };
    }[];
    expect(heads.map(({ tool }) => tool.driver.semanticVersion).sort()).toEqual([...versions].sort());
  });

  it('extensions of all runs survive, and a result still points at its own rule', async () => {
    const from = (name: string, id: string): ReturnType<typeof logOf> =>
      logOf({
        tool: { driver: { name: 'Tool' }, extensions: [{ name, rules: [{ id: 'first' }, { id }] }] },
        results: [resultAt(`${id}.js`, 1, { ruleId: id, rule: { index: 1, toolComponent: { index: 0 } } })],
      });
    const run = onlyRun(await mergeLogs([from('ext-b', 'rule-b'), from('ext-a', 'rule-a')]));
    const pointed = run.results?.map(({ ruleId, rule }) => {
      const component = run.tool.extensions?.[rule?.toolComponent?.index ?? -1];
      return [ruleId, component?.name, component?.rules?.[rule?.index ?? -1]?.id];
    });
    expect(pointed).toEqual([
      ['rule-a', 'ext-a', 'rule-a'],
      ['rule-b', 'ext-b', 'rule-b'],
    ]);
  });

  it('the same path under two roots is not the same file', async () => {
    const under = (uri: string): ReturnType<typeof logOf> => {
      const artifactLocation = { uri: 'a.js', uriBaseId: 'SRCROOT' };
      return logOf({
        originalUriBaseIds: { SRCROOT: { uri } },
        results: [{ message: { text: 'Hit.' }, locations: [{ physicalLocation: { artifactLocation } }] }],
      });
    };
    const run = onlyRun(
      await mergeLogs([under('file:///two/'), under('file:///one/'), under('file:///two/')]),
    );
    const roots = run.results?.map(({ locations }) => {
      const base = locations?.[0]?.physicalLocation?.artifactLocation?.uriBaseId ?? '';
      return run.originalUriBaseIds?.[base]?.uri;
    });
    expect(roots?.sort()).toEqual(['file:///one/', 'file:///two/']);
    expect(Object.keys(run.originalUriBaseIds ?? {})).toEqual([
      'SRCROOT',
      expect.stringMatching(/^SRCROOT-[0-9a-f]{8}$/),
    ]);
  });

  it('columns counted in different units are never in one run', async () => {
    const { runs } = await mergeLogs([
      logOf({ columnKind: 'utf16CodeUnits', results: [] }),
      logOf({ columnKind: 'unicodeCodePoints', results: [] }),
    ]);
    expect(runs).toHaveLength(2);
  });

  it('provenance, taxonomies, properties and policies of all runs survive', async () => {
    const from = (letter: string): ReturnType<typeof logOf> =>
      logOf({
        versionControlProvenance: [{ repositoryUri: `https://example.com/${letter}` }],
        taxonomies: [{ name: `taxonomy-${letter}` }],
        policies: [{ name: `policy-${letter}` }],
        invocations: [{ executionSuccessful: true, commandLine: letter }],
        properties: { letter },
      });
    const run = onlyRun(await mergeLogs([from('b'), from('a')]));
    expect(run.versionControlProvenance?.map(({ repositoryUri }) => repositoryUri)).toEqual([
      'https://example.com/a',
      'https://example.com/b',
    ]);
    expect(run.taxonomies?.map(({ name }) => name)).toEqual(['taxonomy-a', 'taxonomy-b']);
    expect(run.policies?.map(({ name }) => name)).toEqual(['policy-a', 'policy-b']);
    expect(run.invocations?.map(({ commandLine }) => commandLine)).toEqual(['a', 'b']);
    expect(JSON.stringify(run.properties?.['railgate/mergedFrom'])).toMatch(/"letter":"a".*"letter":"b"/);
  });

  it('an empty run survives: only so alerts are closed', async () => {
    expect(onlyRun(await mergeLogs([logOf({ results: [] })])).results).toEqual([]);
  });

  it('a run that nobody looked in never gets an empty list', async () => {
    expect(onlyRun(await mergeLogs([logOf(), logOf()]))).not.toHaveProperty('results');
  });

  it('a failed run beside one with results is still seen to have failed', async () => {
    const failed = logOf({ invocations: [{ executionSuccessful: false }] });
    const run = onlyRun(await mergeLogs([failed, logOf({ results: [] })]));
    expect(run.results).toEqual([]);
    expect(run.invocations).toEqual([{ executionSuccessful: false }]);
  });

  it('rules without a result survive', async () => {
    const rules = [{ id: 'never-hit' }, { id: 'hit' }];
    const run = onlyRun(await mergeLogs([logOf({ tool: { driver: { name: 'Tool', rules } }, results: [] })]));
    expect(run.tool.driver.rules?.map(({ id }) => id)).toEqual(['hit', 'never-hit']);
  });

  it('rules with one id and two contents both stay, and each result keeps its own', async () => {
    const from = (text: string): ReturnType<typeof logOf> =>
      logOf({
        tool: { driver: { name: 'Tool', rules: [{ id: 'R1', shortDescription: { text } }] } },
        results: [resultAt(`${text}js`)],
      });
    const run = onlyRun(await mergeLogs([from('old.'), from('new.')]));
    const texts = run.results?.map(({ ruleIndex, locations }) => [
      run.tool.driver.rules?.[ruleIndex ?? -1]?.shortDescription?.text,
      locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    ]);
    expect(texts).toEqual([
      ['new.', 'new.js'],
      ['old.', 'old.js'],
    ]);
  });

  it('a configuration of one run does not become that of the other', async () => {
    const from = (level: 'error' | 'none'): ReturnType<typeof logOf> =>
      logOf({
        tool: { driver: { name: 'Tool', rules: [{ id: 'R0' }, { id: 'R1' }] } },
        invocations: [
          {
            executionSuccessful: true,
            ruleConfigurationOverrides: [{ descriptor: { index: 1 }, configuration: { level } }],
          },
        ],
      });
    const run = onlyRun(await mergeLogs([from('error'), from('none')]));
    expect(run.invocations?.map((one) => one.ruleConfigurationOverrides?.[0]?.configuration.level)).toEqual([
      'error',
      'none',
    ]);
  });
});

describe('how often a result stays', () => {
  const twice = logOf({ results: [resultAt('a.js'), resultAt('a.js')] });

  it('twice in one file stays twice; the same file again adds nothing', async () => {
    expect(onlyRun(await mergeLogs([twice])).results).toHaveLength(2);
    expect(onlyRun(await mergeLogs([twice, twice])).results).toHaveLength(2);
    expect(onlyRun(await mergeLogs([twice, logOf({ results: [resultAt('a.js')] })])).results).toHaveLength(2);
  });

  it('runs of one key in one file are summed', async () => {
    const one = runOf({ results: [resultAt('a.js')] });
    expect(onlyRun(await mergeLogs([{ version: '2.1.0', runs: [one, one] }])).results).toHaveLength(2);
  });

  it('counts on from one for equal identities, in the order of the report', async () => {
    const run = onlyRun(await mergeLogs([twice]));
    const identities = run.results?.map(({ partialFingerprints }) => partialFingerprints?.['railgateId/v1']);
    expect(identities).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}:1$/),
      expect.stringMatching(/^[0-9a-f]{32}:2$/),
    ]);
    expect(identities?.[0]?.slice(0, 32)).toBe(identities?.[1]?.slice(0, 32));
  });

  it('an ordinal is no part of the value', async () => {
    const hash = 'a'.repeat(32);
    const from = (ordinal: number): ReturnType<typeof logOf> =>
      logOf({
        results: [resultAt('a.js', 1, { partialFingerprints: { 'railgateId/v1': `${hash}:${ordinal}` } })],
      });
    const [only, ...more] = onlyRun(await mergeLogs([from(3), from(7)])).results ?? [];
    expect(only?.partialFingerprints).toEqual({ 'railgateId/v1': `${hash}:1` });
    expect(more).toEqual([]);
  });

  it('the order of keys is no part of the value', async () => {
    const turned = Object.fromEntries(Object.entries(resultAt('a.js')).reverse()) as ReturnType<
      typeof resultAt
    >;
    const merged = await mergeLogs([logOf({ results: [resultAt('a.js')] }), logOf({ results: [turned] })]);
    expect(onlyRun(merged).results).toHaveLength(1);
  });

  it('fingerprints of the tool stay as they are', async () => {
    const results = [
      resultAt('a.js', 1, { partialFingerprints: { theirs: 'x' }, fingerprints: { 'f/v1': 'y' } }),
    ];
    const [only] = onlyRun(await mergeLogs([logOf({ results })])).results ?? [];
    expect(only?.partialFingerprints).toMatchObject({ theirs: 'x' });
    expect(only?.fingerprints).toEqual({ 'f/v1': 'y' });
  });
});

describe('hostile and broken input', () => {
  it('an index past the end is taken out and noted; it never meets what comes from another file', async () => {
    const step = { threadFlows: [{ locations: [{ index: 1 }] }] };
    const dangling = logOf({
      threadFlowLocations: [{ module: 'own' }],
      results: [resultAt('a.js', 1, { codeFlows: [step] })],
    });
    const other = logOf({ threadFlowLocations: [{ module: 'x' }, { module: 'y' }], results: [] });
    const run = onlyRun(await mergeLogs([dangling, other]));
    expect(run.results?.[0]?.codeFlows?.[0]?.threadFlows[0]?.locations).toEqual([{}]);
    expect(JSON.stringify(run.invocations)).toContain('railgate/repaired-index-dangling');
  });

  it('parents in a circle end', async () => {
    const artifacts = [
      { location: { uri: 'a' }, parentIndex: 1 },
      { location: { uri: 'b' }, parentIndex: 0 },
    ];
    const turned = [
      { location: { uri: 'b' }, parentIndex: 1 },
      { location: { uri: 'a' }, parentIndex: 0 },
    ];
    const run = onlyRun(await mergeLogs([logOf({ artifacts }), logOf({ artifacts: turned })]));
    expect(run.artifacts).toEqual(artifacts);
  });

  it('a ring of a thousand equal artifacts but one ends, too', async () => {
    const artifacts = Array.from({ length: 1000 }, (_, i) => ({
      location: { uri: 'a' },
      length: i === 0 ? 1 : 0,
      parentIndex: (i + 1) % 1000,
    }));
    const merged = await mergeLogs([logOf({ artifacts }), logOf({ artifacts })]);
    expect(onlyRun(merged).artifacts).toHaveLength(1000);
  });

  it('a key named __proto__ is data', async () => {
    const log = JSON.parse(
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Tool"}},"properties":{"__proto__":{"polluted":1}},"results":[{"message":{"text":"m"},"properties":{"__proto__":{"x":1}}}]}]}',
    ) as ReturnType<typeof logOf>;
    const text = JSON.stringify(await mergeLogs([log, logOf({ properties: { b: 1 } })]));
    expect(text).toContain('"__proto__":{"polluted":1}');
    expect(text).toContain('"__proto__":{"x":1}');
    expect({}).not.toHaveProperty('polluted');
  });

  it('heads of another tool in mergedFrom are not believed', async () => {
    const run = runOf({
      properties: { 'railgate/mergedFrom': [{ tool: { driver: { name: 'Evil', version: '99' } } }, 7] },
    });
    expect(onlyRun(await mergeLogs([{ version: '2.1.0', runs: [run] }])).tool.driver.name).toBe('Tool');
  });

  it('results kept in other files are refused by name, not taken for none', async () => {
    const externalPropertyFileReferences = {
      results: [{ location: { uri: 'results.sarif-external-properties' } }],
    };
    await expect(mergeLogs([logOf({ externalPropertyFileReferences, results: [] })])).rejects.toThrow(
      'log 1: externalPropertyFileReferences holds the results of a run, and external properties are not read.',
    );
  });

  it('a published taxonomy may stay where it is; an index into it leads nowhere and is taken out', async () => {
    const guid = 'ffc64c90-42b6-44ce-8beb-f6b7dae649e5';
    const externalPropertyFileReferences = {
      taxonomies: [{ location: { uri: 'https://example.org/CWE_v4.4.sarif' }, guid }],
    };
    const taxa = [
      { id: 'CWE-120', toolComponent: { name: 'CWE', guid } },
      { index: 3, toolComponent: { index: 0 } },
    ];
    const from = (uri: string): ReturnType<typeof logOf> =>
      logOf({ externalPropertyFileReferences, results: [resultAt(uri, 1, { taxa })] });
    const run = onlyRun(await mergeLogs([from('a.c'), from('b.c')]));
    expect(run.externalPropertyFileReferences).toEqual(externalPropertyFileReferences);
    expect(run.results?.map(({ taxa: [first, ...rest] = [] }) => [first, rest])).toEqual([
      [taxa[0], [{ index: -1 }]],
      [taxa[0], [{ index: -1 }]],
    ]);
  });

  it('what was said of fingerprints is said anew when more results come', async () => {
    const withPrint = (uri: string, print: string): ReturnType<typeof resultAt> =>
      resultAt(uri, 1, { fingerprints: { 'id/v1': print } });
    const three = logOf({ results: ['a', 'b', 'c'].map((uri) => withPrint(uri, 'requires login')) });
    const other = logOf({ results: [withPrint('d', 'one'), withPrint('e', 'two')] });
    const merged = await mergeLogs([await mergeLogs([three]), other]);
    expect(merged).toEqual(await mergeLogs([three, other]));
    expect(JSON.stringify(merged)).toContain('railgate/fingerprint-repeated');
    expect(JSON.stringify(merged)).not.toContain('railgate/fingerprint-constant');
  });

  it('a fingerprint that is the same for all is said', async () => {
    const results = ['a', 'b', 'c'].map((uri) =>
      resultAt(uri, 1, { fingerprints: { 'id/v1': 'requires login' } }),
    );
    const once = await mergeLogs([logOf({ results })]);
    const twice = await mergeLogs([logOf({ results }), logOf({ results })]);
    expect(JSON.stringify(once)).toMatch(/railgate\/fingerprint-constant.*All 3 results have the same/);
    expect(twice).toEqual(once);
    expect(await mergeLogs([twice, logOf({ results })])).toEqual(once);
    expect(schemaViolations(once)).toEqual([]);
  });
});
