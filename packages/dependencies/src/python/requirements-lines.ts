/** A line of a requirements file with its continuations joined, as pip joins them. */
export interface RequirementsLine {
  /** Where it starts, from 1. */
  readonly line: number;
  /** Without comment and outer blank space; never empty. */
  readonly text: string;
  /** What pip-compile and uv note below or beside it: who asked for it. */
  readonly via: readonly string[];
}

/** A comment starts a line or has blank space before it: `git+https://x#egg=y` holds none. */
const COMMENT = /(?:^|\s)#/;
/** Where Python's `splitlines` ends a line. Editors count only the first three. */
const LINE = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/g; // eslint-disable-line no-control-regex -- as Python does

/** Follows pip's `req_file.py` (join_lines, ignore_comments) to the letter: what pip would install is what counts. */
export function requirementsLines(text: string): RequirementsLine[] {
  const lines: (RequirementsLine & { readonly via: string[] })[] = [];
  let open: { line: number; parts: string[] } | undefined;
  let notes: 'none' | 'list' = 'none';
  for (const { line, text: raw } of physicalLines(text)) {
    const isComment = /^\s*#/.test(raw);
    if (raw.endsWith('\\') && !isComment) {
      open ??= { line, parts: [] };
      open.parts.push(withoutBackslashes(raw));
      continue;
    }
    const joined = open ? [...open.parts, isComment ? ` ${raw}` : raw].join('') : raw;
    const from = open?.line ?? line;
    open = undefined;
    const at = COMMENT.exec(joined)?.index ?? joined.length;
    const words = joined.slice(0, at).trim();
    if (words !== '') lines.push({ line: from, text: words, via: [] });
    const last = lines.at(-1);
    const note = joined
      .slice(at)
      .replace(/^\s*#+\s*/, '')
      .trim();
    notes = last && at < joined.length ? addNote(last.via, note, notes) : 'none';
  }
  const rest = open?.parts.join('').trim() ?? '';
  if (open && rest !== '') lines.push({ line: open.line, text: rest, via: [] });
  return lines;
}

function addNote(via: string[], note: string, notes: 'none' | 'list'): 'none' | 'list' {
  const [word, ...names] = note.split(/\s+/);
  if (word === 'via') {
    for (const name of names.join(' ').split(',')) if (name.trim() !== '') via.push(name.trim());
    return 'list';
  }
  if (notes === 'none' || note === '') return 'none';
  via.push(note);
  return 'list';
}

/** By hand: an expression for a run of backslashes at the end takes quadratic time. */
function withoutBackslashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '\\') start++;
  while (end > start && text[end - 1] === '\\') end--;
  return text.slice(start, end);
}

function* physicalLines(text: string): Generator<{ line: number; text: string }> {
  let line = 1;
  let start = 0;
  for (const match of text.matchAll(LINE)) {
    yield { line, text: text.slice(start, match.index) };
    start = match.index + match[0].length;
    if (/[\n\r]/.test(match[0])) line++;
  }
  if (start < text.length) yield { line, text: text.slice(start) };
}
