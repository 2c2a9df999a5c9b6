import { displayWidth, fitting } from './display-width.js';

/** Breaks a text at spaces into lines of at most `width` columns; a word that is wider is broken anywhere. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const candidate = line === '' ? word : `${line} ${word}`;
    if (displayWidth(candidate) <= limit) {
      line = candidate;
      continue;
    }
    if (line !== '') lines.push(line);
    line = breakWord(word, limit, lines);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** `wrap`, every line after the first indented, the first too when `first` is not given. */
export function wrapIndented(text: string, width: number, indent: string, first = indent): string[] {
  const lines = wrap(text, width - Math.max(indent.length, first.length));
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`);
}

function breakWord(word: string, limit: number, lines: string[]): string {
  let rest = word;
  while (displayWidth(rest) > limit) {
    const head = fitting(rest, limit);
    lines.push(head);
    rest = rest.slice(head.length);
  }
  return rest;
}
