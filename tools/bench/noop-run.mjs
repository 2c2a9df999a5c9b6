// Measured by noop.mjs: one run of six gates that find nothing, over the folder given.
import { startThreadAhead } from '@railgate/runner/bundle/thread-start';

// As the command does: its thread gets ready while the rest loads.
startThreadAhead();
const { run } = await import('@railgate/runner/bundle');

const [root, out] = process.argv.slice(2);
const stub = (id) =>
  new URL(`../../packages/testkit/stubs/gates/gate.mjs?id=${id}&does=ok`, import.meta.url).href;
const gates = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
  id,
  module: stub(id),
  load: async () => (await import(stub(id))).gate,
}));
const { verdict } = await run({ root, gates, out });
process.exitCode = verdict.exitCode;
