// Prints what still keeps the process alive right after a run, one word a line.
import { run } from '@railgate/runner';

const [root, out, module] = process.argv.slice(2);
await run({ root, out, gates: [{ id: 'stub', module, load: async () => (await import(module)).gate }] });
process.stdout.write(process.getActiveResourcesInfo().join('\n'));
