import { linesOf, SETTINGS_LIMIT, type WrittenSetting } from './written-setting.js';

/**
 * The settings of a YAML file in block style, line by line: mappings, lists, plain and quoted texts, `[a, b]`. Anchors,
 * tags and texts over several lines say nothing that a rule asks for and are left out. Without a parser, since one that
 * builds a tree can be made to end the process by nesting.
 */
export function readYaml(text: string): WrittenSetting[] {
  const reader = new YamlReader();
  for (const { text: line, start } of linesOf(text)) {
    reader.take(line, start);
    if (reader.found.length >= SETTINGS_LIMIT) break;
  }
  return reader.found;
}

interface Level {
  readonly indent: number;
  readonly key: string;
  /** How many items its list has so far. */
  items: number;
  /** An item itself. */
  readonly isItem: boolean;
}

const DEPTH_LIMIT = 50;

class YamlReader {
  readonly found: WrittenSetting[] = [];
  #levels: Level[] = [];
  #document = 0;
  /** Lines deeper than this belong to a text over several lines. */
  #textIndent: number | undefined;

  take(line: string, start: number): void {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      if (line.startsWith('---') && (this.found.length > 0 || this.#levels.length > 0)) this.#document++;
      this.#levels = [];
      this.#textIndent = undefined;
      return;
    }
    const indent = line.length - line.trimStart().length;
    const content = withoutComment(line.slice(indent));
    if (content === '') return;
    if (this.#textIndent !== undefined && indent > this.#textIndent) return;
    this.#textIndent = undefined;
    this.#content(content, indent, start + indent);
  }

  #content(content: string, indent: number, start: number): void {
    if (content !== '-' && !content.startsWith('- ')) {
      if (colonOf(content) < 0) this.#scalar('', content, start);
      else this.#entry(content, indent, start);
      return;
    }
    this.#close((level) => level.indent > indent || (level.isItem && level.indent === indent));
    const owner = this.#levels.at(-1);
    this.#open({ indent, key: `[${owner ? owner.items++ : 0}]`, items: 0, isItem: true });
    const rest = content.slice(1).trimStart();
    const skipped = content.length - rest.length;
    // A line of nothing but dashes must not become recursion without end.
    if (rest !== '' && this.#levels.length < DEPTH_LIMIT)
      this.#content(rest, indent + skipped, start + skipped);
  }

  #close(isOver: (level: Level) => boolean): void {
    for (let last = this.#levels.at(-1); last && isOver(last); last = this.#levels.at(-1)) this.#levels.pop();
  }

  #open(level: Level): void {
    if (this.#levels.length < DEPTH_LIMIT) this.#levels.push(level);
  }

  #entry(content: string, indent: number, start: number): void {
    this.#close((level) => level.indent >= indent);
    const colon = colonOf(content);
    const key = unquoted(content.slice(0, colon).trimEnd());
    const rest = content.slice(colon + 1);
    const value = rest.trim();
    const at = start + colon + 1 + (rest.length - rest.trimStart().length);
    if (/^[|>][-+\d]{0,3}$/.test(value)) this.#textIndent = indent;
    else if (value === '' || value.startsWith('&')) {
      this.#open({ indent, key, items: 0, isItem: false });
    } else this.#scalar(key, value, at);
  }

  #scalar(key: string, value: string, start: number): void {
    const path = [...this.#levels.map((level) => level.key), key].filter((part) => part !== '');
    const whole = path.join('.').replaceAll('.[', '[');
    if (whole === '' || /^[*{!]/.test(value)) return;
    const items = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1).split(',') : undefined;
    let at = start + 1;
    for (const [index, item] of (items ?? []).entries()) {
      const lead = item.length - item.trimStart().length;
      if (item.trim() !== '') this.#push(`${whole}[${index}]`, item.trim(), at + lead);
      at += item.length + 1;
    }
    if (!items) this.#push(whole, value, start);
  }

  #push(key: string, value: string, start: number): void {
    const end = start + value.length;
    this.found.push({ key, text: unquoted(value), start, end, document: this.#document });
  }
}

/** Of a key: in front of a space or the end, outside of quotes. */
function colonOf(content: string): number {
  const quote = /^["']/.exec(content)?.[0];
  const from = quote === undefined ? 0 : content.indexOf(quote, 1) + 1;
  if (quote !== undefined && from === 0) return -1;
  const spaced = content.indexOf(': ', from);
  if (spaced >= 0) return spaced;
  return content.endsWith(':') ? content.length - 1 : -1;
}

/** A `#` begins a comment at the start and behind a space, outside of quotes. */
function withoutComment(content: string): string {
  let quote = '';
  for (let at = 0; at < content.length; at++) {
    const sign = content[at] ?? '';
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if ((sign === '"' || sign === "'") && /^$|[\s:[,]/.test(content[at - 1] ?? '')) quote = sign;
    else if (sign === '#' && (at === 0 || /\s/.test(content[at - 1] ?? '')))
      return content.slice(0, at).trimEnd();
  }
  return content.trimEnd();
}

function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}
