// Measured by noop.mjs: one run of six gates that find nothing, over the folder given.
import { run } from '@railgate/runner';

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
