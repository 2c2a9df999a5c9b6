import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyEdits } from './apply-edits.js';
import { TextPosition } from './text-position.js';

const edit = (startLine: number, startColumn: number, endColumn: number, text: string) => ({
  region: { startLine, startColumn, endLine: startLine, endColumn },
  text,
});

describe('applyEdits', () => {
  it('replaces, inserts and removes, in any order, and keeps everything else', () => {
    const text = 'one\r\n\ttwo  \nthree';
    expect(applyEdits(text, [edit(3, 6, 6, '!'), edit(1, 1, 4, ''), edit(2, 2, 5, 'zwei')])).toBe(
      '\r\n\tzwei  \nthree!',
    );
  });

  it('takes edits that touch', () => {
    expect(applyEdits('abcd', [edit(1, 1, 3, 'x'), edit(1, 3, 5, 'y')])).toBe('xy');
    expect(applyEdits('abcd', [edit(1, 1, 1, 'x'), edit(1, 1, 3, '')])).toBe('xcd');
  });

  it.each([
    ['a line that is not there', [edit(2, 1, 1, '')]],
    ['a column that is not there', [edit(1, 2, 9, '')]],
    ['a column before the first', [edit(1, 0, 1, '')]],
    ['an end before its start', [edit(1, 3, 1, '')]],
    ['edits that overlap', [edit(1, 1, 3, ''), edit(1, 2, 4, '')]],
    ['two insertions at one place', [edit(1, 2, 2, 'x'), edit(1, 2, 2, 'y')]],
  ])('gives nothing for %s', (_, edits) => {
    expect(applyEdits('abcd', edits)).toBeUndefined();
  });

  it('undoes what positions say of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀') }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
          const region = new TextPosition(text).region(start ?? 0, end ?? 0);
          expect(applyEdits(text, [{ region, text: 'X' }])).toBe(
            `${text.slice(0, start)}X${text.slice(end)}`,
          );
        },
      ),
    );
  });
});
