import { linesOf, SETTINGS_LIMIT, type WrittenSetting } from './written-setting.js';

/**
 * The settings of a HOCON file, `application.conf`, as far as people write them: `a { b = 1 }`, `a.b = 1`, `a: "x"`,
 * `a = ${?PORT}` and lists on one line. A later one of the same key wins where it is set, so all are there.
 *
 * https://github.com/lightbend/config/blob/main/HOCON.md
 */
export function readHocon(text: string): WrittenSetting[] {
  const found: WrittenSetting[] = [];
  const open: string[] = [];
  for (const { text: line, start } of linesOf(text)) {
    for (const { text: piece, start: at } of piecesOf(line, start)) {
      if (piece === '}') open.pop();
      else if (piece.endsWith('{')) {
        const key = piece.slice(0, -1).replace(/[\s=:]{1,50}$/, '');
        if (open.length < 50) open.push(unquoted(key.trim()));
      } else found.push(...settingsOf(piece, at, open));
    }
    if (found.length >= SETTINGS_LIMIT) break;
  }
  return found;
}

interface Piece {
  readonly text: string;
  readonly start: number;
}

/** What stands between braces and commas of one line; braces of `${…}`, brackets and quotes hold together. */
function piecesOf(line: string, start: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const text = line.slice(from, to);
    const lead = text.length - text.trimStart().length;
    if (text.trim() !== '') pieces.push({ text: text.trim(), start: start + from + lead });
    from = to;
  };
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '#' || (sign === '/' && line[at + 1] === '/' && line[at - 1] !== ':')) {
      cut(at);
      return pieces;
    } else if (sign === '[' || (sign === '$' && line[at + 1] === '{')) depth++;
    else if (depth > 0) depth -= Number(sign === ']' || sign === '}');
    else if (sign === '{') cut(at + 1);
    else if (sign === '}' || sign === ',') {
      cut(at);
      if (sign === '}') cut(at + 1);
      else from = at + 1;
    }
  }
  cut(line.length);
  return pieces;
}

function settingsOf(piece: string, start: number, open: readonly string[]): WrittenSetting[] {
  const separator = piece.search(/[=:]/);
  if (separator <= 0) return [];
  const key = [...open, unquoted(piece.slice(0, separator).replace(/\+$/, '').trim())]
    .filter((part) => part !== '')
    .join('.');
  const rest = piece.slice(separator + 1);
  const at = start + separator + 1 + (rest.length - rest.trimStart().length);
  const value = rest.trim();
  if (!value.startsWith('['))
    return [{ key, text: unquoted(value), start: at, end: at + value.length, document: 0 }];
  let next = at + 1;
  return value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((item, index) => {
      const from = next + item.length - item.trimStart().length;
      next += item.length + 1;
      const text = item.trim();
      return {
        key: `${key}[${index}]`,
        text: unquoted(text),
        start: from,
        end: from + text.length,
        document: 0,
      };
    });
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
