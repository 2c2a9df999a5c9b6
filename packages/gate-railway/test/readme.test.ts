import { readmeTable } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { Options } from '../src/options.js';
import { RULES } from '../src/rules/index.js';

const README = new URL('../README.md', import.meta.url);

const TABLES = {
  options: [
    ['option', 'values', 'default', 'what it sets'],
    ...Object.entries(Options.properties).map(([name, option]) => [
      `\`${name}\``,
      'enum' in option ? option.enum.map((one) => `\`${one}\``).join(', ') : option.type,
      `\`${option.default}\``,
      option.description,
    ]),
  ],
  rules: [
    ['rule', 'severity', 'what is wrong', 'catalogue'],
    ...RULES.map((rule) => [`\`${rule.id}\``, rule.severity, rule.summary, rule.catalogue.join(', ')]),
  ],
};

/** `UPDATE_README=1` writes the tables anew. */
describe.each(Object.entries(TABLES))('the table of %s in the README', (name, rows) => {
  it('says what the code says', () => {
    const { found, wanted } = readmeTable(README, name, rows);
    expect(found).toBe(wanted);
  });
});
