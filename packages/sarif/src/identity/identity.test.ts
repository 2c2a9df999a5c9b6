import type { Finding, Region, Rule } from '@railgate/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { buildRun } from '../build.js';
import { finishRun } from '../finish.js';
import { readResults } from '../read-result.js';
import { isIdentity, parseIdentity } from './form.js';
import { identifyForeign } from './foreign.js';
import { ordinalsOf } from './ordinals.js';

const rule = (id: string): Rule => ({
  id,
  name: 'SomeRule',
  summary: 's',
  description: 'd',
  why: 'w',
  remediation: 'r',
  severity: 'high',
  precision: 'high',
  cwe: [],
  references: [],
  since: '0.1.0',
});
const at = (path: string, region: Region, more: Partial<Finding> = {}): Finding => ({
  ruleId: 'demo/a',
  message: 'It is wrong.',
  at: { path, region },
  ...more,
});
const on = (line: number, path = 'a.ts'): Finding => at(path, { startLine: line });
const redact = (text: string) => text.replaceAll('hunter2', '***');

function finish(findings: readonly Finding[], text: string | undefined) {
  const ids = new Set(findings.map(({ ruleId }) => ruleId));
  const run = buildRun({
    meta: { id: 'demo', title: 'Railgate Demo' },
    target: 'root',
    rules: [...ids].map(rule),
    findings,
    evidence: { engines: [], expected: {}, seen: {} },
    gaps: [],
  });
  return finishRun(run, { readText: () => text, redact });
}
const ids = (findings: readonly Finding[], text: string | undefined) =>
  readResults(finish(findings, text)).map(({ identity }) => identity);
const hashes = (findings: readonly Finding[], text: string | undefined) =>
  ids(findings, text).map((identity) => parseIdentity(identity)?.hash);
const lineHashesOf = (findings: readonly Finding[], text: string | undefined) =>
  readResults(finish(findings, text)).map(
    ({ result }) => result.partialFingerprints?.['primaryLocationLineHash'],
  );

describe('a finding about a file as such', () => {
  const file = (message: string) => at('a.ts', { startLine: 1 }, { message, subject: { kind: 'file' } });

  it('keeps identity and line hash whatever stands on the first line', () => {
    const findings = [file('In 8 days.')];
    const later = [file('In 7 days.')];
    expect(ids(later, '// new\nFROM node:24\n')).toEqual(ids(findings, 'FROM node:22\n'));
    expect(lineHashesOf(later, '')).toEqual(lineHashesOf(findings, 'FROM node:22\n'));
    expect(lineHashesOf(findings, 'x')).toEqual([expect.stringMatching(/^[0-9a-f]{64}:1$/)]);
  });

  it('is another one than a finding on that line, and than its twin', () => {
    expect(new Set(ids([file('a'), file('b'), on(1)], 'x'))).toHaveProperty('size', 3);
  });
});

describe('isIdentity', () => {
  it.each([`${'0a'.repeat(16)}:1`, `${'f'.repeat(32)}:120`])('takes %s', (text) => {
    expect(isIdentity(text)).toBe(true);
  });
  it.each([
    undefined,
    7,
    '',
    'f'.repeat(32),
    `${'F'.repeat(32)}:1`,
    `${'f'.repeat(32)}:0`,
    `${'f'.repeat(32)}:1\n`,
  ])('refuses %j', (text) => {
    expect(isIdentity(text)).toBe(false);
  });
});

describe('ordinalsOf', () => {
  it('does not go by the order of the input', () => {
    const placed = fc.record({
      hash: fc.constantFrom('a', 'b'),
      path: fc.constantFrom('x', 'y'),
      line: fc.option(fc.nat(2), { nil: undefined }),
      column: fc.option(fc.nat(2), { nil: undefined }),
      tie: fc.uuid(),
    });
    const lists = fc
      .array(placed)
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(lists, ([list, shuffled]) => {
        const named = (given: typeof list) => ordinalsOf(given).map((n, i) => `${given[i]?.tie} ${n}`);
        expect(named(shuffled).sort()).toEqual(named(list).sort());
      }),
    );
  });

  it('goes by file, line, column, then the text', () => {
    const at = (path: string, line: number, column: number, tie = '') => ({
      hash: 'h',
      path,
      line,
      column,
      tie,
    });
    const results = [at('b', 1, 1), at('a', 10, 1), at('a', 2, 9), at('a', 2, 3, 'q'), at('a', 2, 3, 'p')];
    expect(ordinalsOf(results)).toEqual([5, 4, 3, 2, 1]);
  });
});

describe('code and configuration', () => {
  const lines = ['function f() {', '  bad();', '}', 'function g() {', '  good();', '  bad();', '}'];
  const text = lines.join('\n');

  it('does not go by white space, wherever it is added', () => {
    const space = fc.constantFrom('', ' ', '\t', '    ');
    const edits = fc.array(fc.tuple(space, space, fc.nat(2)), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(edits, fc.constantFrom('\n', '\r\n', '\r'), (changes, end) => {
        const edited: string[] = [];
        const flagged: number[] = [];
        lines.forEach((line, i) => {
          const [before, after, blank] = changes[i] ?? ['', '', 0];
          for (let n = 0; n < blank; n++) edited.push('');
          edited.push(before + line.trim() + after);
          if (line.includes('bad')) flagged.push(edited.length);
        });
        expect(
          ids(
            flagged.map((line) => on(line)),
            edited.join(end),
          ),
        ).toEqual(ids([on(2), on(6)], text));
      }),
    );
  });

  it('does not go by the neighbours of a line that is the only one of its kind', () => {
    expect(ids([on(2)], 'x\nbad()\ny')).toEqual(ids([on(3)], 'other\nnew\nbad()\nchanged'));
  });

  it('does not pass from a finding to a new twin above it', () => {
    const [before = ''] = ids([on(2)], 'x\nbad()\n');
    expect(ids([on(2), on(4)], 'new\nbad()\nx\nbad()\n')).not.toContain(before);
  });

  it('tells twins apart by the line above, then by their order', () => {
    const twins = 'a\nbad()\nb\nbad()\nb\nbad()\n';
    const [first, second, third] = ids([on(2), on(4), on(6)], twins);
    expect(parseIdentity(first ?? '')?.hash).not.toBe(parseIdentity(second ?? '')?.hash);
    expect(parseIdentity(second ?? '')).toMatchObject({ ordinal: 1 });
    expect(parseIdentity(third ?? '')).toEqual({ hash: parseIdentity(second ?? '')?.hash, ordinal: 2 });
  });

  it('tells rules, files and lines apart', () => {
    const findings = [on(1), on(1, 'b.ts'), at('a.ts', { startLine: 1 }, { ruleId: 'demo/b' }), on(2)];
    expect(new Set(hashes(findings, 'one\ntwo')).size).toBe(4);
  });

  it('gives equal results of one place ordinals, in any order of the input', () => {
    const findings = ['p', 'q', 'r'].map((message) => at('a.ts', { startLine: 1 }, { message }));
    const named = (given: Finding[]) =>
      Object.fromEntries(readResults(finish(given, 'x')).map(({ message, identity }) => [message, identity]));
    expect(named(findings.toReversed())).toEqual(named(findings));
    expect(ids(findings, 'x').map((id) => parseIdentity(id)?.ordinal)).toEqual([1, 2, 3]);
  });

  it('goes by the beginning of a long region only', () => {
    const region = { startLine: 1, endLine: 50 };
    const body = (last: string) => ['f() {', 'a', 'b', ...Array<string>(46).fill('x'), last].join('\n');
    expect(ids([at('a.ts', region)], body('1'))).toEqual(ids([at('a.ts', region)], body('2')));
  });

  it('goes by what is around it in a line without end', () => {
    const line = (far: string) => `${'x'.repeat(5000)}bad()${'y'.repeat(5000)}${far}`;
    const region = { startLine: 1, startColumn: 5001, endLine: 1, endColumn: 5006 };
    expect(ids([at('a.js', region)], line('1'))).toEqual(ids([at('a.js', region)], line('2')));
    expect(ids([at('a.js', region)], line('1'))).not.toEqual(
      ids([at('a.js', { ...region, startColumn: 1, endColumn: 5 })], line('1')),
    );
  });

  it('is no way to try passwords', () => {
    expect(ids([on(1)], 'const p = "hunter2"')).toEqual(ids([on(1)], 'const p = "***"'));
  });
});

describe('secrets', () => {
  const secret = (line: number, start: number, end: number, path = 'settings.ini'): Finding =>
    at(
      path,
      { startLine: line, startColumn: start, endLine: line, endColumn: end },
      { subject: { kind: 'secret' } },
    );
  const env = (value: string, above = '') => `${above}TOKEN=${value} # of the shop\n`;

  it('move with the value, and with nothing else', () => {
    const [id] = ids([secret(1, 7, 12)], env('aaaaa'));
    expect(ids([secret(1, 7, 12)], env('aaaab'))).not.toContain(id);
    expect(ids([secret(3, 7, 12)], env('aaaaa', 'A=1\nB=2\n'))).toEqual([id]);
    expect(ids([secret(1, 7, 12, 'b.env')], env('aaaaa'))).not.toContain(id);
  });

  it('are nowhere in the run', () => {
    const first = 'Zq9'.repeat(6);
    const second = 'Yk7'.repeat(6);
    const text = `one\nA=${first};B=${second}\n-----\n${first}\n${second}\n-----\nlast\n`;
    const run = finish(
      [
        secret(2, 3, 21),
        secret(2, 24, 42),
        at(
          'settings.ini',
          { startLine: 4, startColumn: 1, endLine: 5, endColumn: 19 },
          { subject: { kind: 'secret' } },
        ),
        at('settings.ini', { startLine: 1 }),
        at('settings.ini', { startLine: 6 }),
      ],
      text,
    );
    expect(JSON.stringify(run)).not.toMatch(/(?:Zq9|Yk7)/);
    expect(JSON.stringify(run)).toContain('A=[redacted];B=[redacted]');
  });

  it('do not enter the hash that GitHub reads: 64 linear bits would give them away', () => {
    const findings = [secret(1, 7, 12), at('settings.ini', { startLine: 1 })];
    expect(lineHashesOf(findings, env('aaaaa'))).toEqual(lineHashesOf(findings, env('bbbbb')));
    const [, code] = lineHashesOf(
      [at('settings.ini', { startLine: 1 }), at('.env', { startLine: 1 })],
      env('aaaaa'),
    );
    expect(code).not.toBe(lineHashesOf(findings, env('aaaaa'))[1]);
  });

  it('of one line do not depend on each other', () => {
    const both = [secret(1, 3, 8), secret(1, 11, 16)];
    expect(ids(both, 'A=aaaaa;B=bbbbb')[0]).toBe(ids(both, 'A=aaaaa;B=ccccc')[0]);
  });

  it('that overlap are masked as one', () => {
    const run = finish([secret(2, 1, 6), secret(2, 3, 9), secret(2, 2, 4)], 'x\nabcdefgh tail\ny');
    expect(readResults(run)[0]?.snippet?.text).toBe('x\n[redacted] tail\ny');
    const nested = finish([secret(2, 1, 9), secret(2, 3, 5)], 'x\nabcdefgh tail\ny');
    expect(readResults(nested)[0]?.snippet?.text).toBe('x\n[redacted] tail\ny');
  });

  it('survive regions that lie', () => {
    const regions: Region[] = [
      { startLine: 9, startColumn: 1, endLine: 9, endColumn: 4 },
      { startLine: 1, startColumn: 90, endLine: 1, endColumn: 99 },
      { startLine: 1, startColumn: 5, endLine: 1, endColumn: 2 },
      { startLine: 1, endLine: 1_000_000_000 },
    ];
    for (const region of regions) {
      const finding = at('settings.ini', region, { subject: { kind: 'secret' } });
      expect(isIdentity(ids([finding], 'a=b\n')[0])).toBe(true);
      expect(isIdentity(ids([finding], undefined)[0])).toBe(true);
    }
  });
});

describe('packages', () => {
  const vulnerable = (
    purl: string,
    more: { path?: string; image?: string; line?: number; advisories?: string[] } = {},
  ) => {
    const { path = 'package-lock.json', image, line = 1, advisories = ['CVE-2030-1'] } = more;
    return at(
      path,
      { startLine: line },
      {
        ruleId: 'CVE-2030-1',
        subject: { kind: 'dependency', purl, advisories, ...(image !== undefined && { image }) },
      },
    );
  };
  const id = (...given: Parameters<typeof vulnerable>) => ids([vulnerable(...given)], 'text')[0];

  it.each<[string, Parameters<typeof vulnerable>, Parameters<typeof vulnerable>]>([
    ['the version', ['pkg:npm/a@1.0.0'], ['pkg:npm/a@2.0.0']],
    ['the line', ['pkg:npm/a@1'], ['pkg:npm/a@1', { line: 900 }]],
    ['the aliases', ['pkg:npm/a@1'], ['pkg:npm/a@1', { advisories: ['GHSA-aaaa-bbbb-cccc', 'cve-2030-1'] }]],
    [
      'the build',
      ['pkg:deb/debian/a@1?arch=amd64&distro=debian-12'],
      ['pkg:deb/debian/a@1?arch=arm64&distro=debian-13'],
    ],
    ['how a scope is written', ['pkg:npm/%40s/a@1'], ['pkg:npm/@s/a@1']],
    ['how Python spells it', ['pkg:pypi/Zope.Interface@1'], ['pkg:pypi/zope_interface@1']],
    [
      'the tag of the image, and the file in it',
      ['pkg:apk/alpine/a@1', { image: 'shop/api:1', path: 'lib/1' }],
      ['pkg:apk/alpine/a@1', { image: 'shop/api@sha256:00', path: 'lib/2' }],
    ],
  ])('do not go by %s', (_, before, after) => {
    expect(id(...after)).toBe(id(...before));
  });

  it.each<[string, Parameters<typeof vulnerable>]>([
    ['name', ['pkg:npm/b@1']],
    ['namespace', ['pkg:npm/%40s/a@1']],
    ['type', ['pkg:pypi/a@1']],
    ['registry', ['pkg:npm/a@1?repository_url=npm.example.org']],
    ['manifest', ['pkg:npm/a@1', { path: 'apps/web/package-lock.json' }]],
    ['image', ['pkg:npm/a@1', { image: 'shop/api' }]],
    ['vulnerability', ['pkg:npm/a@1', { advisories: ['CVE-2030-2'] }]],
  ])('go by the %s', (_, other) => {
    expect(id(...other)).not.toBe(id('pkg:npm/a@1'));
  });

  it('tell two versions in one lockfile apart by their order', () => {
    const two = [vulnerable('pkg:npm/a@2', { line: 9 }), vulnerable('pkg:npm/a@1', { line: 2 })];
    expect(ids(two, 'x').map((identity) => parseIdentity(identity)?.ordinal)).toEqual([1, 2]);
  });

  it('give GitHub a hash that survives an update which mends nothing', () => {
    const [before] = lineHashesOf([vulnerable('pkg:npm/a@1.0.0')], '"a": "1.0.0"');
    expect(before).toMatch(/^[0-9a-f]{64}:1$/);
    expect(lineHashesOf([vulnerable('pkg:npm/a@1.1.0', { line: 2 })], '\n"a": "1.1.0"')).toEqual([before]);
  });

  it('have the same identity when the report is read as a foreign one', () => {
    const run = finish([vulnerable('pkg:npm/a@1', { path: 'a b/package-lock.json' })], 'text');
    const [result] = run.results ?? [];
    expect(result && identifyForeign(result, run)).toBe(
      parseIdentity(readResults(run)[0]?.identity ?? '')?.hash,
    );
  });
});
