export interface ScalarRead {
  readonly value: string;
  /** The offset behind it. */
  readonly end: number;
}

/** `'it''s'` on one line. `endless`: the text ends before it. */
export function singleQuoted(text: string, start: number): ScalarRead | 'endless' | 'unusual' {
  let end = text.indexOf("'", start + 1);
  let isPlain = true;
  while (end >= 0 && text[end + 1] === "'") {
    isPlain = false;
    end = text.indexOf("'", end + 2);
  }
  if (end < 0) return 'endless';
  const value = text.slice(start + 1, end);
  if (value.includes('\n')) return 'unusual';
  return { value: isPlain ? value : value.replaceAll("''", "'"), end: end + 1 };
}

/** `"a\tb"` on one line, with the escapes that JSON has too. */
export function doubleQuoted(text: string, start: number): ScalarRead | 'endless' | 'unusual' {
  let isPlain = true;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') return 'unusual';
    if (character === '\\') {
      isPlain = false;
      at++;
    } else if (character === '"') {
      if (isPlain) return { value: text.slice(start + 1, at), end: at + 1 };
      return fromJson(text.slice(start, at + 1), at + 1);
    }
  }
  return 'endless';
}

function fromJson(quoted: string, end: number): ScalarRead | 'unusual' {
  try {
    return { value: JSON.parse(quoted) as string, end };
  } catch {
    return 'unusual';
  }
}

/** A text after `|` or `>`, with the number of line ends in it. Its indentation is that of its first line. */
export function blockScalar(
  text: string,
  start: number,
  parent: number,
): (ScalarRead & { readonly lines: number }) | undefined {
  const headEnd = lineEnd(text, start);
  const head = text.slice(start, headEnd).trimEnd();
  if (!/^[|>][+-]?$/.test(head)) return undefined;
  const content: string[] = [];
  let indent = -1;
  let at = headEnd + 1;
  let lines = 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const column = line.search(/[^ ]/);
    const isBlank = column < 0 || line.trim() === '';
    if (!isBlank && column <= parent) break;
    if (!isBlank && indent < 0) indent = column;
    if (!isBlank && column < indent) return undefined;
    content.push(isBlank ? '' : line.slice(indent).trimEnd());
    at = end + 1;
    lines++;
  }
  const value = content.join(head.startsWith('|') ? '\n' : ' ').trimEnd();
  return { value, end: Math.min(at, text.length), lines: at > text.length ? lines - 1 : lines };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
