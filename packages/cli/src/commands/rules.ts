import { EXIT, UsageError, compareSeverity, didYouMean } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { loadRules } from '../load-gates.js';

export const rulesCommand = defineCommand({
  name: 'rules',
  positionals: '',
  arity: [0, 0],
  summary: 'Lists the rules of all gates.',
  options: {
    gate: { type: 'string', value: 'ID', help: 'of one gate only' },
    json: { type: 'boolean', help: 'as JSON, with everything that is known of each rule' },
  },
  async run({ options }, io) {
    const all = await loadRules();
    checkGate(
      options.gate,
      all.map(({ gate }) => gate.meta.id),
    );
    const chosen = all
      .filter(({ gate }) => options.gate === undefined || gate.meta.id === options.gate)
      .map(({ rule }) => rule);
    if (options.json) {
      io.stdout.write(`${JSON.stringify(chosen, null, 2)}\n`);
      return EXIT.clean;
    }
    const width = Math.max(...chosen.map((rule) => rule.id.length));
    chosen.sort((a, b) => compareSeverity(a.severity, b.severity) || (a.id < b.id ? -1 : 1));
    for (const rule of chosen)
      io.stdout.write(`${rule.severity.padEnd(8)} ${rule.id.padEnd(width)}  ${rule.summary}\n`);
    return EXIT.clean;
  },
});

function checkGate(wanted: string | undefined, ids: readonly string[]): void {
  if (wanted === undefined || ids.includes(wanted)) return;
  throw new UsageError(
    `There is no gate ${JSON.stringify(wanted)}.${didYouMean(wanted, ids)}`,
    'See `railgate gates`.',
  );
}
