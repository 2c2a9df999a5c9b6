import { Malformed, type Cursor } from './cursor.js';
import { conflict } from '../problems.js';
import { YamlCursor } from './yaml-cursor.js';
import { Unusual } from './yaml-scanner.js';

/**
 * Calls `read` with a fast cursor and, where the text holds YAML that this one does not know, again with that of a whole
 * parser: `read` must begin anew each time.
 *
 * @param firstLine of the text within its file
 */
export async function readYaml<T>(text: string, firstLine: number, read: (cursor: Cursor) => T): Promise<T> {
  try {
    const cursor = new YamlCursor(text, firstLine);
    const answer = read(cursor);
    cursor.end();
    return answer;
  } catch (error) {
    if (!(error instanceof Unusual)) throw error;
    const found = conflict(text);
    if (found) throw new Malformed(found.message, found.line + firstLine - 1);
    const { YamlTreeCursor } = await import('./yaml-tree-cursor.js');
    return read(new YamlTreeCursor(text, firstLine, error.line));
  }
}

export interface YamlPart {
  readonly text: string;
  readonly firstLine: number;
}

/** The documents of a YAML text, which `---` on lines of their own divide. */
export function yamlParts(text: string): YamlPart[] {
  const parts: YamlPart[] = [];
  let start = 0;
  let firstLine = 1;
  for (const match of text.matchAll(/^---[ \t]{0,20}\r?$\n?/gm)) {
    parts.push({ text: text.slice(start, match.index), firstLine });
    firstLine += lineEnds(text, start, match.index + match[0].length);
    start = match.index + match[0].length;
  }
  parts.push({ text: text.slice(start), firstLine });
  return parts.filter((part) => part.text.trim() !== '');
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
