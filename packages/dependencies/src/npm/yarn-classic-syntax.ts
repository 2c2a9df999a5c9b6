import { Malformed } from './cursor.js';
import type { YarnWant } from './yarn-graph.js';

/** An entry of a yarn.lock of version 1, as it is written. */
export interface ClassicEntry {
  /** `a@^1.0.0`, … */
  readonly keys: readonly string[];
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly wants: YarnWant[];
}

/**
 * Lines are told apart by their indentation: keys, fields (2), and what `dependencies` lists (4).
 *
 * @throws {Malformed}
 */
export function readClassicEntries(text: string, take: (entry: ClassicEntry) => void): void {
  let entry: (ClassicEntry & { readonly fields: Map<string, string> }) | undefined;
  let section: string | undefined;
  let line = 0;
  for (const content of linesOf(text)) {
    line++;
    const indent = content.length - content.trimStart().length;
    const trimmed = content.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    if (indent === 0) {
      if (entry) take(entry);
      entry = { keys: keysOf(trimmed, line), line, fields: new Map(), wants: [] };
      section = undefined;
    } else if (!entry) throw new Malformed('Expected the name of a package.', line);
    else if (indent === 2 && trimmed.endsWith(':')) section = trimmed.slice(0, -1);
    else if (indent === 2) {
      const [name, value] = pairOf(trimmed, line);
      entry.fields.set(name, value);
      section = undefined;
    } else if (indent >= 4 && section !== undefined) addWant(entry, section, pairOf(trimmed, line));
    else throw new Malformed('Expected a field with two blanks before it.', line);
  }
  if (entry) take(entry);
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

function addWant(entry: ClassicEntry, section: string, [name, range]: readonly [string, string]): void {
  if (section === 'dependencies') entry.wants.push({ name, range, isOptional: false });
  else if (section === 'optionalDependencies') entry.wants.push({ name, range, isOptional: true });
}

/** `a@^1, "b@>= 2":` */
function keysOf(text: string, line: number): string[] {
  if (!text.endsWith(':'))
    throw new Malformed('Expected `:` after the names. It is probably truncated.', line);
  const keys: string[] = [];
  let rest = text.slice(0, -1);
  while (rest !== '') {
    const [key, after] = wordOf(rest, line);
    if (!isKey(key)) throw new Malformed('Expected the name and range of a package.', line);
    keys.push(key);
    if (after !== '' && !after.startsWith(',')) throw new Malformed('Expected `,` between the names.', line);
    rest = after.slice(1).trimStart();
  }
  if (keys.length === 0) throw new Malformed('Expected the name of a package.', line);
  return keys;
}

function isKey(key: string): boolean {
  return key.indexOf('@', 1) > 0;
}

/** `version "1.0.0"`, `"@a/b" "^1"`, `integrity sha512-…` */
function pairOf(text: string, line: number): [string, string] {
  const [name, after] = wordOf(text, line);
  const [value, rest] = wordOf(after.trimStart(), line);
  if (rest !== '' || after === '') throw new Malformed('Expected a name and a value.', line);
  return [name, value];
}

/** A word, in double quotes or without, and what follows it. */
function wordOf(text: string, line: number): [string, string] {
  if (!text.startsWith('"')) {
    const end = text.search(/[\s,]/);
    return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  }
  const end = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length;
  if (end === undefined)
    throw new Malformed('Expected `"`: the text has no end. It is probably truncated.', line);
  try {
    return [JSON.parse(text.slice(0, end)) as string, text.slice(end)];
  } catch {
    throw new Malformed('Expected a valid escape after each backslash.', line);
  }
}
