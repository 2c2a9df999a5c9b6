import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { KeywordScanner } from './keyword-scanner.js';

afterEach(() => vi.unstubAllGlobals());

/** As under `ulimit -v`. */
function NoMemory(): never {
  throw new RangeError('WebAssembly.Memory(): could not allocate memory');
}

describe.each(['WebAssembly', 'JavaScript', 'no memory'])('KeywordScanner in %s', (language) => {
  beforeEach(() => {
    if (language === 'JavaScript') vi.stubGlobal('WebAssembly', undefined);
    if (language === 'no memory') vi.stubGlobal('WebAssembly', { Memory: NoMemory });
  });

  /** As it is after so many bytes that it works in WebAssembly, where there is any. */
  function scannerOf(
    keywords: readonly string[],
    options: { readonly ignoreCase?: boolean } = {},
  ): KeywordScanner {
    const scanner = new KeywordScanner(keywords, options);
    scanner.hasAny(Buffer.alloc(1024 * 1024));
    return scanner;
  }

  it('finds nothing where nothing is', () => {
    const scanner = scannerOf(['listen(', 'PORT']);
    expect(scanner.hasAny(Buffer.from('const list = [1]; // port'))).toBe(false);
    expect(occurrences(scanner, '')).toEqual([]);
  });

  it('finds overlapping keywords and those inside others', () => {
    const scanner = scannerOf(['he', 'she', 'his', 'hers']);
    expect(occurrences(scanner, 'ushers')).toEqual(['1@4', '0@4', '3@6']);
  });

  it('takes ASCII letters in any case when told to, and bytes beyond ASCII as they are', () => {
    const scanner = scannerOf(['Port', 'grüße'], { ignoreCase: true });
    expect(occurrences(scanner, 'PORT port GRüßE')).toEqual(['0@4', '0@9', '1@17']);
  });

  it('refuses an empty keyword', () => {
    expect(() => scannerOf(['a', ''])).toThrow(RangeError);
  });

  it('finds more occurrences than it collects at once, and lets whoever is called scan', () => {
    const scanner = scannerOf(['ab', 'b']);
    const text = Buffer.from('ab'.repeat(10_000));
    let [count, last, inner] = [0, 0, 0];
    scanner.scan(text, (_keyword, end) => {
      count++;
      last = end;
      if (count % 5000 === 1) scanner.scan(text.subarray(0, 20), () => inner++);
    });
    expect([count, last, inner]).toEqual([20_000, 20_000, 80]);
  });

  it('finds what stands across lanes and blocks, in order and once', () => {
    const keywords = ['abcab', 'cab', 'bca'];
    const scanner = scannerOf(keywords);
    for (const length of [4, 5, 6, 95, 96, 97, 81_919, 81_920, 81_921, 200_001]) {
      const text = 'abc'.repeat(length).slice(0, length);
      const found = occurrences(scanner, text);
      expect(found.toSorted()).toEqual(naive(keywords, Buffer.from(text)));
      const ends = found.map((place) => Number(place.split('@')[1]));
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    }
  });

  it('takes keywords of many different bytes', () => {
    const keywords = Array.from({ length: 200 }, (_, index) => `${String.fromCodePoint(33 + index)}!`);
    const scanner = scannerOf(keywords);
    const text = `.${keywords.join('')}`;
    expect(occurrences(scanner, text).toSorted()).toEqual(naive(keywords, Buffer.from(text)));
  });

  it('knows whether there is any, wherever it stands', () => {
    const scanner = scannerOf(['needle']);
    for (const at of [0, 100, 4090, 4091, 4095, 4096, 4097, 90_000]) {
      const text = Buffer.alloc(100_000, '.');
      expect(scanner.hasAny(text)).toBe(false);
      text.write('needle', at);
      expect(scanner.hasAny(text)).toBe(true);
    }
  });

  it('finds the same on its way into WebAssembly', () => {
    const scanner = new KeywordScanner(['ab', 'bab']);
    const text = Buffer.from('ab...'.repeat(40_000));
    let count = 0;
    for (let i = 0; i < 5; i++) scanner.scan(text, () => count++);
    expect(count).toBe(200_000);
  });

  it('agrees with indexOf', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'ü', '\0'), maxLength: 60 });
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ü'), minLength: 1, maxLength: 4 }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(words, text, (keywords, input) => {
        const scanner = scannerOf(keywords);
        const expected = naive(keywords, Buffer.from(input));
        expect(occurrences(scanner, input).sort()).toEqual(expected);
        expect(scanner.hasAny(Buffer.from(input))).toBe(expected.length > 0);
      }),
    );
  });
});

function occurrences(scanner: KeywordScanner, text: string): string[] {
  const found: string[] = [];
  scanner.scan(Buffer.from(text), (keyword, end) => found.push(`${keyword}@${end}`));
  return found;
}

function naive(keywords: readonly string[], bytes: Buffer): string[] {
  return keywords
    .flatMap((word, index) => {
      const wanted = Buffer.from(word);
      const ends: string[] = [];
      for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1))
        ends.push(`${index}@${at + wanted.length}`);
      return ends;
    })
    .sort();
}
