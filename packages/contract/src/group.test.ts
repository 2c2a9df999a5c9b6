import { describe, expect, it } from 'vitest';

import { addTo, groupBy } from './group.js';

describe('groupBy', () => {
  it('groups in the order of the first of each, and keeps the order within', () => {
    const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], (word) => word[0]);
    expect([...groups]).toEqual([
      ['p', ['pear', 'plum']],
      ['a', ['apple', 'avocado']],
    ]);
  });

  it('has no group where there is no value', () => {
    expect(groupBy([], String).size).toBe(0);
  });

  it('asks for the key of a value once', () => {
    const asked: number[] = [];
    groupBy([1, 2, 3].values(), (value) => asked.push(value));
    expect(asked).toEqual([1, 2, 3]);
  });
});

describe('addTo', () => {
  it('starts a list, and goes on with it', () => {
    const lists = new Map<string, number[]>();
    addTo(lists, 'a', 1);
    addTo(lists, 'b', 2);
    addTo(lists, 'a', 3);
    expect(lists).toEqual(
      new Map([
        ['a', [1, 3]],
        ['b', [2]],
      ]),
    );
  });
});
