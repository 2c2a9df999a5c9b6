import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readJson } from './json.js';
import type { DataValue } from './node.js';

function plain(value: DataValue): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, node]) => [`$${key}`, plain(node.value)]));
  return Array.isArray(value) ? value.map((node: { value: DataValue }) => plain(node.value)) : value;
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`$${key}`, named(inner)]));
}

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch {
    return 'refused';
  }
}

const WORDS = ['{', '}', '[', ']', ',', ':', '"a"', '"__proto__"', '"\\u00e9"', '"\\q"', '"', '\n', ' ', '1', '-0', '01', '1.5e3', '.5', 'true', 'null', 'nul', '\u0001']; // prettier-ignore

describe('readJson', () => {
  it('says what JSON.parse says', () => {
    const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((found) => found.join(''));
    fc.assert(
      fc.property(fc.oneof(words, fc.json()), (text) => {
        const ours = outcome(() => plain(readJson(text).root.value));
        expect(ours).toEqual(outcome(() => named(JSON.parse(text))));
      }),
      { numRuns: 3000 },
    );
  });

  it('knows lines and keys that stand twice', () => {
    const { root, duplicates } = readJson('{\n "a": 1,\n "b": [\n  2,\n  3\n ],\n "a": 4\n}');
    const table = root.value as Map<string, { line: number; value: readonly { line: number }[] | number }>;
    expect(duplicates).toEqual([2]);
    expect(table.get('a')).toEqual({ line: 7, value: 4 });
    expect((table.get('b')?.value as readonly { line: number }[]).map(({ line }) => line)).toEqual([4, 5]);
  });

  it.each([
    ['{"a": [1,', 1, 'it ends in the middle'],
    ['{\n"a" 1}', 2, '`:` is expected'],
    ['['.repeat(100_000), 1, 'more than 64 levels'],
    ['{} x', 1, 'something follows'],
  ])('refuses %s', (text, line, message) => {
    expect(() => readJson(text)).toThrow(expect.objectContaining({ line }) as Error);
    expect(() => readJson(text)).toThrow(message);
  });
});
