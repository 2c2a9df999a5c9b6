import { expect, it } from 'vitest';

import { base62, sealedByBech32, sealedByCrc32 } from '../src/formats/checksum.js';

it('counts in base 62 with digits before capital before small letters', () => {
  expect([0, 61, 62, 62 ** 5].map((value) => base62(value, 6))).toEqual([
    '000000',
    '00000z',
    '000010',
    '100000',
  ]);
});

it('puts the CRC-32 of what is between the prefix and it at the end', () => {
  // The check value of CRC-32 is that of these nine digits: 0xcbf43926.
  expect(sealedByCrc32(2)('x_123456789??????')).toBe(`x_123456789${base62(0xcbf4_3926, 6)}`);
});

it('makes the checksums of the valid strings in BIP 173', () => {
  for (const valid of ['A12UEL5L', 'ABCDEF1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LMQQQXW'])
    expect(sealedByBech32(`${valid.slice(0, -6)}QQQQQQ`)).toBe(valid);
});
