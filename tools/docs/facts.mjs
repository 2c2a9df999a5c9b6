// Prints what the documentation must agree with, as JSON: commands with their options, gates, rules, codes. Reads the
// built packages, in a process of its own, since the list of gates resolves modules as Node does.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

import { ROOT } from '../generate/root.mjs';

const [{ COMMANDS }, { GATES }, contract] = await Promise.all([
  importBuilt('cli/dist/commands/index.js'),
  importBuilt('cli/dist/gates.js'),
  importBuilt('contract/dist/index.js'),
]);
const commands = await Promise.all(COMMANDS.map((entry) => entry.load()));
const gates = await Promise.all(GATES.map((entry) => entry.load()));
process.stdout.write(
  JSON.stringify({
    commands: commands.map(({ name, options, arity }) => ({ name, options, arity })),
    gates: gates.map(({ meta, options, rules }) => ({
      id: meta.id,
      options: Object.keys(options.properties),
      rules,
    })),
    codes: [...contract.ERROR_CODES, ...contract.GAP_CODES].map((code) => ({
      code,
      uri: contract.codeHelpUri(code),
    })),
    home: contract.HOMEPAGE,
  }),
);

function importBuilt(path) {
  return import(pathToFileURL(join(ROOT, 'packages', path)).href);
}
