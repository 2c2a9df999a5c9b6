import type { PyNode } from './node.js';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** The value of a string literal without interpolations, or undefined. Bytes count as text. */
export function stringValue(node: PyNode, text: string): string | undefined {
  if (node.type === 'concatenated_string') {
    let whole = '';
    for (const part of node.children) {
      const value = stringValue(part, text);
      if (value === undefined) return undefined;
      whole += value;
    }
    return whole;
  }
  if (node.type !== 'string') return undefined;
  if (node.children.some((part) => part.type === 'interpolation')) return undefined;
  return node.children
    .filter((part) => part.type === 'string_content')
    .map((part) => contentValue(part, node, text))
    .join('');
}

/** What a `string_content` of a string literal stands for. */
export function contentValue(content: PyNode, literal: PyNode, text: string): string {
  const raw = text.slice(content.start, content.end);
  if (isRaw(literal, text) || !raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      const digits = hex ?? short ?? long;
      if (digits !== undefined) return codePoint(Number.parseInt(digits, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      return SIMPLE[other ?? ''] ?? whole;
    },
  );
}

export function isRaw(literal: PyNode, text: string): boolean {
  const opening = literal.children[0];
  return opening !== undefined && /^[a-z]*r/i.test(text.slice(opening.start, opening.end));
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
