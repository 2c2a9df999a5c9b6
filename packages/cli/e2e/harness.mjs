/**
 * Runs built gates and stub gates through the built runner: `node harness.mjs ORDERS.json`, with
 * `[{ "root", "gates": [{ "id", "module"? }] }]` in it; without `gates` all of the command's. A process of its own,
 * since it may run under another user id, and built code, since that is what ships. One JSON line an order:
 * `{ "manifest" }`, or `{ "name", "error", "remedy", "stack" }`.
 *
 * The product itself has no way to load other gates: an environment variable for that would belong to whoever can set one.
 */
import { readFileSync } from 'node:fs';

import { GATES } from '../bundle/gates.js';

// Loaded as the command loads them: a gate in its modules takes twice the processor time of a gate in its bundle.
const [{ run }, { REPORTERS }] = await Promise.all([
  import('@railgate/runner/bundle'),
  import('@railgate/reporters/bundle'),
]);

for (const order of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  process.stdout.write(`${JSON.stringify(await answerOf(order))}\n`);
}

async function answerOf({ root, gates }) {
  try {
    const { report } = await run({
      root,
      gates: gates ? gates.map(entryOf) : GATES,
      reporters: REPORTERS,
      env: { SOURCE_DATE_EPOCH: '1795219200' },
      signal: new AbortController().signal,
      onEvent: () => undefined,
      selection: { gates: [], projects: [] },
      offline: true,
      trustRepository: false,
      // Stubs need next to nothing, and one of them is to run out of it soon.
      ...(gates?.some(({ module }) => module) && { memoryLimit: 128 }),
    });
    return { manifest: report.manifest };
  } catch (error) {
    return { name: error.name, error: error.message, remedy: error.remedy, stack: error.stack };
  }
}

function entryOf({ id, module }) {
  if (module) return { id, module, load: async () => (await import(module)).gate };
  return GATES.find((entry) => entry.id === id);
}
