// Reading one large SARIF file, all results handed out and checked, beside JSON.parse of the whole (which checks nothing).
//   node tools/bench/read.mjs [--megabytes 205] [--runs 5]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { prepare } from '../launch/prepare.mjs';
import { makeSarif } from './make-sarif.mjs';
import { compare } from './measure.mjs';

await prepare();
const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '205' }, runs: { type: 'string', default: '5' } },
});
const folder = mkdtempSync(join(tmpdir(), 'railgate-read-'));
const file = join(folder, 'large.sarif');
const { results } = makeSarif(file, { megabytes: Number(values.megabytes) });
const megabytes = statSync(file).size / 1e6;
const script = fileURLToPath(new URL('read-run.mjs', import.meta.url));

// A string of V8 ends at 512 MB: what JSON.parse does then is an error, and its time that of the error.
const parse = `const { readFileSync } = require('node:fs');
try { if (JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8')).runs.length === 0) process.exit(1); }
catch (error) { process.exit(error.code === 'ERR_STRING_TOO_LONG' ? 9 : 1); }`;

try {
  compare(
    `one file of ${megabytes.toFixed(0)} MB, ${results} results`,
    [
      { name: 'railgate, each result', command: ['node', script, 'each', file, String(results)] },
      { name: 'railgate, head only', command: ['node', script, 'head', file, String(results)] },
      { name: 'JSON.parse (too long over 512 MB)', command: ['node', '-e', parse], accept: [0, 9] },
    ],
    { runs: Number(values.runs) },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
