import type { ConfigDocument } from '@railgate/code';
import { createScanner } from 'jsonc-parser';
import { parseTOML } from 'toml-eslint-parser';

import { TextPosition } from '@railgate/kit';

interface Comment {
  readonly line: number;
  readonly text: string;
}

interface Attached {
  /** By setting. */
  readonly beside: readonly (readonly string[])[];
  /** What stands below the last of them. */
  readonly below: readonly string[];
}

/** Lines of a key and its value, from 1, both inclusive. */
type Lines = readonly [number, number];

/** Every comment of the file with the setting on whose lines or above which it stands. */
export function commentsOf(document: ConfigDocument, settings: readonly (readonly Lines[])[]): Attached {
  const places = settings
    .flatMap((lines, index) => lines.map((one) => ({ index, lines: one })))
    .sort((a, b) => a.lines[0] - b.lines[0]);
  const beside = settings.map((): string[] => []);
  const below: string[] = [];
  for (const { line, text } of readComments(document)) {
    const place = places.find(({ lines }) => line <= lines[1]);
    (place ? beside[place.index] : below)?.push(text);
  }
  return { beside, below };
}

function readComments({ format, text }: ConfigDocument): Comment[] {
  const position = new TextPosition(text);
  const spans = format === 'toml' ? tomlComments(text) : jsonComments(text);
  return spans.flatMap(({ start, text: written }) => {
    const { line } = position.at(start);
    return written
      .split(/\r\n|\n|\r/)
      .map((one) => ({ line, text: one.replace(/^\s*\*?\s?/, '').trimEnd() }))
      .filter((one) => one.text !== '');
  });
}

interface Span {
  readonly start: number;
  /** Without the signs that make it a comment. */
  readonly text: string;
}

function tomlComments(text: string): Span[] {
  const { comments } = parseTOML(text, { tomlVersion: '1.0' });
  return comments.map(({ range, value }) => ({ start: range[0], text: value }));
}

/** jsonc-parser's SyntaxKind: a line and a block comment, and the end. */
const [LINE, BLOCK, END] = [12, 13, 17];

function jsonComments(text: string): Span[] {
  const scanner = createScanner(text, false);
  const spans: Span[] = [];
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const value = scanner.getTokenValue();
    const start = scanner.getTokenOffset();
    if (token === LINE) spans.push({ start, text: value.slice(2) });
    if (token === BLOCK) spans.push({ start, text: value.slice(2, -2) });
  }
  return spans;
}
