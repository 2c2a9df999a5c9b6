import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rawSource } from '../../test/raw-source.js';
import { VALIDATION_RULES, rulesOf, validateSource, type ValidateOptions, type Violation } from './index.js';

async function violations(log: unknown, options: ValidateOptions = { level: 'note' }): Promise<Violation[]> {
  const found: Violation[] = [];
  await validateSource(rawSource(log), options, (violation) => found.push(violation));
  return found;
}

const RUN = { tool: { driver: { name: 'T' } } };

function logOf(...results: unknown[]): unknown {
  return { version: '2.1.0', runs: [{ ...RUN, results }] };
}

describe('the rules', () => {
  it('have ids, names and texts of the same form', () => {
    for (const { id, name, level, texts, asks, kind } of VALIDATION_RULES) {
      expect(id).toMatch({ sarif: /^SARIF\d{4}$/, github: /^GH\d{4}$/, azure: /^GHAzDO\d{4}$/ }[kind]);
      expect(name).toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(['error', 'warning', 'note']).toContain(level);
      for (const text of [asks, ...Object.values(texts)]) expect(text).toMatch(/^\S.*[.:]$|^\S.*\{\d\}\.?$/);
    }
    expect(new Set(VALIDATION_RULES.map(({ id }) => id)).size).toBe(VALIDATION_RULES.length);
  });

  it('are 29 of the standard, and a profile has no rule of another consumer', () => {
    expect(rulesOf({ level: 'note' })).toHaveLength(29);
    const kinds = (options: ValidateOptions) => new Set(rulesOf(options).map(({ kind }) => kind));
    expect(kinds({ profile: 'github', level: 'note' })).not.toContain('azure');
    expect(kinds({ profile: 'azure', level: 'note' })).not.toContain('github');
    expect(rulesOf({ level: 'error' }).every(({ level }) => level === 'error')).toBe(true);
    expect(rulesOf().some(({ level }) => level === 'note')).toBe(false);
  });
});

describe('ng: a violation', () => {
  it('of the schema has its place in the log, and does not hide those of rules', async () => {
    const region = { startLine: 3, endLine: 2 };
    const found = await violations(
      logOf({
        message: { text: 'a' },
        ruleId: 'A',
        level: 'high',
        locations: [null, { physicalLocation: { artifactLocation: { uri: 'a' }, region } }],
      }),
      { level: 'error' },
    );
    expect(found).toEqual([
      {
        rule: 'SCHEMA',
        level: 'error',
        pointer: '/runs/0/results/0/level',
        message: 'must be one of ["none","note","warning","error"].',
      },
      {
        rule: 'SCHEMA',
        level: 'error',
        pointer: '/runs/0/results/0/locations/0',
        message: 'must be object.',
      },
      {
        rule: 'SARIF1007',
        level: 'error',
        pointer: '/runs/0/results/0/locations/1/physicalLocation/region/endLine',
        message: 'endLine 2 is before startLine 3.',
      },
    ]);
  });

  it('names a property that does not belong there', async () => {
    const found = await violations({ version: '2.1.0', runs: [], surprise: 1 }, { level: 'error' });
    expect(found.map(({ message }) => message)).toEqual(['must not have the property "surprise".']);
  });

  it('of a log of another version is only that', async () => {
    const found = await violations({ version: '1.0.0', runLogs: [{}], runs: [{ results: [{}, {}] }] });
    expect(found).toEqual([
      {
        rule: 'SCHEMA',
        level: 'error',
        pointer: '/version',
        message: 'This is SARIF "1.0.0", which is not held to the rules of "2.1.0".',
      },
    ]);
  });

  it('of the text itself is told: UTF-16 is no SARIF', async () => {
    const found: Violation[] = [];
    const repairs = [{ code: 'encoding-utf-16', message: 'In UTF-16.', count: 1, first: '' }];
    const source = { ...rawSource({ version: '2.1.0', runs: [] }), repairs };
    await validateSource(source, { level: 'error' }, (violation) => found.push(violation));
    expect(found).toEqual([{ rule: 'SCHEMA', level: 'error', pointer: '', message: 'In UTF-16.' }]);
  });

  it('has a pointer that is escaped', async () => {
    const run = { ...RUN, originalUriBaseIds: { 'a/b~c': { uri: 'https://h/x' } }, results: [] };
    const found = await violations({ version: '2.1.0', runs: [run] }, { level: 'error' });
    expect(found.map(({ pointer }) => pointer)).toEqual(['/runs/0/originalUriBaseIds/a~1b~0c']);
  });
});

describe('broken: hostile logs', () => {
  it('that nest without end are refused by the schema, and nothing falls over', async () => {
    let node: unknown = { id: 'a' };
    for (let i = 0; i < 100_000; i++) node = { id: 'a', children: [node] };
    const found = await violations(
      logOf({ ruleId: 'A', message: { text: 'a' }, graphs: [{ nodes: [node] }] }),
      {
        level: 'error',
      },
    );
    expect(found.map(({ message }) => message)).toEqual(['is nested too deeply or too long to be checked.']);
  });

  it('whose bases lead in a circle are read to the end', async () => {
    const run = {
      ...RUN,
      originalUriBaseIds: { A: { uri: 'a/', uriBaseId: 'B' }, B: { uri: 'b/', uriBaseId: 'A' } },
      artifacts: [{ location: { uri: 'x', uriBaseId: 'A' }, contents: { text: 'x' } }],
      results: [
        {
          message: { text: 'a' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'y', uriBaseId: 'A' } } }],
        },
      ],
    };
    await expect(violations({ version: '2.1.0', runs: [run] })).resolves.not.toEqual([]);
  });

  it('with references to keys of the prototype find nothing there', async () => {
    const result = {
      ruleId: 'A',
      message: { id: 'constructor' },
      analysisTarget: { uri: 'sarif:/runs/0/__proto__' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a', uriBaseId: 'toString' } } }],
    };
    const rules = [{ id: 'A', messageStrings: { a: { text: 'a' } } }];
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'T', rules } }, results: [result] }] };
    const found = (await violations(log, { level: 'error' })).map(({ rule }) => rule);
    expect(found).toEqual(['SARIF1012', 'SARIF1013']);
  });

  it('of any JSON at any place are judged without an error', async () => {
    const mess = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;
    const key = fc.constantFrom(
      'message',
      'locations',
      'ruleIndex',
      'rule',
      'fixes',
      'provenance',
      'codeFlows',
      'graphs',
    );
    const result = fc.dictionary(key, mess);
    const runKey = fc.constantFrom(
      'tool',
      'artifacts',
      'invocations',
      'originalUriBaseIds',
      'versionControlProvenance',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(runKey, mess),
        fc.array(fc.oneof(mess, result)),
        async (run, results) => {
          await violations(
            { version: '2.1.0', runs: [{ ...run, results }] },
            { profile: 'github', level: 'note' },
          );
        },
      ),
    );
    await fc.assert(fc.asyncProperty(mess, async (log) => void (await violations(log))));
  });
});

describe('ok: what is asked at the end', () => {
  it('is asked of results that came before and after', async () => {
    const refer = (target: string) => ({
      ruleId: 'A',
      message: { text: 'a' },
      analysisTarget: { uri: `sarif:${target}` },
    });
    const log = logOf(
      refer('/runs/0/results/2/message/text'),
      refer('/runs/0/results/0/analysisTarget'),
      refer('/runs/0/results/2/level'),
      refer('/runs/0/results/9'),
    );
    const found = await violations(log, { level: 'error' });
    expect(found.map(({ pointer }) => pointer)).toEqual([
      '/runs/0/results/2/analysisTarget',
      '/runs/0/results/3/analysisTarget',
    ]);
  });

  it('a missing rule is told once a run, however many results have it', async () => {
    const run = {
      tool: { driver: { name: 'T', rules: [{ id: 'B' }] } },
      results: Array.from({ length: 50 }, () => ({ ruleId: 'A', message: { text: 'a' } })),
    };
    const found = await violations({ version: '2.1.0', runs: [run, run] });
    const missing = found.filter(({ message }) => message.includes('do not hold'));
    expect(missing.map(({ pointer }) => pointer)).toEqual([
      '/runs/0/tool/driver/rules',
      '/runs/1/tool/driver/rules',
    ]);
  });
});
