import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lineHashes } from './line-hash.js';

const GREETINGS = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];

describe('lineHashes', () => {
  /** All nine that github/codeql-action publishes in src/fingerprints.test.ts. */
  it.each<[string, string, string[]]>([
    ['an empty file', '', ['c129715d7a2bc9a3:1']],
    [
      'short lines',
      ' a\nb\n  \t\tc\n d',
      ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
    ],
    [
      'no line end at the end',
      ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
      [
        '8b7cf3e952e7aeb2:1',
        'b1ae1287ec4718d9:1',
        'bff680108adb0fcc:1',
        'c6805c5e1288b612:1',
        'b86d3392aea1be30:1',
        'e6ceba753e1a442:1',
      ],
    ],
    ['LF', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', GREETINGS],
    ['CR', ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', GREETINGS],
    ['CRLF', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', GREETINGS],
    ['all of them', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', GREETINGS],
    [
      'equal lines',
      'Lorem ipsum dolor sit amet.\n'.repeat(10),
      [
        ...[1, 2, 3, 4, 5, 6].map((n) => `a7f2ff13bc495cf2:${n}`),
        'a7f2ff1481e87703:1',
        'a9cf91f7bbf1862b:1',
        '55ec222b86bcae53:1',
        'cc97dc7b1d7d8f7b:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
    [
      'lines that differ in little',
      'x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n',
      [
        'e54938cc54b302f1:1',
        'bb609acbe9138d60:1',
        '1131fd5871777f34:1',
        '5c482a0f8b35ea28:1',
        '54517377da7028d2:1',
        '2c644846cb18d53e:1',
        'f1b89f20de0d133:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
  ])('hashes %s as GitHub does', (_, text, hashes) => {
    expect(lineHashes(text)).toEqual(hashes);
  });

  it('counts CR, space, LF as two line ends, since the space comes between', () => {
    expect(lineHashes('a\r \nb')).toEqual(lineHashes('a\n\nb'));
    expect(lineHashes('a\r\t\nb')).toHaveLength(3);
  });

  it('takes no other character for a space or a line end', () => {
    for (const unit of ['\u2028', '\u2029', '\u00a0', '\ufeff', '\v', '\f', '\0', '\u0085'])
      expect(lineHashes(`a${unit}b`)).not.toEqual(lineHashes('ab'));
    expect(lineHashes('a\u2028b\u0085c')).toHaveLength(1);
  });

  it('reaches over a hundred units, spaces aside, whatever lines they are on', () => {
    const first = (text: string) => lineHashes(text)[0];
    expect(first(`${'x'.repeat(99)}yz`)).toBe(first(`${' x'.repeat(99)}yq`));
    expect(first(`${'x'.repeat(98)}yz`)).not.toBe(first(`${'x'.repeat(98)}yq`));
    expect(first('a\nb')).not.toBe(first('a\nc'));
  });

  it('agrees with the same in whole numbers, on any text', () => {
    const unit = fc.oneof(
      fc.constantFrom('\n', '\r', ' ', '\t', '\uffff', '𝄞', '\ud800'),
      fc.string({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
        expect(lineHashes(parts.join(''))).toEqual(byBigInt(parts.join('')));
      }),
    );
  });
});

/** The published description, word for word. */
function byBigInt(text: string): string[] {
  const units: bigint[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text[i] as string;
    if (unit === ' ' || unit === '\t' || (unit === '\n' && text[i - 1] === '\r')) continue;
    units.push(unit === '\r' ? 10n : BigInt(unit.charCodeAt(0)));
  }
  units.push(65535n);
  const starts = [0, ...units.flatMap((unit, i) => (unit === 10n ? [i + 1] : []))];
  const seen: string[] = [];
  return starts.map((start) => {
    let hash = 0n;
    for (let i = start; i < start + 100; i++) hash = BigInt.asUintN(64, hash * 37n + (units[i] ?? 0n));
    seen.push(hash.toString(16));
    return `${hash.toString(16)}:${seen.filter((other) => other === hash.toString(16)).length}`;
  });
}
