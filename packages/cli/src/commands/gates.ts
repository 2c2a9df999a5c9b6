import { EXIT } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { loadGates } from '../load-gates.js';

export const gatesCommand = defineCommand({
  name: 'gates',
  positionals: '',
  arity: [0, 0],
  summary: 'Lists the gates and their questions.',
  options: { json: { type: 'boolean', help: 'as JSON' } },
  async run({ options }, io) {
    const gates = await loadGates();
    const rows = gates.map(({ meta, rules }) => ({ ...meta, rules: rules.length }));
    if (options.json) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else
      for (const row of rows)
        io.stdout.write(`${row.id.padEnd(10)} ${row.question}  (${row.rules} rules, per ${row.scope})\n`);
    return EXIT.clean;
  },
});
