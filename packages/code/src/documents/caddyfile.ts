import { lineEnd, parseDirectives, TokenError, type DirectiveDocument, type Token } from './directives.js';
import type { Parsed } from './parsed.js';

/** Reads a Caddyfile (caddyserver.com/docs/caddyfile/concepts). A site without braces is one with them. */
export function parseCaddyfile(path: string, text: string): Parsed<DirectiveDocument> {
  return parseDirectives(path, text, caddyTokens(text), true);
}

/**
 * Words are parted by spaces, directives by line ends; a brace opens a block at the end of its line and closes one at
 * the beginning of its own. After a comma or a backslash the line goes on.
 */
export function* caddyTokens(text: string): Generator<Token> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let last = '';
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '\\' && /\\\r?\n/y.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else if (char === '#') at = lineEnd(text, at);
    else if (char === '\n') {
      if (!last.endsWith(',')) yield { kind: 'end', text: '\n', start: at, end: at + 1 };
      at++;
    } else {
      const token = word(text, at);
      yield token;
      last = token.text;
      at = token.end;
    }
  }
}

function word(text: string, start: number): Token {
  const char = text[start] ?? '';
  if (char === '"' || char === '`') return quoted(text, start, char);
  if (char === '{' && isAlone(text, start)) return { kind: 'open', text: '{', start, end: start + 1 };
  if (char === '}' && isAlone(text, start)) return { kind: 'close', text: '}', start, end: start + 1 };
  if (text.startsWith('<<', start)) {
    const found = heredoc(text, start);
    if (found) return found;
  }
  let end = start;
  while (end < text.length && !isSpace(text[end]))
    end += text.startsWith('{$', end) ? variable(text, end) : 1;
  return { kind: 'word', text: text.slice(start, end), start, end };
}

/** Nothing but a space, a comment or the end stands behind it. */
function isAlone(text: string, at: number): boolean {
  return at + 1 >= text.length || isSpace(text[at + 1]);
}

/** `{$NAME:a default with spaces}` is put in before words are parted, and counts as one here. */
function variable(text: string, at: number): number {
  const whole = /\{\$[^{}\n]{0,300}\}/y;
  whole.lastIndex = at;
  return whole.test(text) ? whole.lastIndex - at : 2;
}

function quoted(text: string, start: number, quote: string): Token {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    if (quote === '"' && text[at] === '\\' && text[at + 1] === '"') at++;
    value += text[at];
  }
  if (at >= text.length) throw new TokenError('this quote has no end.', start);
  return { kind: 'word', text: value, start, end: at + 1 };
}

function heredoc(text: string, start: number): Token | undefined {
  const marker = /<<([A-Za-z0-9_-]{1,60})\r?\n/y;
  marker.lastIndex = start;
  const name = marker.exec(text)?.[1];
  if (name === undefined) return undefined;
  const from = marker.lastIndex;
  for (let at = from; at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.length - line.trimStart().length;
    // Arguments may stand behind the marker.
    if (!line.startsWith(name, indent) || !isSpace(line[indent + name.length])) continue;
    return { kind: 'word', text: text.slice(from, at), start, end: at + indent + name.length };
  }
  throw new TokenError('this heredoc has no end.', start);
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
