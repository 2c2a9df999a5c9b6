/** What a byte is inside of a JSON text. */
export const PLAIN_TEXT = 0;
export const ESCAPE = 1;
export const NOT_ASCII = 2;
export const END_OF_TEXT = 3;
/** Control characters: JSON forbids them there. */
const FORBIDDEN = 4;

export const TEXT_KIND = new Uint8Array(256);
TEXT_KIND.fill(FORBIDDEN, 0, 0x20);
TEXT_KIND.fill(NOT_ASCII, 0x80);
TEXT_KIND[0x22] = END_OF_TEXT;
TEXT_KIND[0x5c] = ESCAPE;

/** Behind a backslash: those that `JSON.stringify` writes for a character that it always escapes in this way. */
export const IS_SHORT_ESCAPE = new Uint8Array(256);
for (const letter of '"\\bfnrt') IS_SHORT_ESCAPE[letter.charCodeAt(0)] = 1;

const OPENS = 1;
const CLOSES = 2;
const QUOTE = 3;
const COMMA = 4;
const KIND = new Uint8Array(256);
for (const [letters, kind] of [
  ['[{', OPENS],
  [']}', CLOSES],
  ['"', QUOTE],
  [',', COMMA],
] as const)
  for (const letter of letters) KIND[letter.charCodeAt(0)] = kind;

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The place of the comma behind the value that starts here, or of the end. It counts brackets, no more. */
export function endOfValue(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let i = from; i < bytes.length; i++) {
    const kind = KIND[bytes[i] as number];
    if (kind === OPENS) depth++;
    else if (kind === CLOSES) depth--;
    else if (kind === QUOTE) i = endOfText(bytes, i + 1);
    else if (kind === COMMA && depth === 0) return i;
  }
  return bytes.length;
}

/** The place of the quote that ends the text whose inside starts here, or the end. */
export function endOfText(bytes: Buffer, from: number): number {
  let i = from;
  while (i < bytes.length && bytes[i] !== 0x22) i += bytes[i] === 0x5c ? 2 : 1;
  return i;
}
