/** A script with the place (from 0) at which its text begins in the file. */
export interface Script {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const START = /<script(?=[\s>])[^>]{0,500}>/gi;
const END = /<\/script[\s>]/gi;

/** The whole file; of a Vue or Svelte file its `<script>` elements. Linear. */
export function scriptsOf(path: string, text: string): Script[] {
  if (/\.kts?$/.test(path)) return [{ text: withoutDollars(text), line: 0, column: 0 }];
  if (!/\.(?:vue|svelte)$/.test(path)) return [{ text, line: 0, column: 0 }];
  const scripts: Script[] = [];
  START.lastIndex = 0;
  for (let start = START.exec(text); start; start = START.exec(text)) {
    const from = start.index + start[0].length;
    END.lastIndex = from;
    const to = END.exec(text)?.index ?? text.length;
    scripts.push({ text: text.slice(from, to), ...placeOf(text, from) });
    START.lastIndex = to;
  }
  return scripts;
}

/** `$$"…"` of Kotlin 2.2, which the grammar does not know. Every place stays what it is. */
function withoutDollars(text: string): string {
  return text.includes('$$"') ? text.replaceAll('$$"', '  "') : text;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  return { line: lines.length - 1, column: (lines.at(-1) ?? '').length };
}
