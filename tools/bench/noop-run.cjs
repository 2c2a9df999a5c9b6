// Measured by noop.mjs: one run of six gates that find nothing, over the folder given. CommonJS, as the command is.
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const { startThreadAhead } = require('@railgate/runner/bundle/thread-start');
// As the command does: its thread gets ready while the rest loads.
startThreadAhead();
const { run } = require('@railgate/runner/bundle');

const STUB = pathToFileURL(join(__dirname, '../../packages/testkit/stubs/gates/gate.mjs'));
const [root, out] = process.argv.slice(2);
const gates = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => {
  const module = `${STUB}?id=${id}&does=ok`;
  return { id, module, load: async () => (await import(module)).gate };
});
void run({ root, gates, out }).then(({ verdict }) => (process.exitCode = verdict.exitCode));
