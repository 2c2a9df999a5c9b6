import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { endColumnPrecedes, endLinePrecedes, hasStart, isProperSuperset } from './region.js';

const number = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const lines = fc
  .record({
    startLine: fc.integer({ min: 1, max: 4 }),
    startColumn: number,
    endLine: number,
    endColumn: number,
  })
  .map((region) => JSON.parse(JSON.stringify(region)) as typeof region)
  .filter((region) => !endLinePrecedes(region) && !endColumnPrecedes(region));

describe('a region', () => {
  it('is never its own context, and never the context of its context', () => {
    fc.assert(fc.property(lines, (region) => !isProperSuperset(region, region)));
    fc.assert(fc.property(lines, lines, (a, b) => !(isProperSuperset(a, b) && isProperSuperset(b, a))));
  });

  it('that holds one that holds another holds that one too', () => {
    fc.assert(
      fc.property(lines, lines, lines, (a, b, c) => {
        fc.pre(isProperSuperset(a, b) && isProperSuperset(b, c));
        return isProperSuperset(a, c);
      }),
    );
  });

  it.each([
    [{ startLine: 1, endLine: 3 }, { startLine: 2 }, true],
    [{ startLine: 2 }, { startLine: 2, startColumn: 2 }, true],
    [{ startLine: 2 }, { startLine: 2 }, false],
    [{ startLine: 2, endLine: 2 }, { startLine: 2, endLine: 3 }, false],
    [{ charOffset: 0, charLength: 9 }, { charOffset: 3, charLength: 9 }, false],
    [{ byteOffset: 0, byteLength: 9 }, { byteOffset: 3, byteLength: 6 }, true],
    [{ byteOffset: 9 }, { startLine: 1 }, true],
  ])('%j around %j: %j', (outer, inner, expected) => {
    expect(isProperSuperset(outer, inner)).toBe(expected);
  });

  it.each([
    [{ startLine: 0 }, false],
    [{ startLine: 1 }, true],
    [{ charOffset: 0 }, true],
    [{ byteOffset: -1 }, false],
    [{}, false],
  ])('%j says where it starts: %j', (region, expected) => {
    expect(hasStart(region)).toBe(expected);
  });
});
