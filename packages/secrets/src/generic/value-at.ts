import type { FileKind } from './file-kind.js';

/** Offsets of a value in a line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const QUOTES = '"\'`';
const LONGEST = 2048;

/** The value that stands at an offset, behind spaces: quoted anywhere, bare where the file allows it. Reads on once. */
export function valueAt(line: string, from: number, bare: FileKind['bare']): Span | undefined {
  const at = skipSpaces(line, from);
  const quote = quoteAt(line, at);
  if (quote) return quoted(line, quote);
  return bare === undefined ? undefined : bareAt(line, at, bare);
}

interface Quote {
  /** Of the first character behind it. */
  readonly at: number;
  readonly mark: string;
  /** The quotes themselves stand in a string: `\"`. */
  readonly isEscaped: boolean;
}

/** A quote, also with a prefix of its language: `b"`, `r'`, `N'`, `@"`, `u8"`, `\"`. */
function quoteAt(line: string, at: number): Quote | undefined {
  let i = at;
  if (/[bBrRuUNL@]/.test(line.charAt(i)) && isQuote(line, i + 1)) i++;
  const isEscaped = line.charAt(i) === '\\' && isQuote(line, i + 1);
  if (isEscaped) i++;
  return isQuote(line, i) ? { at: i + 1, mark: line.charAt(i), isEscaped } : undefined;
}

function isQuote(line: string, at: number): boolean {
  return at < line.length && QUOTES.includes(line.charAt(at));
}

function quoted(line: string, { at, mark, isEscaped }: Quote): Span | undefined {
  const limit = Math.min(line.length, at + LONGEST);
  for (let i = at; i < limit; i++) {
    const c = line.charAt(i);
    if (c === '\\') {
      if (isEscaped && line.charAt(i + 1) === mark) return complete(line, { start: at, end: i }, i + 2);
      i++;
    } else if (c === mark) return complete(line, { start: at, end: i }, i + 1);
  }
  return undefined;
}

/** A string that is put together with something is only a part of a value. */
function complete(line: string, span: Span, behind: number): Span | undefined {
  const next = line.slice(skipSpaces(line, behind), skipSpaces(line, behind) + 2);
  if (/^(?:\+|%[ (]|\.[a-z.$"'(]|\?|\[|\$|"|'|~|<>|&[ "])/.test(next) && !next.startsWith('?>'))
    return undefined;
  return span;
}

function bareAt(line: string, at: number, bare: 'line' | 'word'): Span | undefined {
  let end = at;
  while (end < line.length && end - at < LONGEST && !' \t\r\n'.includes(line.charAt(end))) end++;
  if (end === at || /[|>&*!%@[{(]/.test(line.charAt(at))) return undefined;
  if (bare === 'line' && !/^\s*(?:$|[#;]|\/\/|--\s)/.test(line.slice(end, end + 64))) return undefined;
  while (end > at && ';,)}]"\'`'.includes(line.charAt(end - 1))) end--;
  const word = line.slice(at, end);
  return /["'`<>]|[;|&]$|^-|\(|^\\/.test(word) && bare === 'word' ? undefined : { start: at, end };
}

export function skipSpaces(line: string, from: number): number {
  let at = from;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}
