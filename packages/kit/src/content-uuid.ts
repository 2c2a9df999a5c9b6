import { createHash } from 'node:crypto';

/**
 * The same text has the same UUID: version 8 of RFC 9562 5.8, whose bits are ours to fill, with a digest of the text.
 *
 * @param text in pieces where it is large
 */
export function contentUuid(text: string | Iterable<string>): string {
  const digest = createHash('sha256');
  for (const piece of typeof text === 'string' ? [text] : text) digest.update(piece);
  const hex = digest.digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
