import { KeywordScanner } from '@railgate/kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Keywords } from '../src/detect/keywords.js';

const WORDS = ['aba', 'abab', 'bab', 'a_key', '_key', 'key', 'äb', '@ab', '://', 'xoxb-', 'token'];

function all(scanner: Pick<Keywords, 'scan'>, bytes: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  scanner.scan(bytes, (word, end) => found.push([word, end]));
  return found;
}

describe('keywords', () => {
  it('are found in a little as an automaton finds them, in the same order', () => {
    const automaton = new KeywordScanner(WORDS, { ignoreCase: true });
    const text = fc.array(fc.constantFrom(...WORDS, ...'abABkeyKEY_:/ `@ä\u00c3\u00e4\0\n'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const bytes = Buffer.from(parts.join(''));
        expect(all(new Keywords(WORDS), bytes)).toEqual(all(automaton, bytes));
      }),
    );
  });

  it('are found in any bytes, at the end and where nothing is', () => {
    const words = new Keywords(WORDS);
    expect(all(words, Buffer.alloc(0))).toEqual([]);
    expect(all(words, Buffer.from('a'))).toEqual([]);
    expect(all(words, Buffer.from('toke'))).toEqual([]);
    expect(all(words, Buffer.from('TOKEN'))).toEqual([[WORDS.indexOf('token'), 5]]);
    expect(all(words, Uint8Array.from([0xff, 0xc3, 0xa4, 0x42, 0xff]))).toEqual([[WORDS.indexOf('äb'), 4]]);
    expect(all(new Keywords([]), Buffer.from('token'))).toEqual([]);
  });

  it('may begin with the same bytes as others', () => {
    const words = new Keywords(['tok', 'token', 'toke', '4ok']);
    expect(all(words, Buffer.from('4OKen tOKEN'))).toEqual([
      [3, 3],
      [0, 9],
      [2, 10],
      [1, 11],
    ]);
  });

  it('of users may be a single byte, and none is needed', () => {
    expect(all(new Keywords(['ab', 'x']), Buffer.from('xAB'))).toEqual([
      [1, 1],
      [0, 3],
    ]);
    expect(all(new Keywords(['x']), Buffer.from('x'))).toEqual([[0, 1]]);
    expect(all(new Keywords(['ba', 'aba']), Buffer.from('aba'))).toEqual([
      [1, 3],
      [0, 3],
    ]);
    expect(() => new Keywords([]).scan(Buffer.alloc(2 ** 22), () => undefined)).not.toThrow();
  });

  it('are found when much has been searched', () => {
    const words = new Keywords(WORDS);
    const much = Buffer.from('token '.repeat(400_000));
    expect(all(words, much)).toHaveLength(400_000);
    expect(all(words, Buffer.from('a token'))).toEqual([[WORDS.indexOf('token'), 7]]);
  });
});
