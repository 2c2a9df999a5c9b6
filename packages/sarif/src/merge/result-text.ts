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

/** The text of a result in two parts, which are joined where they are kept. */
export interface ResultText {
  /** A whole object, in whose closing bracket's place the rest stands. */
  readonly whole: string;
  readonly rest: string;
}

/**
 * A result as text, up to the ordinal of its identity, which is known only when all results stand in their order and
 * is no part of the value: it stands before `CLOSING`. The fingerprints come last, so that it is the end that is
 * missing. The result is used up.
 */
export function textOf(result: JsonObject, hash: string): ResultText {
  const { partialFingerprints } = result;
  const fingerprints = isObject(partialFingerprints) ? withoutIdentity(partialFingerprints) : {};
  // JSON.stringify leaves it out; taking it out of the object costs ten times as much.
  if (partialFingerprints !== undefined) result['partialFingerprints'] = undefined;
  const whole = JSON.stringify(result);
  const own = JSON.stringify(fingerprints);
  const open = own === '{}' ? '{' : `${own.slice(0, -1)},`;
  const comma = whole === '{}' ? '' : ',';
  return { whole, rest: `${comma}"partialFingerprints":${open}"${IDENTITY_KEY}":"${hash}:` };
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
