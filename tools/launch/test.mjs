// `npm test [-- vitest arguments]`: every test; with `-- --coverage` also what they reach, which takes a third longer.
// Prints at the end which tests were skipped, and why.
import { join } from 'node:path';

import { ROOT, prepare, runProgram, say } from './prepare.mjs';

await prepare();
say('running the tests …');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const chosen = process.argv.slice(2);
const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'tools/test/summary-reporter.mjs')}`];
process.exit(runProgram(process.execPath, [vitest, 'run', ...reporters, ...chosen]));
