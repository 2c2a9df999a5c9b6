import { readFileSync, writeFileSync } from 'node:fs';

/** A heading and its rows. */
export type Table = readonly (readonly string[])[];

/**
 * The table that stands between `<!-- name -->` and `<!-- /name -->` of a README, and the one that should.
 * With `UPDATE_README=1` it is written first, so that both are equal.
 */
export function readmeTable(file: URL, name: string, rows: Table): { found: string; wanted: string } {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const wanted = `${start}\n<!-- prettier-ignore-start -->\n\n${toMarkdown(rows)}\n\n<!-- prettier-ignore-end -->\n${end}`;
  const text = readFileSync(file, 'utf8');
  const found = text.slice(text.indexOf(start), text.indexOf(end) + end.length);
  if (process.env['UPDATE_README'] !== '1') return { found, wanted };
  writeFileSync(
    file,
    text.replace(found, () => wanted),
  );
  return { found: wanted, wanted };
}

function toMarkdown([head = [], ...rows]: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
