import { IDENTITY_KEY, parseIdentity } from '../identity/form.js';
import { isObject, type JsonObject } from './json.js';

/** Hexadecimal digits of an identity, without its ordinal. */
export const HASH_LENGTH = 32;

/** The hash of an identity that a result brings along; nothing when it has none, or one that is not ours. */
export function identityOf(result: JsonObject): string | undefined {
  const { partialFingerprints } = result;
  const value = isObject(partialFingerprints) ? partialFingerprints[IDENTITY_KEY] : undefined;
  return typeof value === 'string' ? parseIdentity(value)?.hash : undefined;
}

/** The text of an object, and what comes instead of its closing brace. */
export type OpenText = readonly [head: string, tail: string];

/**
 * A result as text up to the ordinal of its identity, which is known only when all results stand in their order and
 * is no part of the value. The fingerprints come last, so that it is the end that is missing.
 */
export function openText(result: JsonObject, hash: string): OpenText {
  const { partialFingerprints } = result;
  let others = '';
  if (isObject(partialFingerprints)) {
    for (const key of Object.keys(partialFingerprints))
      if (key !== IDENTITY_KEY)
        others += `${JSON.stringify(key)}:${JSON.stringify(partialFingerprints[key])},`;
  }
  // Not `delete`: that would make a slow object of every result.
  result['partialFingerprints'] = undefined;
  const head = JSON.stringify(result);
  const comma = head === '{}' ? '{' : ',';
  return [head, `${comma}"partialFingerprints":{${others}"${IDENTITY_KEY}":"${hash}:`];
}

/** What stands after the ordinal. */
export const CLOSING = '"}}';
