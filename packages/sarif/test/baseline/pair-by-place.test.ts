import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pairByPlace } from '../../src/baseline/pair-by-place.js';

function pairs(base: readonly number[], head: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  const places = (lines: readonly number[]) => lines.map((line) => ({ line, column: 1 }));
  pairByPlace(places(base), places(head), (a, b) => found.push([a.line, b.line]));
  return found.sort(([a], [b]) => a - b);
}

describe('pairByPlace', () => {
  it.each<[string, number[], number[], [number, number][]]>([
    ['equal lines', [10, 20], [10, 20, 30], [[10, 10], [20, 20]]], // prettier-ignore
    ['a shift', [10, 15, 20], [15, 20, 25], [[10, 15], [15, 20], [20, 25]]], // prettier-ignore
    ['a shift with one more in front', [10, 40, 70], [3, 15, 45, 75], [[10, 15], [40, 45], [70, 75]]], // prettier-ignore
    ['the shift, where something else is nearer', [10, 20, 30], [11, 18, 28, 38], [[10, 18], [20, 28], [30, 38]]], // prettier-ignore
    ['two shifts', [10, 20, 100, 200], [11, 21, 105, 205], [[10, 11], [20, 21], [100, 105], [200, 205]]], // prettier-ignore
    ['the nearest, without a shift', [100], [5, 101], [[100, 101]]],
    ['the nearest on the shorter side', [5, 101], [100], [[101, 100]]],
    ['order, where the nearest would leave none for the rest', [100, 101], [99, 500], [[100, 99], [101, 500]]], // prettier-ignore
    ['nothing', [], [1], []],
  ])('goes by %s', (_what, base, head, expected) => {
    expect(pairs(base, head)).toEqual(expected);
  });

  it('pairs as many as the shorter list has, each once', () => {
    const lines = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const sort = (list: number[]) => [...list].sort((x, y) => x - y);
        const base = sort(a).map((line, id) => ({ line, column: 1, id }));
        const head = sort(b).map((line, id) => ({ line, column: 1, id }));
        const used: [number, number][] = [];
        pairByPlace(base, head, (x, y) => used.push([x.id, y.id]));
        const few = Math.min(a.length, b.length);
        expect(used).toHaveLength(few);
        expect(new Set(used.map(([x]) => x)).size).toBe(few);
        expect(new Set(used.map(([, y]) => y)).size).toBe(few);
      }),
    );
  });
});
