import { nameOf } from '../model/names.js';
import { hasWord, wordsOf } from '../model/words.js';
import type { Check } from './check.js';
import { purposesOf } from './purpose.js';

const ruleId = 'lint/insecure-random';
const SECRET_WORDS = new Set([
  'token', 'password', 'passwd', 'pwd', 'secret', 'session', 'sid', 'otp', 'totp', 'nonce', 'salt', 'csrf', 'xsrf', 'apikey',
  'credential', 'passcode', 'passphrase', 'jwt', 'pincode', 'verifier', 'pin', 'captcha', 'recovery', 'iv', 'uuid', 'guid',
]); // prettier-ignore
const SECRET_PAIRS =
  /(?:api|private|secret|encryption|signing|access|auth|license|session)_?-?(?:key|id|code|state)|(?:verification|verify|confirmation|confirm|activation|reset|invite|invitation|login|auth|magic|access|security|backup|2fa|mfa|sms|email|voucher|coupon|gift)_?-?(?:code|link|id|hash)|oauth_?-?state|reset_?-?password/i;
/** A value of such a name is about the secret and not the secret. */
const HARMLESS_LAST = new Set([
  'color', 'colour', 'delay', 'index', 'position', 'size', 'count', 'timeout', 'interval', 'expiry', 'expires', 'ttl', 'jitter', 'rate',
  'limit', 'length', 'usage', 'price', 'cost', 'total', 'budget', 'score', 'x', 'y', 'offset', 'duration', 'time', 'angle', 'name', 'type', 'kind', 'status', 'day', 'hour', 'date', 'level', 'state',
]); // prettier-ignore

const HARMLESS_ANY = new Set([
  'count',
  'duration',
  'rate',
  'length',
  'per',
  'probability',
  'weight',
  'chance',
  'percent',
  'mock',
  'fetch',
  'cancel',
  'render',
  'loading',
  'fake',
  'seed',
  'delay',
  'backoff',
  'jitter',
  'lock',
]);

export const checkInsecureRandom: Check = ({ model, report }) => {
  for (const call of model.calls) {
    const name = nameOf(model, call.callee);
    const isWeakBytes = /^crypto\.(?:pseudoRandomBytes|prng|rng)$/.test(name) && name !== 'crypto.rng';
    if (name !== 'Math.random' && !isWeakBytes) continue;
    const purpose = purposesOf(model, call).find(isSecretName);
    if (purpose === undefined && !isWeakBytes) continue;
    const what = purpose === undefined ? 'random bytes' : `\`${purpose}\``;
    report({ ruleId, severity: 'high', node: call, message: `\`${name}\` makes ${what} predictable.` });
  }
};

export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (HARMLESS_LAST.has(words.at(-1) ?? '') || words.some((word) => HARMLESS_ANY.has(word))) return false;
  // Pins of a map or a board come in plural.
  if (words.at(-1) === 'pins') return false;
  return hasWord(words, SECRET_WORDS) || SECRET_PAIRS.test(name);
}
