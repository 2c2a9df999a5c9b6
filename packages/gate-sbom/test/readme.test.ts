import { readmeTable } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { Options } from '../src/options.js';
import { rules } from '../src/rules/index.js';

const README = new URL('../README.md', import.meta.url);

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
  it('says what the code says', () => {
    const { found, wanted } = readmeTable(README, name, rows);
    expect(found).toBe(wanted);
  });
});
