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
  const first = skipSpaces(line, from);
  const at = bare === 'yaml' ? skip(line, first, YAML) : first;
  const quote = quoteAt(line, at) ?? (bare === 'line' ? undefined : quoteAt(line, skip(line, at, BEFORE)));
  if (quote) return quoted(line, quote);
  return bare === undefined ? undefined : bareAt(line, at, bare);
}

/** A tag, an anchor, the mark of a block, the end of the line: `!!str`, `&name`, `|-`. */
const YAML = /^(?:!!\w{1,20}[ \t]{1,8}|&\w{1,40}[ \t]{1,8})?(?:[|>][-+]?[ \t]{0,8})?(?:\r?\n[ \t]{1,200})?/;
/** What stands before a literal in code: a bracket, what only copies it, the end of the line. */
const BEFORE =
  /^(?:(?:(?:new[ \t]{1,4})?String|String::from|SecretStr|sensitive)?\()?[ \t]{0,80}(?:\r?\n[ \t]{0,200})?/;

function skip(line: string, at: number, what: RegExp): number {
  return at + (what.exec(line.slice(at, at + 256))?.[0].length ?? 0);
}

interface Quote {
  /** Of the first character behind it. */
  readonly at: number;
  readonly mark: string;
  /** The quotes themselves stand in a string: `\"`. */
  readonly isEscaped: boolean;
}

/** A quote, also three of them or with a prefix of its language: `b"`, `r'`, `N'`, `@"`, `u8"`, `\"`, `f"""`. */
function quoteAt(line: string, at: number): Quote | undefined {
  let i = at;
  if (/[bBfrRuUNL@]/.test(line.charAt(i)) && isQuote(line, i + 1)) i++;
  const isEscaped = line.charAt(i) === '\\' && isQuote(line, i + 1);
  if (isEscaped) i++;
  if (/^(["'])\1\1/.test(line.slice(i, i + 3))) i += 2;
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

const COPIES = /^(?:\.(?:to_string|to_owned|into|toCharArray|getBytes|encode)\(|""|'')/;

/** A string that is put together with something is only a part of a value. */
function complete(line: string, span: Span, behind: number): Span | undefined {
  const next = line.slice(skipSpaces(line, behind), skipSpaces(line, behind) + 16);
  if (COPIES.test(next)) return span;
  if (/^(?:\+|%[ (]|\.[a-z.$"'(]|\?|\[|\$|"|'|~|<>|&[ "])/.test(next) && !next.startsWith('?>'))
    return undefined;
  return span;
}

function bareAt(line: string, at: number, bare: 'line' | 'word' | 'yaml'): Span | undefined {
  let end = at;
  while (end < line.length && end - at < LONGEST && !' \t\r\n'.includes(line.charAt(end))) end++;
  if (end === at || (bare === 'line' ? /[|>[{(]/ : /[|>&*!%@[{(]/).test(line.charAt(at))) return undefined;
  if (bare !== 'word' && !isAll(line, at, end)) return undefined;
  while (end > at && ';,)}]"\'`'.includes(line.charAt(end - 1))) end--;
  const word = line.slice(at, end);
  return /["'`<>]|[;|&]$|^-|\(|^\\/.test(word) && bare === 'word' ? undefined : { start: at, end };
}

/** Nothing but a comment follows on the line; or the next entry of `{a: 1, b: 2}`. */
function isAll(line: string, at: number, end: number): boolean {
  if (/^[ \t\r]*(?:$|\n|[#;]|\/\/|--\s)/.test(line.slice(end, end + 64)))
    return !line.startsWith(':', end - 1);
  return /[,}]/.test(line.charAt(end - 1)) && /\{[^{}"']{0,200}$/.test(line.slice(Math.max(0, at - 200), at));
}

export function skipSpaces(line: string, from: number): number {
  let at = from;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}
