import { crc32 } from 'node:zlib';

const BASE62_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Most significant digit first, `0` to the left. */
export function base62(value: number, digits: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62))
    text = BASE62_DIGITS.charAt(rest % 62) + text;
  return text.padStart(digits, '0');
}

/**
 * GitHub's and npm's: the last six characters are the CRC-32 of those between the prefix and them.
 * https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function sealedByCrc32(prefix: number): (value: string) => string {
  return (value) => value.slice(0, -6) + base62(crc32(value.slice(prefix, -6)), 6);
}

const BECH32_DIGITS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BECH32_GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bech32 of BIP 173, in capital letters as age writes it: the last six characters are the checksum. */
export function sealedByBech32(value: string): string {
  const split = value.lastIndexOf('1');
  const name = Array.from(value.slice(0, split).toLowerCase(), (letter) => letter.charCodeAt(0));
  const data = Array.from(value.slice(split + 1, -6).toLowerCase(), (digit) => BECH32_DIGITS.indexOf(digit));
  const expanded = [...name.map((code) => code >> 5), 0, ...name.map((code) => code & 31), ...data];
  const sum = polymod([...expanded, 0, 0, 0, 0, 0, 0]) ^ 1;
  const digits = [25, 20, 15, 10, 5, 0].map((shift) => BECH32_DIGITS.charAt((sum >> shift) & 31));
  return value.slice(0, -6) + digits.join('').toUpperCase();
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of BECH32_GENERATORS.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return sum;
}
