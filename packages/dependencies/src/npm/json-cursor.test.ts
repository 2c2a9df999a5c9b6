import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Malformed, type Cursor } from './cursor.js';
import { JsonCursor } from './json-cursor.js';

/** Everything that a cursor gives, as text. */
function plain(cursor: Cursor): unknown {
  const kind = cursor.peek();
  if (kind === 'scalar') return cursor.text() ?? null;
  if (kind === 'list') {
    const items: unknown[] = [];
    cursor.list(() => items.push(plain(cursor)));
    return items;
  }
  const entries: [string, unknown][] = [];
  cursor.map((key) => entries.push([key, plain(cursor)]));
  return Object.fromEntries(entries);
}

function read(text: string, lenient = false): unknown {
  const cursor = new JsonCursor(text, lenient);
  const value = plain(cursor);
  cursor.end();
  return value;
}

function problem(text: string, lenient = false): string {
  try {
    read(text, lenient);
    return 'none';
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return `${error.line}: ${error.message}`;
  }
}

const texts = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'number' || typeof each === 'boolean' ? JSON.stringify(each) : each,
  ) as unknown;

describe('JsonCursor', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual(texts(JSON.parse(text)));
      }),
    );
  });

  it('sees each truncation', () => {
    const text = JSON.stringify({ a: [1, { b: 'c\\"d' }, null], e: true }, null, 2);
    for (let end = 1; end < text.length; end++)
      expect(problem(text.slice(0, end))).toMatch(/truncated|Expected/);
  });

  it('skips what is not asked for, and knows the lines', () => {
    const cursor = new JsonCursor('{\r\n "a": {"x": [1, "}"]},\r\n\r\n "b": 1,\n "c": "d" }');
    const seen: unknown[] = [];
    cursor.map((key, line) => seen.push([key, line, key === 'c' ? cursor.text() : undefined]));
    cursor.end();
    expect(seen).toEqual([['a', 2, undefined], ['b', 4, undefined], ['c', 5, 'd']]); // prettier-ignore
  });

  it.each([
    ['a comment', '{ // no\n }', '1: Expected a key in double quotes or `}`.'],
    ['a trailing comma', '{"a":1,\n}', '2: Expected a value after the comma.'],
    ['a missing comma', '{"a":1\n"b":2}', '2: Expected `,` or `}`.'],
    ['a conflict marker', '{\n<<<<<<< HEAD\n}', '2: Expected a key in double quotes or `}`.'],
    ['more after the end', '{}\n{}', '2: Expected the end of the file after the value.'],
    [
      'a control character in a string',
      '"a\u0001"',
      '1: Expected `"`: the string that begins here has no end.',
    ],
    ['an unknown escape', '"\\q"', '1: A string holds a backslash that begins no valid escape.'],
    ['nothing', '', '1: It ends in the middle: expected a value. It is probably truncated.'],
    [
      '100,000 levels',
      '['.repeat(100_000),
      '1: It is nested more than 256 levels deep, which no package manager writes.',
    ],
    [
      '100,000 levels of objects',
      '{"a":'.repeat(100_000),
      '1: It is nested more than 256 levels deep, which no package manager writes.',
    ],
  ])('refuses %s', (_, text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('reads the comments and trailing commas of bun', () => {
    expect(read('// a\n{ /* b\n */ "a": [1, 2,], // c\n "b": {"c": 1,},\n}', true)).toEqual({
      a: ['1', '2'],
      b: { c: '1' },
    });
    expect(problem('{ /* \n', true)).toBe('1: Expected `*/`: the comment that begins here has no end.');
    expect(problem('{} /', true)).toBe('1: Expected a value.');
  });

  it('keeps `__proto__` as a name like any other', () => {
    const keys: string[] = [];
    new JsonCursor('{"__proto__": {"polluted": 1}}').map((key) => keys.push(key));
    expect(keys).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
