import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { describe, expect, it } from 'vitest';

import { itemsOf, tableOf, type DataValue } from './node.js';
import { ReadError } from './read-error.js';
import { readToml } from './toml.js';

/** Names with a sign before them, so that `__proto__` is a name like any other here too. */
function plain(value: DataValue): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, node]) => [`$${key}`, plain(node.value)]));
  if (Array.isArray(value)) return value.map((node: { value: DataValue }) => plain(node.value));
  return typeof value === 'number' ? String(value) : value;
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`$${key}`, plainOf(inner)]));
  return typeof value === 'number' || typeof value === 'bigint' ? String(Number(value)) : value;
}

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    return error instanceof RangeError || error instanceof TypeError ? error : 'refused';
  }
}

function compare(text: string): void {
  const ours = outcome(() => plain(readToml(text)));
  expect(ours).toEqual(outcome(() => plainOf(getStaticTOMLValue(parseTOML(text, { tomlVersion: '1.1' })))));
}

const WORDS = [
  '[', ']', '[[', ']]', '=', '.', ',', '{', '}', '#', '"', "'", '"""', "'''", '\n', '\r\n', ' ', '\t', '\\', '\\n',
  '\\u00e9', '\\x41', '\\e', '\\q', 'a', 'b', 'a.b', '"a b"', '1', '-0', '0x1F', '0o7', '0b1', '1_000', '1__0', '01',
  '1.5', '1e3', '.5', '+inf', 'nan', 'true', 'True', '[a]', '[a.b]', '[[a]]', '[[a.b]]', 'a = 1\n', 'a.b = 1\n',
  'b = {a = 1}\n', 'b = []\n', '\u0001', 'é', '\u{1f600}',
]; // prettier-ignore

describe('readToml', () => {
  it('says what the library says of anything made of the words of TOML', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }), (words) => {
        compare(words.join(''));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['dotted keys', 'a.b.c = 1\na.b.d = 2\n[x]\ny.z = 1\n[x.w]\nv = 1\n'],
    ['a table after its child', '[a.b]\nc = 1\n[a]\nd = 2\n'],
    ['a table twice', '[a]\n[b]\n[a]\n'],
    ['a table over dotted keys', '[a]\nb.c = 1\n[a.b]\nd = 1\n'],
    ['a table over a list', '[[a]]\n[a]\n'],
    ['a list over a table', '[a]\n[[a]]\n'],
    ['a list over a plain list', 'a = []\n[[a]]\n'],
    ['below the last of a list', '[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\n[a.c]\ne = 1\n'],
    ['an inline table that is added to', 'a = {b.c = 1}\n[a.b]\nd = 1\n'],
    ['strings of several lines', 'a = """\none \\\n   two\n""""\nb = \'\'\'\nraw \\n\n\'\'\'\n'],
    ['a key that stands twice', 'a = 1\na = 2\n'],
  ])('agrees with the library: %s', (_, text) => {
    compare(text);
  });

  it('keeps a table that is called as the prototype of objects, which the library loses', () => {
    expect(plain(readToml('[__proto__]\nconstructor = 1\n'))).toEqual({ $__proto__: { $constructor: '1' } });
  });

  it('knows the line of keys, items and headers', () => {
    const root = readToml('a = [\n  1,\n  2,\n]\n\n[[package]]\nname = """\nx"""\nb = { c = 1 }\n');
    const [first] = itemsOf(root.get('package'));
    expect(itemsOf(root.get('a')).map(({ line }) => line)).toEqual([2, 3]);
    expect([root.get('package')?.line, first?.line]).toEqual([6, 6]);
    expect([...tableOf(first)].map(([key, { line }]) => [key, line])).toEqual([
      ['name', 7],
      ['b', 9],
    ]);
  });

  it.each([
    ['lists', `a = ${'['.repeat(1_000_000)}`],
    ['keys', `[${'a.'.repeat(1_000_000)}a]`],
    ['tables', `a = ${'{b='.repeat(1_000_000)}`],
  ])('refuses %s that are nested without end', (_, text) => {
    expect(() => readToml(text)).toThrow(ReadError);
  });

  it('names the line of what is wrong', () => {
    expect(() => readToml('a = 1\n\nb = \n')).toThrow(expect.objectContaining({ line: 3 }) as Error);
    expect(() => readToml('a = 1\n[[x]]\nb = "c')).toThrow(/no end on its line/);
    expect(() => readToml('a = [\n1,\n')).toThrow('is not valid TOML: it ends in the middle.');
  });
});
