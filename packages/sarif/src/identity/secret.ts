import { hash, scryptSync } from 'node:crypto';

/** Longest text that is derived from: a key with its chain, not a file. */
const VALUE_LIMIT = 65_536;

/**
 * 16 bits of scrypt over a secret, as four hexadecimal digits: enough to see that the value changed, too little to find
 * it, since of any list of guesses every 65,536th fits. N = 2^10 and r = 1 (128 KiB, a third of a millisecond) keep a
 * scan with a thousand findings quick; the bits that are left out protect, not the work: scrypt only adds that a list
 * of ten million passwords takes an hour for each secret instead of a second for all.
 *
 * @param salt the rule and the path: the same secret in two files has two tags, so that nobody sees where it is used
 */
export function secretTag(value: string, salt: readonly [rule: string, path: string]): string {
  const [rule, path] = salt;
  const salted = hash('sha256', `${rule.length}:${rule}${path}`, 'buffer');
  return scryptSync(value.slice(0, VALUE_LIMIT), salted, 2, { N: 1024, r: 1, p: 1 }).toString('hex');
}
