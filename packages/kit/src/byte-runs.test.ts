import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ByteRuns } from './byte-runs.js';

const isLetter = (byte: number): boolean => /[\w+/-]/.test(String.fromCharCode(byte));

afterEach(() => vi.unstubAllGlobals());

/** As under `ulimit -v`. */
function NoMemory(): never {
  throw new RangeError('WebAssembly.Memory(): could not allocate memory');
}

describe.each(['WebAssembly', 'JavaScript', 'no memory'])('ByteRuns in %s', (language) => {
  beforeEach(() => {
    if (language === 'JavaScript') vi.stubGlobal('WebAssembly', undefined);
    if (language === 'no memory') vi.stubGlobal('WebAssembly', { Memory: NoMemory });
  });

  it('finds nothing where nothing is, and where runs are too short', () => {
    const runs = new ByteRuns(isLetter, 24);
    expect([...runs.find(Buffer.alloc(0))]).toEqual([]);
    expect([...runs.find(Buffer.from(`${'a'.repeat(23)} `.repeat(5000)))]).toEqual([]);
  });

  it('finds a run at every offset, of every length, and beside every byte', () => {
    const runs = new ByteRuns(isLetter, 24);
    for (let at = 0; at < 130; at++)
      for (const length of [24, 25, 31, 32, 33, 64, 200]) {
        const bytes = Buffer.from(`${'.'.repeat(at)}${'Zz09_-+/'.repeat(25).slice(0, length)}`);
        expect([...runs.find(bytes)]).toEqual([[at, at + length]]);
        expect([...runs.find(Buffer.concat([bytes, Buffer.from('. ')]))]).toEqual([[at, at + length]]);
      }
    for (let byte = 0; byte < 256; byte++) {
      const bytes = Buffer.concat([Buffer.alloc(24, 'a'), Buffer.of(byte), Buffer.alloc(24, 'a')]);
      const [first, second] = [...runs.find(bytes)];
      expect(isLetter(byte) ? first : [first, second]).toEqual(
        isLetter(byte)
          ? [0, 49]
          : [
              [0, 24],
              [25, 49],
            ],
      );
    }
  });

  it('finds what stands across blocks, once', () => {
    const runs = new ByteRuns(isLetter, 24);
    for (const start of [65_472, 65_490, 65_504, 65_512, 65_530, 65_536, 131_000])
      for (const length of [24, 40, 100, 70_000]) {
        const text = Buffer.alloc(210_000, '\n');
        text.fill('x', start, start + length);
        expect([...runs.find(text)]).toEqual([[start, start + length]]);
      }
  });

  it('agrees with a regular expression', () => {
    const part = fc.tuple(fc.constantFrom('a', '/', '.', 'é', '\n'), fc.integer({ min: 1, max: 70 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.integer({ min: 2, max: 32 }), (parts, shortest) => {
        const text = Buffer.from(parts.map(([letter, times]) => letter.repeat(times)).join('')).toString(
          'latin1',
        );
        const expected = [...text.matchAll(new RegExp(`[A-Za-z0-9_+/-]{${shortest},}`, 'g'))];
        const found = [...new ByteRuns(isLetter, shortest).find(Buffer.from(text, 'latin1'))];
        expect(found).toEqual(expected.map(({ index, 0: { length } }) => [index, index + length]));
      }),
    );
  });

  it('refuses what it cannot look for', () => {
    expect(() => new ByteRuns(isLetter, 33)).toThrow(RangeError);
  });

  it('finds runs of any set of ASCII characters', () => {
    for (const pattern of [/[0-9a-f]/i, /[ -~]/, /[\t\n!?]/, /./]) {
      const isMember = (byte: number): boolean => byte < 128 && pattern.test(String.fromCharCode(byte));
      const text = Buffer.from(Array.from({ length: 256 * 40 }, (_, index) => Math.floor(index / 40)));
      const found = [...new ByteRuns(isMember, 32).find(text)];
      const bytes = found.flatMap(([start, end]) => [...text.subarray(start, end)]);
      expect(bytes.every(isMember)).toBe(true);
      expect(bytes.length).toBe(text.filter(isMember).length);
    }
  });
});
