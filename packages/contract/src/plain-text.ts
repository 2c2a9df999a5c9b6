import { cleanText } from './clean-text.js';

/**
 * Text of an advisory or a lockfile as one line of at most `limit` UTF-16 code units: neither terminals nor Markdown act on
 * it, since anybody may write an advisory.
 */
export function plainText(text: string, limit: number): string {
  // White space and escapes make a text shorter or longer; nothing needs more than this of it.
  const line = cleanText(
    text
      .slice(0, limit * 4)
      .replace(SPACE, ' ')
      .trim(),
  )
    .replace(TAG, '< ')
    .replace(LINK, '] ');
  return cut(line, limit);
}

/** The same, ending as a sentence does. */
export function sentence(text: string, limit: number): string {
  const line = plainText(text, limit - 1).replace(/[\s.:;,]{1,20}$/, '');
  if (line === '') return '';
  return line.endsWith('…') ? line : `${line}.`;
}

/** The first few, and how many more there are. */
export function listed(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

const SPACE = /[ \t\r\n\f\v\u00a0]+/g;
const TAG = /<(?=[A-Za-z/!?])/g;
const LINK = /\](?=[([])/g;

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
