import { codeText, oneLine } from '../text/safe-text.js';

/** Markup that is known to be safe: only this file makes it. */
class SafeHtml {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type { SafeHtml };
export type Content = SafeHtml | string | number | undefined | false | readonly Content[];

/**
 * Markup with everything that is put into it escaped, for text and for attributes in double quotes. What it is given
 * is data until `html` has made it: there is no way to put markup in as a string.
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): SafeHtml {
  const parts = withoutIndent(strings);
  let markup = parts[0] ?? '';
  for (let i = 0; i < contents.length; i++) markup += toMarkup(contents[i]) + (parts[i + 1] ?? '');
  return new SafeHtml(markup);
}

/** A line break where one counts, inside `pre`: those of templates are the source's layout. */
export const NEWLINE = new SafeHtml('\n');

/** Source code: tabs stay. */
export function codeHtml(text: string): SafeHtml {
  return new SafeHtml(escapeMarkup(codeText(text)));
}

/** The page's own style sheet or script, whose hash stands in the content security policy: written as it is. */
export function verbatim(element: 'style' | 'script', text: string): SafeHtml {
  if (text.toLowerCase().includes(`</${element}`))
    throw new Error(`The text of <${element}> would end it early.`);
  return new SafeHtml(`<${element}>${text}</${element}>`);
}

/** Data for the script. `<` never stands in it, so that nothing in it can end the element or start a comment. */
export function json(id: string, data: unknown): SafeHtml {
  const text = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new SafeHtml(`<script type="application/json" id="${escapeMarkup(id)}">${text}</script>`);
}

/** A link, or only its text when the address is not plain HTTPS: `javascript:` and the like never become one. */
export function link(text: Content, address: string | undefined): SafeHtml {
  if (address === undefined || !/^https:\/\/[^\s"'<>\\]+$/.test(address)) return html`<span>${text}</span>`;
  return html`<a href="${address}" rel="noreferrer noopener">${text}</a>`;
}

const squeezed = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The layout of our source stays out of the page: it would be a third of its size. */
function withoutIndent(strings: TemplateStringsArray): readonly string[] {
  const known = squeezed.get(strings);
  if (known) return known;
  const parts = strings.map((text) => text.replace(/\s*\n\s*/g, '\n'));
  squeezed.set(strings, parts);
  return parts;
}

/** Longest data in one place, in UTF-16 code units. */
const LIMIT = 20_000;

function toMarkup(content: Content): string {
  if (content instanceof SafeHtml) return content.markup;
  if (typeof content === 'string') return escapeMarkup(oneLine(content, LIMIT));
  if (typeof content === 'number') return String(content);
  if (content === undefined || content === false) return '';
  return content.map(toMarkup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
