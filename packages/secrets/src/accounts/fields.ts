import type { Span } from '../generic/value-at.js';
import { entryAround, type FindAccounts } from './find-accounts.js';

const NAME = String.raw`(?:ssh|s?ftp|db|database|proxy)?[_-]?(?:user(?:[_-]?name)?|login|account[_-]?name)`;
const VALUES = [
  new RegExp(String.raw`"${NAME}"[ \t]{0,8}:[ \t]{0,8}"(?<value>[^"\\\n]{1,256})"`, 'dgi'),
  new RegExp(String.raw`<${NAME}>(?<value>[^<>\n]{1,256})</`, 'dgi'),
  new RegExp(String.raw`[ \t]${NAME}[ \t]{0,4}=[ \t]{0,4}"(?<value>[^"\n]{1,256})"`, 'dgi'),
];

/** An object of JSON begins or ends; in XML, an element that holds others. */
const LIMITS = {
  opens: /[{][ \t]*$|^[ \t]*<[A-Za-z][^<>]*(?<!\/)>[ \t]*$/,
  closes: /^[ \t]*[}]|[{][ \t]*$|^[ \t]*<\/?[A-Za-z][^<>]*(?<!\/)>[ \t]*$/,
};

/** `"user": "…"`, `<User>…</User>`, `user="…"`: clients for FTP and databases. */
export const FIELDS: FindAccounts = (lines) => (own, password) => {
  for (const { text, at } of entryAround(lines, own, LIMITS)) {
    const [from, to] = at === lines[own]?.at ? objectAround(text, password - at) : [0, text.length];
    const value = valueIn(text.slice(from, to));
    if (value) return { start: at + from + value.start, end: at + from + value.end };
  }
  return undefined;
};

function valueIn(text: string): Span | undefined {
  for (const pattern of VALUES)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
      return { start, end };
    }
  return undefined;
}

/** Several objects may stand on one line. */
function objectAround(line: string, column: number): readonly [number, number] {
  const end = line.indexOf('}', column);
  return [line.lastIndexOf('{', column) + 1, end < 0 ? line.length : end];
}
