import { describe, expect, it } from 'vitest';

import { isDeeplyNested } from './nesting.js';

describe('isDeeplyNested', () => {
  it.each([
    ['a long flat text', 'key: [a, {b: c}]\n'.repeat(10_000)],
    ['many brackets one after the other', '[]{}'.repeat(10_000)],
    ['a long line', `a: ${'- '.repeat(500)}`],
    ['more closing than opening', `${']'.repeat(100)}${'[]'.repeat(100)}`],
    ['what people write', '{"gates": {"lint": {"x": [[1], {"y": []}]}}}'],
  ])('ok: %s', (_, text) => {
    expect(isDeeplyNested(text)).toBe(false);
  });

  it.each([
    ['flow lists', '['.repeat(65)],
    ['flow mappings', '{"a":'.repeat(65)],
    ['both in turn', '[{a: '.repeat(33)],
    ['lists on one line', `x:\n${'- '.repeat(81)}`],
    ['keys on one line', '? '.repeat(81)],
    ['values on one line', '- ? : '.repeat(30)],
    ['lists with tabs', '-\t'.repeat(81)],
    ['indentation', `a:\r${' '.repeat(161)}b: c`],
  ])('ng: %s', (_, text) => {
    expect(isDeeplyNested(text)).toBe(true);
  });
});
