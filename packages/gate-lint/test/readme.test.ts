import { readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { Options } from '../src/options.js';
import { rules } from '../src/rules/index.js';

const FILE = new URL('../README.md', import.meta.url);

const TABLES = {
  options: [
    ['option', 'default', 'trusted', 'what it sets'],
    ...Object.entries(Options.properties).map(([name, option]) => [
      `\`${name}\``,
      `\`${JSON.stringify(option.default)}\``,
      'x-trusted' in option ? 'yes' : 'no',
      option.description,
    ]),
  ],
  rules: [
    ['rule', 'severity', 'CWE', 'what is wrong'],
    ...rules.map((rule) => [`\`${rule.id}\``, rule.severity, rule.cwe.join(', '), rule.summary]),
  ],
};

/** `UPDATE_README=1` writes the tables anew. */
describe.each(Object.entries(TABLES))('the table of %s in the README', (name, rows) => {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const wanted = `${start}\n<!-- prettier-ignore-start -->\n\n${toTable(rows)}\n\n<!-- prettier-ignore-end -->\n${end}`;

  it('says what the code says', () => {
    const text = readFileSync(FILE, 'utf8');
    const found = text.slice(text.indexOf(start), text.indexOf(end) + end.length);
    if (process.env['UPDATE_README'] === '1')
      writeFileSync(
        FILE,
        text.replace(found, () => wanted),
      );
    else expect(found).toBe(wanted);
  });
});

function toTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
