import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPackedText, packText, unpackText } from './packed-text.js';

const LINE = 'as any other line of a bill\n';

describe('packed texts', () => {
  it('ok: are what they were, in whatever parts they came', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '\n', LINE.repeat(3000), 'x'.repeat(70_000)),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect([...unpackText(packText(parts))].join('')).toBe(parts.join(''));
      }),
    );
  });

  it('ok: every piece but the last one ends with a line, and all together take little', () => {
    const packed = packText(Array.from({ length: 100_000 }, () => LINE));
    const pieces = [...unpackText(packed)];
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.filter((piece) => !piece.endsWith('\n'))).toEqual([]);
    expect(packed.join('').length).toBeLessThan((100_000 * LINE.length) / 30);
    expect([...unpackText(packText(['a\nb']))]).toEqual(['a\nb']);
  });

  it('broken: what is none is known', () => {
    expect(isPackedText(packText([LINE]))).toBe(true);
    expect(isPackedText([])).toBe(true);
    expect(isPackedText(['no such thing'])).toBe(false);
    const [piece = ''] = packText([LINE.repeat(1000)]);
    expect(isPackedText([piece.slice(0, 20)])).toBe(false);
  });
});
