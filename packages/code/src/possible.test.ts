import { describe, expect, it } from 'vitest';

import { isAlways, isLiteral, possibleItems, possibleValues } from './possible.js';
import { showValue } from './show-value.js';
import type { Guard, Value } from './value.js';

const place = { path: 'a.ts', region: { startLine: 1 } };
const text = (value: string): Value => ({ kind: 'literal', value, place });
const env = (name: string, fallback?: Value): Value => ({
  kind: 'env',
  names: [name],
  ...(fallback && { fallback }),
  place,
});
const choice = (...options: [Guard, Value][]): Value => ({
  kind: 'choice',
  options: options.map(([when, value]) => ({ when, value })),
  place,
});
const list = (...items: Value[]): Value => ({ kind: 'list', items, place });
const star = (value: Value) => isLiteral(value, '*');

describe('possibleValues', () => {
  it('leaves development out and keeps the order', () => {
    const value = choice(['development', text('d')], ['production', text('p')], ['always', text('a')]);
    expect(possibleValues(value).map((one) => showValue(one.value))).toEqual(['"p"', '"a"']);
  });

  it('says what a fallback waits for', () => {
    const value = env('A', choice(['always', env('B', text('x'))]));
    expect(possibleValues(value).map((one) => one.unlessSet)).toEqual([[], ['A'], ['A', 'B']]);
  });

  it('ends on a tree of any size', () => {
    let value: Value = text('x');
    for (let depth = 0; depth < 30; depth++) value = choice(['always', value], ['always', value]);
    expect(possibleValues(value).length).toBeLessThanOrEqual(500);
  });
});

describe('possibleItems', () => {
  it('opens lists, also in fallbacks', () => {
    const value = env('A', list(text('x'), env('B', text('y'))));
    expect(
      possibleItems(value).map((one) => [showValue(one.value), one.inList, one.unlessSet.join()]),
    ).toEqual([
      ['env A else ["x", env B else "y"]', false, ''],
      ['"x"', true, 'A'],
      ['env B else "y"', true, 'A'],
      ['"y"', true, 'A,B'],
    ]);
  });
});

describe('isAlways', () => {
  it('is false as soon as something else or something unknown is possible', () => {
    expect(isAlways(text('*'), star)).toBe(true);
    expect(isAlways(choice(['development', text('x')], ['production', text('*')]), star)).toBe(true);
    expect(isAlways(choice(['always', text('x')], ['always', text('*')]), star)).toBe(false);
    expect(isAlways(env('A', text('*')), star)).toBe(false);
    expect(isAlways(undefined, star)).toBe(false);
  });
});
