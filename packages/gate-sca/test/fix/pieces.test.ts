import { describe, expect, it } from 'vitest';

import { loadVersions } from '../../src/findings/versions.js';
import { raisedRange } from '../../src/fix/npm-ranges.js';
import { npmFailure } from '../../src/fix/npm-said.js';
import { closureOf, mergeLock, parseNpmLock, printLike } from '../../src/fix/npm-tree.js';
import { isSafe } from '../../src/fix/wanted.js';

const versions = await loadVersions(['npm', 'PyPI']);

describe('isSafe', () => {
  it.each([
    ['npm', '1.2.5', '1.9.0', true],
    ['npm', '1.2.5', '2.0.0', false],
    ['npm', '0.6.0', '0.6.1', true],
    ['npm', '0.6.0', '0.7.0', false],
    ['npm', '1.2.5', '1.3.0-rc.1', false],
    ['npm', '1.2.5', '1.2.4', false],
    ['npm', '1.2.5', '$(id)', false],
    ['PyPI', '2.28.2', '2.31.0', true],
    ['PyPI', '2.28.2', '3.0', false],
    ['PyPI', '2.28.2', '1!2.31.0', false],
    ['PyPI', '1!2.0', '1!2.1', true],
    ['PyPI', '0.9.1', '0.10', false],
    ['PyPI', '0.9.1', '0.9.2.post1', true],
    ['PyPI', '2.28.2', '2.31.0rc1', false],
    ['PyPI', '2.28.2', '2.31.0 --pre', false],
  ] as const)('%s %s → %s: %s', (ecosystem, version, to, safe) => {
    expect(isSafe({ ecosystem, version }, to, versions.get(ecosystem))).toBe(safe);
  });

  it('says no where the order of versions is not known', () => {
    expect(isSafe({ ecosystem: 'Go', version: '1.0.0' }, '1.0.1', versions.get('Go'))).toBe(false);
  });
});

describe('raisedRange', () => {
  it.each([
    ['^1.2.5', '^1.2.5'],
    ['~1.1.0', '~1.2.6'],
    ['1.2.5', '1.2.6'],
    ['1.2.5 || 2', undefined],
    ['<1.2.6', undefined],
    ['npm:other@1.2.5', undefined],
    ['github:a/b', undefined],
    ['latest', undefined],
    ['', ''],
  ])('%s → %s', (range, raised) => {
    const order = versions.get('npm');
    expect(order && raisedRange(range, '1.2.6', order)).toBe(raised);
  });
});

const lock = (packages: object) =>
  parseNpmLock(JSON.stringify({ lockfileVersion: 3, packages })) ?? { packages: {} };

describe('a lockfile that npm wrote', () => {
  it('keeps the words of what stays, and says what changed', () => {
    const before = lock({
      '': { name: 'app', bin: { app: 'a.js' }, workspaces: ['w/*'], dependencies: { a: '1', __x: '1' } },
      'node_modules/a': { version: '1.0.0', resolved: 'x', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0', resolved: 'x', license: 'MIT' },
      'node_modules/c': { version: '1.0.0', resolved: 'x' },
    });
    const made = lock({
      '': { name: 'app', dependencies: { a: '2', __x: '1' } },
      'node_modules/a': { version: '2.0.0', resolved: 'y' },
      'node_modules/b': { version: '1.0.0', resolved: 'other' },
    });
    const range = { project: '', field: 'dependencies', name: 'a', range: '2' };
    const { lock: merged, changed } = mergeLock(before, made, [range]);
    expect([...changed].sort()).toEqual(['a', 'c']);
    expect(merged.packages).toEqual({
      '': { name: 'app', bin: { app: 'a.js' }, workspaces: ['w/*'], dependencies: { a: '2', __x: '1' } },
      'node_modules/a': { version: '2.0.0', resolved: 'y' },
      'node_modules/b': { version: '1.0.0', resolved: 'x', license: 'MIT' },
    });
    expect([...closureOf('a', [before, made])]).toEqual(['a', 'b']);
  });

  it('takes another integrity of the same version for a change', () => {
    const of = (integrity: string) => lock({ 'node_modules/a': { version: '1.0.0', integrity } });
    expect([...mergeLock(of('sha512-a'), of('sha512-b'), []).changed]).toEqual(['a']);
  });

  it('is written with the white space of before', () => {
    const text = '{\r\n\t"lockfileVersion": 3,\r\n\t"packages": {}\r\n}';
    expect(printLike(lock({}), text)).toBe(text);
    expect(printLike(lock({}), '{"lockfileVersion":3,"packages":{}}\n')).toBe(
      '{"lockfileVersion":3,"packages":{}}\n',
    );
  });

  it.each(['', 'null', '[]', '{', '{"packages":null}', '{"lockfileVersion":1,"dependencies":{}}'])(
    'is none: %s',
    (text) => {
      expect(parseNpmLock(text)).toBeUndefined();
    },
  );
});

describe('what npm says', () => {
  const failure = (exitCode: number, report: string) => npmFailure({ exitCode, stdout: report, stderr: '' });
  const error = (code: string, summary: string) => JSON.stringify({ error: { code, summary, detail: '' } });

  it('is judged by its report', () => {
    expect(failure(0, '{"added":1}')).toBeUndefined();
    expect(failure(1, error('ECONNREFUSED', 'x'))).toMatchObject({ ends: true });
    expect(failure(1, error('E401', 'x'))).toMatchObject({ ends: true });
    expect(failure(1, error('ERESOLVE', 'x'))).toMatchObject({ ends: false });
    expect(failure(0, error('ETARGET', 'x'))).toMatchObject({ ends: false });
    expect(failure(1, '')).toEqual({ reason: 'npm does not do it (it said nothing).', ends: false });
  });

  it('is shown without secrets and escapes, and cut', () => {
    const said = failure(
      1,
      error('E403', `at https://me:hunter2hunter2@host/ \u001b[31m${'x'.repeat(9999)}`),
    );
    expect(said?.reason).not.toContain('hunter2');
    expect(said?.reason).not.toContain('\u001b');
    expect(said?.reason.length).toBeLessThan(500);
  });
});
