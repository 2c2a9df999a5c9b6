import { oneLine } from '../text/safe-text.js';

/** Longest data in one cell, in UTF-16 code units: one hostile message must not fill the summary. */
const LIMIT = 500;

/**
 * Data as GitHub-flavoured Markdown text for the inside of a line. Nothing in it becomes a link, an emphasis, a table
 * cell, HTML, a formula, an emoji, a mention, or a reference to an issue.
 */
export function inline(text: string, limit = LIMIT): string {
  return markup(partNames(oneLine(text, limit)));
}

/**
 * Data in `<code>`. GitHub looks for no mentions there, so what is copied is what was there; only an `@` between words,
 * which would be a mail address, is parted.
 */
export function code(text: string, limit = LIMIT): string {
  const parted = oneLine(text, limit).replace(/(?<=[\w.+-])@/g, `@${BREAK}`);
  return `<code>${markup(parted) || ' '}</code>`;
}

/** `inline`, with what stands between backticks as code: our messages and remedies name commands that way. */
export function prose(text: string, limit = LIMIT): string {
  const parts = oneLine(text, limit).split('`');
  if (parts.length % 2 === 0) return inline(text, limit);
  return parts.map((part, i) => (i % 2 === 0 ? inline(part, limit) : code(part, limit))).join('');
}

/** A link to an address of ours or of a rule; only the text where the address is no plain HTTPS one. */
export function link(text: string, address: string | undefined): string {
  return address !== undefined && SAFE_ADDRESS.test(address) ? `[${text}](${address})` : text;
}

/** A zero-width space parts what GitHub would take for a name. */
const BREAK = '\u200b';
const SAFE_ADDRESS = /^https:\/\/[\w.-]+\/[\w./#~%-]*$/;

function partNames(text: string): string {
  return text
    .replaceAll('@', `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1-${BREAK}`)
    .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`);
}

function markup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\b(www)\./gi, '$1&#46;')
    .replaceAll(BREAK, '&#8203;');
}
