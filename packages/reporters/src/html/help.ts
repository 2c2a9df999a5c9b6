import { NEWLINE, codeHtml, html, link, type SafeHtml } from './template.js';

/**
 * The Markdown that rules' help texts are written in: paragraphs, headings, lists, fences, bold, code and links.
 * Anything else stays text. Written here, since a Markdown library passes HTML through unless told otherwise.
 */
export function renderHelp(markdown: string): SafeHtml {
  const blocks: SafeHtml[] = [];
  const lines = markdown.slice(0, MOST).split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length;) at = takeBlock(lines, at, blocks);
  return html`${blocks}`;
}

/** `code` and **bold** of one line. */
export function renderInline(text: string): SafeHtml {
  const parts: SafeHtml[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(html`${text.slice(last, match.index)}`, inlinePart(match));
    last = match.index + match[0].length;
  }
  return html`${parts}${text.slice(last)}`;
}

const MOST = 50_000;
const FENCE = /^ {0,3}```/;
const ITEM = /^ {0,3}(?:[-*]|(\d{1,3})\.) +/;
/** Bounded repetitions, so that unclosed marks cost no more than linear time. */
const INLINE =
  /`([^`]{1,400})`|\*\*([^*]{1,400})\*\*|\[([^\][]{1,400})\]\((https:\/\/[^()\s]{1,400})\)|<(https:\/\/[^<>\s]{1,400})>/g;

function takeBlock(lines: readonly string[], at: number, blocks: SafeHtml[]): number {
  const line = lines[at] ?? '';
  if (line.trim() === '') return at + 1;
  if (FENCE.test(line)) return takeFence(lines, at, blocks);
  if (ITEM.test(line)) return takeList(lines, at, blocks);
  const heading = /^#{1,6} +(.*)$/.exec(line);
  if (heading) {
    blocks.push(html`<h5>${renderInline(heading[1] ?? '')}</h5>`);
    return at + 1;
  }
  return takeParagraph(lines, at, blocks);
}

function takeFence(lines: readonly string[], at: number, blocks: SafeHtml[]): number {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end] ?? '')) end++;
  const text = lines.slice(at + 1, end).map((line) => [codeHtml(line), NEWLINE]);
  // White space counts in `pre`.
  // prettier-ignore
  blocks.push(html`<pre class="sample" tabindex="0"><code>${text}</code></pre>`);
  return end + 1;
}

function takeList(lines: readonly string[], at: number, blocks: SafeHtml[]): number {
  const items: SafeHtml[] = [];
  const number = ITEM.exec(lines[at] ?? '')?.[1];
  let end = at;
  while (end < lines.length && ITEM.test(lines[end] ?? '')) {
    let text = (lines[end] ?? '').replace(ITEM, '');
    while (/^ +\S/.test(lines[end + 1] ?? '') && !ITEM.test(lines[end + 1] ?? ''))
      text += ` ${(lines[++end] ?? '').trim()}`;
    items.push(html`<li>${renderInline(text)}</li>`);
    end++;
  }
  blocks.push(
    number !== undefined
      ? html`<ol start="${Number(number)}">
          ${items}
        </ol>`
      : html`<ul>
          ${items}
        </ul>`,
  );
  return end;
}

function takeParagraph(lines: readonly string[], at: number, blocks: SafeHtml[]): number {
  let end = at + 1;
  while (end < lines.length && continues(lines[end] ?? '')) end++;
  blocks.push(html`<p>${renderInline(lines.slice(at, end).join(' '))}</p>`);
  return end;
}

function continues(line: string): boolean {
  return line.trim() !== '' && !FENCE.test(line) && !ITEM.test(line) && !line.startsWith('#');
}

function inlinePart([whole, code, bold, text, address, plain]: RegExpMatchArray): SafeHtml {
  if (code !== undefined) return html`<code>${code}</code>`;
  if (bold !== undefined) return html`<strong>${bold}</strong>`;
  if (text !== undefined) return link(text, address);
  if (plain !== undefined) return link(plain, plain);
  return html`${whole}`;
}
