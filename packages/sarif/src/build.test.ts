import type { Finding, Rule } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { buildRun, type RunParts } from './build.js';
import { finishRun } from './finish.js';
import { readResults } from './read-result.js';
import { schemaViolations, toLog } from './validate/index.js';

const rule = (id: string): Rule => ({
  id,
  name: 'SomeRule',
  summary: 'Something is wrong.',
  description: 'Sees something.',
  why: 'It matters.',
  remediation: 'Mend it.',
  example: { language: 'ts', before: 'bad()', after: 'good()' },
  severity: 'high',
  precision: 'high',
  cwe: [79, 80],
  references: ['https://cwe.mitre.org/data/definitions/79.html'],
  since: '0.1.0',
});
const finding = (path: string, startLine: number, ruleId = 'demo/b'): Finding => ({
  ruleId,
  message: 'The thing is wrong.',
  at: { path, region: { startLine, startColumn: 1, endLine: startLine, endColumn: 4 } },
});
const parts = (findings: readonly Finding[]): RunParts => ({
  meta: { id: 'demo', title: 'Railgate Demo' },
  target: 'apps/api',
  rules: [rule('demo/b'), rule('demo/a')],
  findings,
  evidence: {
    engines: [{ name: 'demo', version: '1.0.0', canary: 'found' }],
    expected: { files: 1 },
    seen: { files: 1 },
  },
  gaps: [],
});

describe('buildRun', () => {
  it('is valid SARIF, with findings, gaps, fixes and strange names', () => {
    const strange = finding('a b/[x]\n#?.ts', 2);
    const run = buildRun({
      ...parts([
        { ...strange, related: [{ path: 'b.ts', region: { startLine: 1 }, message: 'Here it came in.' }] },
        {
          ...finding('x.ts', 1),
          fix: {
            description: 'Replace it.',
            safe: true,
            edits: [
              { path: 'x.ts', region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 }, text: 'y' },
            ],
          },
        },
      ]),
      gaps: [{ code: 'FILE_UNPARSEABLE', message: 'y.ts does not parse.', path: 'y.ts', line: 3 }],
    });
    finishRun(run, { readText: () => 'one\ntwo\nthree\n', redact: (text) => text });
    expect(schemaViolations(toLog([run]))).toEqual([]);
    expect(run.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  it('keeps rules without results and sorts everything', () => {
    const run = buildRun(parts([finding('b.ts', 2), finding('b.ts', 1), finding('a.ts', 9, 'demo/a')]));
    expect(run.tool.driver.rules?.map(({ id }) => id)).toEqual(['demo/a', 'demo/b']);
    expect(readResults(run).map((result) => [result.path, result.region.startLine, result.rule?.id])).toEqual(
      [
        ['a.ts', 9, 'demo/a'],
        ['b.ts', 1, 'demo/b'],
        ['b.ts', 2, 'demo/b'],
      ],
    );
  });

  it('refuses a finding of a rule that it does not declare', () => {
    expect(() => buildRun(parts([finding('a.ts', 1, 'demo/c')]))).toThrow('demo/c');
  });

  it('gives each severity its level and score', () => {
    const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
    const run = buildRun(parts(severities.map((severity, i) => ({ ...finding('a.ts', i + 1), severity }))));
    expect(run.results?.map(({ level, properties }) => [level, properties?.['security-severity']])).toEqual([
      ['error', '9.5'],
      ['error', '8.0'],
      ['warning', '5.5'],
      ['note', '2.0'],
      ['note', '0.0'],
    ]);
  });
});

describe('subjects', () => {
  const vulnerable = (ruleId: string, advisories: readonly string[]): Finding => ({
    ...finding('package-lock.json', 3, ruleId),
    subject: {
      kind: 'dependency',
      purl: 'pkg:npm/left@1.0.0',
      advisories,
      sources: [
        { engine: 'osv', id: 'GHSA-aaaa-bbbb-cccc', severity: 'high', score: 7.4 },
        { engine: 'npm audit', id: '1', severity: 'high', score: 8.1 },
        { engine: 'other', id: '2', severity: 'low', score: 9.9 },
      ],
    },
  });
  const build = (given: Finding) => buildRun({ ...parts([given]), rules: [rule(given.ruleId)] });

  it('come back as they went, the canonical advisory first', () => {
    const run = build(vulnerable('CVE-2030-1', ['1', 'GHSA-aaaa-bbbb-cccc', 'CVE-2030-1']));
    expect(schemaViolations(toLog([run]))).toEqual([]);
    expect(readResults(run)[0]).toMatchObject({
      advisories: ['CVE-2030-1', 'GHSA-aaaa-bbbb-cccc', '1'],
      purl: 'pkg:npm/left@1.0.0',
      sources: [{ engine: 'osv' }, { engine: 'npm audit' }, { engine: 'other' }],
    });
    const secret = build({ ...finding('.env', 1), subject: { kind: 'secret' } });
    expect(readResults(secret)[0]).toMatchObject({ secret: true });
    expect(readResults(build(finding('a.ts', 1)))[0]).not.toHaveProperty('purl');
  });

  it('give the highest score that says what the severity says', () => {
    const run = build(vulnerable('CVE-2030-1', ['CVE-2030-1']));
    expect(run.results?.[0]?.properties?.['security-severity']).toBe('8.1');
  });

  it('refuse a vulnerability under another name than its canonical id', () => {
    expect(() => build(vulnerable('GHSA-aaaa-bbbb-cccc', ['GHSA-aaaa-bbbb-cccc', 'CVE-2030-1']))).toThrow(
      'CVE-2030-1',
    );
    expect(() => build(vulnerable('sca/malicious', ['MAL-2030-1']))).not.toThrow();
  });

  it('are not believed when a report has them in another form', () => {
    const run = build(vulnerable('CVE-2030-1', ['CVE-2030-1']));
    for (const dependency of [null, [], 'x', { purl: 1 }, { purl: 'pkg:npm/a', advisories: 'CVE' }]) {
      for (const result of run.results ?? []) result.properties = { dependency, sources: [{}, null, 3] };
      expect(readResults(run)[0]).not.toHaveProperty('purl');
    }
  });
});

describe('finishRun', () => {
  const read = (text: string) => ({
    readText: () => text,
    redact: (line: string) => line.replaceAll('hunter2', '***'),
  });
  const identities = (text: string, lines: readonly number[]) =>
    readResults(finishRun(buildRun(parts(lines.map((line) => finding('a.ts', line)))), read(text))).map(
      ({ identity }) => identity,
    );

  it('keeps the identity when lines above come and go', () => {
    expect(identities('new\nnew\nx\nbad()\ny\n', [4])).toEqual(identities('x\nbad()\ny\n', [2]));
  });

  it('tells findings on equal lines apart', () => {
    const [first, second] = identities('x\nbad()\nx\nbad()\nx\n', [2, 4]);
    expect(first).not.toBe(second);
  });

  it('masks secrets in messages and snippets', () => {
    const run = buildRun(parts([{ ...finding('a.ts', 2), message: 'hunter2 is bad.' }]));
    finishRun(run, read('a\nconst p = "hunter2"\nb\n'));
    expect(JSON.stringify(run)).not.toContain('hunter2');
    expect(readResults(run)[0]?.snippet?.text).toContain('***');
  });

  it.each(['.env', 'apps/web/.env.production', 'railway.env'])('shows no value of %s', (path) => {
    const text = '# was s3cret\nA=s3cret\nexport B="s3cret\nmore s3cret"\n\nC: s3cret\n';
    const run = finishRun(buildRun(parts([finding(path, 3)])), read(text));
    const [result] = run.results ?? [];
    const snippet = result?.locations?.[0]?.physicalLocation?.contextRegion?.snippet?.text;
    expect(snippet).toBe('A=***\nexport B=***\n***');
    expect(JSON.stringify(run)).not.toContain('s3cret');
  });

  it('works without the file', () => {
    const run = finishRun(buildRun(parts([finding('gone.ts', 7)])), {
      readText: () => undefined,
      redact: (text) => text,
    });
    expect(run.results?.[0]?.partialFingerprints?.['railgateId/v1']).toMatch(/^[0-9a-f]{32}:1$/);
    expect(schemaViolations(toLog([run]))).toEqual([]);
  });

  it('cuts the endless lines of minified code', () => {
    const run = finishRun(buildRun(parts([finding('a.ts', 2)])), read(`a\n${'x'.repeat(100_000)}\nb\n`));
    expect(readResults(run)[0]?.snippet?.text.length).toBeLessThan(300);
  });
});

describe('schemaViolations', () => {
  it('names the place', () => {
    expect(schemaViolations({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toEqual([
      "/runs/0/tool/driver must have required property 'name'",
    ]);
  });

  it('drops a fix that repeats a secret: neither the secret nor its mask must be written', () => {
    const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 };
    const withFix = (path: string, text: string): Finding => ({
      ...finding(path, 1),
      fix: { description: 'Replace it.', safe: true, edits: [{ path, region, text }] },
    });
    const run = buildRun(parts([withFix('x.ts', 'hidden'), withFix('y.ts', 'shown')]));
    finishRun(run, { readText: () => 'one\n', redact: (text) => text.replace('hidden', '[redacted]') });
    expect(run.results?.map(({ fixes, properties }) => [fixes?.length, properties?.['fixSafe']])).toEqual([
      [undefined, undefined],
      [1, true],
    ]);
  });
});
