/**
 * Text of a scanned repository for a place where people read it: control characters, which terminals act on
 * (ESC, CR, BEL, C1), and those that reorder text (Trojan Source, CVE-2021-42574) become visible escapes.
 * Newlines too: a file name with one must not start a line of its own in a log.
 */
export function cleanText(text: string): string {
  return text.replace(HOSTILE, escape);
}

// eslint-disable-next-line no-control-regex -- these characters are what it is about
const HOSTILE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escape(character: string): string {
  return NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
