/** The key of Railgate's identity in a result's `partialFingerprints`. */
export const IDENTITY_KEY = 'railgateId/v1';
/** The one key that GitHub reads. */
export const LINE_HASH_KEY = 'primaryLocationLineHash';

/** An identity in its two halves. */
export interface Identity {
  /** 32 hexadecimal digits: what the finding is. */
  readonly hash: string;
  /** From 1: the how-manieth of its run with this hash, in the order of the place. */
  readonly ordinal: number;
}

const FORM = /^([0-9a-f]{32}):([1-9]\d{0,8})$/;

/** Is this a `railgateId/v1`? */
export function isIdentity(text: unknown): text is string {
  return typeof text === 'string' && FORM.test(text);
}

/** The halves of a `railgateId/v1`, or nothing when the text has another form. */
export function parseIdentity(text: string): Identity | undefined {
  const [, hash, ordinal] = FORM.exec(text) ?? [];
  return hash === undefined ? undefined : { hash, ordinal: Number(ordinal) };
}

export function formatIdentity(hash: string, ordinal: number): string {
  return `${hash}:${ordinal}`;
}
