import type { Edit, Finding } from '@railgate/contract';

/** The files after the safe fixes of findings; edits of one file are applied from its end. */
export function applySafeFixes(
  files: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): Record<string, string> {
  const result = { ...files };
  const edits = findings.flatMap((finding) => (finding.fix?.safe === true ? finding.fix.edits : []));
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = files[path] ?? '';
    const spans = edits.filter((edit) => edit.path === path).map((edit) => toSpan(text, edit));
    spans.sort((a, b) => b.start - a.start);
    result[path] = spans.reduce((now, one) => now.slice(0, one.start) + one.text + now.slice(one.end), text);
  }
  return result;
}

function toSpan(
  text: string,
  { region, text: replacement }: Edit,
): { start: number; end: number; text: string } {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  const offset = (line: number, column: number) => (lines[line - 1] ?? text.length) + column - 1;
  return {
    start: offset(region.startLine, region.startColumn),
    end: offset(region.endLine, region.endColumn),
    text: replacement,
  };
}
