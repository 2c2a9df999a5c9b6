import type { Region } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

/** One variable of a `.env` file. Its value may be a secret: messages name the key only. */
export interface EnvEntry {
  readonly key: string;
  /** Between the quotes, as it is written: escapes and `$NAME` are left alone. */
  readonly value: string;
  readonly quote: '"' | "'" | '`' | undefined;
  readonly region: Required<Region>;
  readonly valueRegion: Required<Region>;
}

export interface EnvFileDocument {
  readonly path: string;
  readonly text: string;
  readonly entries: readonly EnvEntry[];
}

/** More are not written by people; the rest is left out. */
const ENTRY_LIMIT = 5000;

/**
 * The grammar of dotenv: `KEY=value`, `export KEY: value`; quoted values may run over lines; outside of quotes a `#`
 * begins a comment. What is no such line is skipped, as dotenv does. Linear in the text.
 */
export function parseEnvFile(path: string, text: string): EnvFileDocument {
  const position = new TextPosition(text);
  const entries: EnvEntry[] = [];
  for (let at = 0; at < text.length && entries.length < ENTRY_LIMIT;) {
    const found = entryAt(text, at);
    if (found) {
      const { key, value, quote, start, valueStart, end } = found;
      const region = position.region(start, end);
      entries.push({ key, value, quote, region, valueRegion: position.region(valueStart, end) });
    }
    at = nextLine(text, found?.end ?? at);
  }
  return { path, text, entries };
}

interface Found extends Pick<EnvEntry, 'key' | 'value' | 'quote'> {
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

function entryAt(text: string, line: number): Found | undefined {
  const head = /[ \t\uFEFF]{0,200}(?:export[ \t]{1,50})?([\w.-]{1,300})(?:[ \t]{0,50}=|:[ \t])[ \t]{0,200}/y;
  head.lastIndex = line;
  const match = head.exec(text);
  const key = match?.[1];
  if (!match || key === undefined) return undefined;
  const valueStart = head.lastIndex;
  const start = line + match[0].indexOf(key, /^[ \t\uFEFF]*export[ \t]/.exec(match[0])?.[0].length ?? 0);
  return { key, start, valueStart, ...(quotedAt(text, valueStart) ?? bareAt(text, valueStart)) };
}

function quotedAt(text: string, start: number): Pick<Found, 'value' | 'quote' | 'end'> | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return { value: text.slice(start + 1, at), quote, end: at + 1 };
  }
  return undefined;
}

function bareAt(text: string, start: number): Pick<Found, 'value' | 'quote' | 'end'> {
  const rest = text.slice(start, lineEnd(text, start));
  const hash = rest.search(/(?:^|[ \t])#/);
  const value = (hash < 0 ? rest : rest.slice(0, hash)).trimEnd();
  return { value, quote: undefined, end: start + value.length };
}

function nextLine(text: string, from: number): number {
  return lineEnd(text, from) + 1;
}

function lineEnd(text: string, from: number): number {
  const end = /[\r\n]|$/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}
