import { hash } from 'node:crypto';

/**
 * 128 bits of SHA-256 over parts that cannot run into each other, as 32 hexadecimal digits. In one shot: the
 * streaming form of the same digest takes four times as long for texts of this length.
 */
export function evidenceHash(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return hash('sha256', text, 'hex').slice(0, 32);
}
