import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';

import { UsageError } from '@railgate/contract';

import { globMatcher } from './glob.js';

const match = (pattern: string, path: string) => globMatcher([pattern])(path);

describe('ok: what a glob matches', () => {
  it.each([
    ['**', 'a/.b/c'],
    ['**/*.ts', 'a.ts'],
    ['**/*.ts', 'a/b/.c.ts'],
    ['a/**/d', 'a/d'],
    ['a/**/d', 'a/b/c/d'],
    ['a/**', 'a/b'],
    ['vendor/', 'vendor/a/b.js'],
    ['./vendor/', 'vendor/a'],
    ['/a.js', 'a.js'],
    ['*', '.env'],
    ['a?c', 'abc'],
    ['a?c', 'a😀c'],
    ['[a-c]x', 'bx'],
    ['[!a-c]x', 'dx'],
    ['[^a-c]x', 'dx'],
    ['[]a]x', ']x'],
    ['[a-]x', '-x'],
    ['*.{js,ts}', 'a.ts'],
    ['{a,b{c,d}}/x', 'bd/x'],
    ['{,a}b', 'b'],
    ['{a}', '{a}'],
    ['a{b', 'a{b'],
    ['[a', '[a'],
    ['app/(auth)/**', 'app/(auth)/page.tsx'],
    ['\\*', '*'],
    ['\\{a,b\\}', '{a,b}'],
    ['a\nb/*', 'a\nb/c'],
    ['**/a/**/b', 'x/a/a/y/b'],
    ['a**b', 'axxb'],
  ])('%j matches %j', (pattern, path) => {
    expect(match(pattern, path)).toBe(true);
  });
});

describe('ng: what it does not match', () => {
  it.each([
    ['*', 'a/b'],
    ['*.js', 'a/b.js'],
    ['a', 'a/b'],
    ['vendor/', 'vendor'],
    ['vendor/', 'a/vendor/b'],
    ['a?c', 'ac'],
    ['a?c', 'a/c'],
    ['[!a]', 'a'],
    ['[z-a]', 'm'],
    ['\\*', 'a'],
    ['!a', 'b'],
    ['a/**/d', 'a/b/c'],
    ['a+', 'aa'],
  ])('%j does not match %j', (pattern, path) => {
    expect(match(pattern, path)).toBe(false);
  });

  it('matches nothing without patterns', () => {
    expect(globMatcher([])('a')).toBe(false);
  });
});

describe('broken: patterns that nobody needs', () => {
  it.each([
    ['an empty one', ['']],
    ['one that is too long', ['a'.repeat(513)]],
    ['one that expands too far', ['{a,b}'.repeat(20)]],
    ['nested braces that expand too far', [`${'{a,b,{c,d}{e,f}'.repeat(12)}${'}'.repeat(12)}`.repeat(2)]],
    ['many that expand too far together', Array.from({ length: 400 }, () => '{a,b,c}')],
  ])('refuses %s', (_, patterns) => {
    expect(() => globMatcher(patterns)).toThrow(UsageError);
  });

  /** Each of these takes a backtracking matcher longer than the tests may run. */
  it.each([
    [`${'*a'.repeat(200)}b`, 'a'.repeat(4000)],
    [`${'**/*a*/'.repeat(60)}b`, `${'a/'.repeat(2000)}c`],
    [`${'?*'.repeat(200)}b`, 'a'.repeat(4000)],
    [`${'[a-z]*'.repeat(80)}B`, 'a'.repeat(4000)],
  ])('answers at once for %s, on a long path', (pattern, path) => {
    expect(match(pattern, path)).toBe(false);
  });
});

describe('against the usual library', () => {
  const segment = fc.stringMatching(/^[abc]{1,4}$/);
  const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
  /** No negated sets: the library lets them match a slash. No dots: its `*.*` wants something behind the dot. */
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', '*', '?') },
    fc.constantFrom('[ab]', '[a-b]', '{a,b}', '{a,?}'),
  );
  const globSegment = fc.oneof(
    { weight: 3, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')) },
    fc.constant('**'),
  );
  /** Behind a wildcard the library's `/**` wants a folder, behind a name it does not. Ours never does. */
  const pattern = fc
    .array(globSegment, { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'))
    .filter((text) => !text.includes('**') || !/\*\*[^/]|[^/]\*\*/.test(text))
    .filter((text) => !text.endsWith('/**'));

  it('agrees on simple patterns', () => {
    let matches = 0;
    const agrees = fc.property(pattern, path, (glob, name) => {
      const expected = picomatch(glob, { dot: true, nonegate: true })(name);
      if (expected) matches++;
      expect(match(glob, name)).toBe(expected);
    });
    fc.assert(agrees, { numRuns: 10_000, seed: 7 });
    expect(matches).toBeGreaterThan(500);
  });
});
