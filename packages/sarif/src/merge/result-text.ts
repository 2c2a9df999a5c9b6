import { IDENTITY_KEY, parseIdentity } from '../identity/form.js';
import { isObject, setOwn, type Json, type JsonObject } from './json.js';

/** Hexadecimal digits of an identity, without its ordinal. */
const HASH_LENGTH = 32;

/** The hash of an identity that a result brings along; nothing when it has none, or one that is not ours. */
export function identityOf(result: JsonObject): string | undefined {
  const { partialFingerprints } = result;
  const value = isObject(partialFingerprints) ? partialFingerprints[IDENTITY_KEY] : undefined;
  return typeof value === 'string' ? parseIdentity(value)?.hash : undefined;
}

/**
 * A result as text up to the ordinal of its identity, which is known only when all results stand in their order and
 * is no part of the value. The fingerprints come last, so that it is the end that is missing.
 */
export function openText(result: JsonObject, hash: string): string {
  const others: JsonObject = {};
  const { partialFingerprints } = result;
  if (isObject(partialFingerprints)) {
    for (const key of Object.keys(partialFingerprints))
      if (key !== IDENTITY_KEY) setOwn(others, key, partialFingerprints[key] as Json);
  }
  // Not `delete`: that would make a slow object of every result.
  result['partialFingerprints'] = undefined;
  const rest = JSON.stringify(result);
  return `${unclosed(rest)}"partialFingerprints":${unclosed(JSON.stringify(others))}"${IDENTITY_KEY}":"${hash}:`;
}

/** What stands after the ordinal. */
export const CLOSING = '"}}';

/** The hash at the end of an open text. */
export function hashOf(open: Buffer): string {
  return open.toString('latin1', open.length - HASH_LENGTH - 1, open.length - 1);
}

/** The text of an object, ready for one more member. */
function unclosed(text: string): string {
  return text === '{}' ? '{' : `${text.slice(0, -1)},`;
}
