import { IDENTITY_KEY, parseIdentity } from '../identity/form.js';
import { isObject, setOwn, type JsonObject } from './json.js';

/** Hexadecimal digits of an identity, without its ordinal. */
export const HASH_LENGTH = 32;

/** The hash of an identity that a result brings along; nothing when it has none, or one that is not ours. */
export function identityOf(result: JsonObject): string | undefined {
  const { partialFingerprints } = result;
  const value = isObject(partialFingerprints) ? partialFingerprints[IDENTITY_KEY] : undefined;
  return typeof value === 'string' ? parseIdentity(value)?.hash : undefined;
}

/**
 * A result as text, up to the ordinal of its identity, which is known only when all results stand in their order and
 * is no part of the value: it stands before `CLOSING`. The fingerprints come last, so that it is the end that is
 * missing. The result is used up.
 */
export function textOf(result: JsonObject, hash: string): string {
  const { partialFingerprints } = result;
  const ordered: JsonObject = {};
  for (const key of Object.keys(result)) if (key !== 'partialFingerprints') setOwn(ordered, key, result[key]);
  const fingerprints = isObject(partialFingerprints) ? withoutIdentity(partialFingerprints) : {};
  fingerprints[IDENTITY_KEY] = `${hash}:`;
  ordered['partialFingerprints'] = fingerprints;
  return JSON.stringify(ordered);
}

function withoutIdentity(fingerprints: JsonObject): JsonObject {
  if (!Object.hasOwn(fingerprints, IDENTITY_KEY)) return fingerprints;
  const others: JsonObject = {};
  for (const key of Object.keys(fingerprints))
    if (key !== IDENTITY_KEY) setOwn(others, key, fingerprints[key]);
  return others;
}

/** What stands after the ordinal. */
export const CLOSING = '"}}';
