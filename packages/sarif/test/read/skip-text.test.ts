import fc from 'fast-check';
import { expect, it } from 'vitest';

import { skipText } from '../../src/read/skip-text.js';

it('stops where one byte after the other does', () => {
  // Bytes beside the two that matter, and those a subtraction borrows from.
  const byte = fc.constantFrom(0x22, 0x5c, 0x23, 0x21, 0x5d, 0x5b, 0x00, 0x01, 0x61, 0x80, 0xa2, 0xdc, 0xff);
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 24 }), fc.nat(8), (bytes, before) => {
      const whole = Uint8Array.from([...new Array<number>(before).fill(0x22), ...bytes]);
      const chunk = whole.subarray(before);
      for (let from = 0; from <= chunk.length; from++)
        expect(skipText(chunk, from, viewOf(chunk))).toBe(slowly(chunk, from));
    }),
    { numRuns: 3000 },
  );
});

it('finds every byte that ends or escapes, at every place of a word', () => {
  for (let value = 0; value < 256; value++) {
    for (let at = 0; at < 12; at++) {
      const chunk = new Uint8Array(16).fill(0x61).fill(value, at, at + 1);
      expect(skipText(chunk, 0, viewOf(chunk))).toBe(slowly(chunk, 0));
    }
  }
});

function viewOf(chunk: Uint8Array): DataView {
  return new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
}

function slowly(chunk: Uint8Array, from: number): number {
  let i = from;
  while (i < chunk.length && chunk[i] !== 0x22) i += chunk[i] === 0x5c ? 2 : 1;
  return i;
}
