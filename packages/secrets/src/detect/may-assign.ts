/** What the bytes behind a keyword of assignments must be, so that reading its line is worth it. */
export type Behind = 'anything' | 'assignment' | 'password';

/** By the keyword's own end: `password` must be assigned, `://` leads to a password, `--password ` says enough. */
export function behindOf(keyword: string): Behind {
  if (keyword === '://') return 'password';
  if (keyword === 'authorization') return 'anything';
  return /[A-Za-z0-9]$/.test(keyword) ? 'assignment' : 'anything';
}

/** @param needsQuote no value stands in such a file without quotes, or in an element: code is so. */
export function mayAssign(bytes: Uint8Array, end: number, behind: Behind, needsQuote: boolean): boolean {
  if (behind === 'anything') return true;
  return behind === 'password' ? mayHoldPassword(bytes, end) : isAssigned(bytes, end, needsQuote);
}

const NAME = 1;
const CLOSING = 2;
const SPACE = 4;
const OPERATOR = 8;
const URL_END = 16;
const QUOTE = 32;

/** Bits of what a byte may be. */
const KINDS = kindsOf([
  [NAME, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$'],
  [CLOSING, '"\'`])}\\'],
  [SPACE, ' \t'],
  [OPERATOR, '=:>,(?|'],
  [URL_END, ' \t\r\n"\'`<>/'],
  [QUOTE, '"\'`'],
]);

function kindsOf(groups: readonly (readonly [number, string])[]): Uint8Array {
  const kinds = new Uint8Array(256);
  for (const [kind, characters] of groups)
    for (const byte of Buffer.from(characters)) kinds[byte] = (kinds[byte] as number) | kind;
  return kinds;
}

/** Bytes of the rest of a name; closing quotes and brackets; spaces; and up to where a quoted value begins. */
const LIMITS = { name: 48, closing: 4, space: 32, value: 96 } as const;

/** The rest of the name, what closes it, spaces, an operator; then a quote on the same line or first on the next, where there must be one. */
function isAssigned(bytes: Uint8Array, end: number, needsQuote: boolean): boolean {
  let at = skip(bytes, end, NAME, LIMITS.name);
  at = skip(bytes, at, CLOSING, LIMITS.closing);
  at = skip(bytes, at, SPACE, LIMITS.space);
  const isOr = bytes[at] === 111 && bytes[at + 1] === 114 && bytes[at + 2] === 32;
  if (at >= bytes.length || (!isOr && ((KINDS[bytes[at] as number] as number) & OPERATOR) === 0))
    return false;
  if (bytes[at] === EQUALS && bytes[at + 1] === EQUALS) return false;
  return !needsQuote || bytes[at] === GREATER || isQuoteAhead(bytes, at + 1);
}

const EQUALS = 61;
const GREATER = 62;

function isQuoteAhead(bytes: Uint8Array, from: number): boolean {
  const end = Math.min(bytes.length, from + LIMITS.value);
  let isEmpty = true;
  for (let i = from; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === NEWLINE && !isEmpty) return false;
    if (byte > SPACE_BYTE && byte !== OPENING) isEmpty = false;
    if (((KINDS[byte] as number) & QUOTE) !== 0) return true;
  }
  return false;
}

const NEWLINE = 10;
const SPACE_BYTE = 32;
const OPENING = 40;

function skip(bytes: Uint8Array, from: number, kind: number, limit: number): number {
  const end = Math.min(bytes.length, from + limit);
  let at = from;
  while (at < end && ((KINDS[bytes[at] as number] as number) & kind) !== 0) at++;
  return at;
}

const AT_SIGN = 64;
const COLON = 58;
const USER_AND_PASSWORD = 400;

/** Behind `://`: a colon and then an at sign, before anything that ends a URL. */
function mayHoldPassword(bytes: Uint8Array, from: number): boolean {
  const end = Math.min(bytes.length, from + USER_AND_PASSWORD);
  let sawColon = false;
  for (let i = from; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === AT_SIGN && sawColon) return true;
    if (byte === COLON) sawColon = true;
    else if (((KINDS[byte] as number) & URL_END) !== 0) return false;
  }
  return false;
}
