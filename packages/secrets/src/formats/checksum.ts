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
