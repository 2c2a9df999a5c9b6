import { lineEnd, parseDirectives, TokenError, type DirectiveDocument, type Token } from './directives.js';
import type { Parsed } from './parsed.js';

/** Reads a configuration of nginx, or a template of one: variables stand in it as they are written. */
export function parseNginx(path: string, text: string): Parsed<DirectiveDocument> {
  return parseDirectives(path, text, nginxTokens(text), false);
}

/**
 * As ngx_conf_read_token does it: a quote is one at the beginning of a word only, a backslash keeps the next
 * character, `${` opens no block. Lua between braces is left out.
 */
export function* nginxTokens(text: string): Generator<Token> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let directive = '';
  while (at < text.length) {
    const char = text[at] ?? '';
    if (SPACE.has(char)) at++;
    else if (char === '#') at = lineEnd(text, at);
    else if (char === ';') {
      yield { kind: 'end', text: ';', start: at, end: ++at };
      directive = '';
    } else if (char === '{') {
      yield { kind: 'open', text: '{', start: at, end: ++at };
      if (directive.endsWith('_by_lua_block')) at = luaEnd(text, at);
      directive = '';
    } else if (char === '}') yield { kind: 'close', text: '}', start: at, end: ++at };
    else if (directive === '' && LINE_OF_TEMPLATE.test(lineAt(text, at))) {
      // What comes there is not known, as of a file that is not in the repository.
      const end = lineEnd(text, at);
      yield { kind: 'word', text: 'include', start: at, end };
      yield { kind: 'word', text: text.slice(at, end).trim(), start: at, end };
      yield { kind: 'end', text: '', start: end, end };
      at = end;
    } else {
      const token = char === '"' || char === "'" ? quoted(text, at, char) : bare(text, at);
      if (directive === '') directive = token.text;
      yield token;
      at = token.end;
    }
  }
}

/** A variable of a template that stands for whole directives, or for none. */
const LINE_OF_TEMPLATE = /^\$(?:\{[A-Z]\w{0,100}\}|[A-Z][A-Z\d_]{0,100})[ \t\r]*$/;

function lineAt(text: string, at: number): string {
  return text.slice(at, Math.min(lineEnd(text, at), at + 200));
}

const SPACE: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n']);

function bare(text: string, start: number): Token {
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\') at++;
    else if (char === '$' && text[at + 1] === '{') at = closing(text, at);
    else if (SPACE.has(char) || char === ';' || char === '{') break;
  }
  const end = Math.min(at, text.length);
  return { kind: 'word', text: text.slice(start, end), start, end };
}

/** The brace of `${NAME}`, or the opening one where it has none on its line. */
function closing(text: string, dollar: number): number {
  const end = /[^\s{};]{0,200}\}/y;
  end.lastIndex = dollar + 2;
  return end.test(text) ? end.lastIndex - 1 : dollar + 1;
}

function quoted(text: string, start: number, quote: string): Token {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    // A backslash that escapes no quote belongs to the text: expressions are full of them.
    if (text[at] === '\\' && (text[at + 1] === quote || text[at + 1] === '\\')) at++;
    value += text[at];
  }
  if (at >= text.length) throw new TokenError('this quote has no end.', start);
  return { kind: 'word', text: value, start, end: at + 1 };
}

/** Where the brace stands that closes a block of Lua; its strings and comments are not looked at. */
function luaEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new TokenError('this block of Lua has no end.', from);
}
