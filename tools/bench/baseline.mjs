// Comparing two SARIF files, beside sarif-multitool match-results-forward (tools/ci/setup installs it; without it ours
// runs alone): how long it takes, and how many results are called new although they only moved.
//   node tools/bench/baseline.mjs [--only time|moves] [--runs 5]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { findOnPath } from '../ci/programs.mjs';
import { BIN } from '../ci/tool-cache.mjs';
import { CLI, prepare } from '../launch/prepare.mjs';
import { makeSarif } from './make-sarif.mjs';
import { compare } from './measure.mjs';

const PEAK_OF = fileURLToPath(new URL('peak-of.mjs', import.meta.url));

await prepare();
const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const FILES = Array.from({ length: 100 }, (_, i) => `part${i % 10}/file${i}.ts`);
const folder = mkdtempSync(join(tmpdir(), 'railgate-diff-'));
const multitool = findMultitool();
if (multitool === undefined) console.error('sarif-multitool is missing: tools/ci/setup installs it.');

try {
  if (values.only !== 'moves') {
    time('25,000 results against the same, shifted by 5 lines', pair('many', {}));
    time('the same, all of one rule in one file', pair('one', { rules: 1, files: 1 }));
  }
  if (values.only !== 'time') {
    console.log('\n5,000 results that only moved: called new');
    for (const withCode of [true, false]) {
      moves(`lines + 5, ${withCode ? 'with' : 'without'} code`, { withCode, shift: 5, rename: false });
      moves(`renamed and + 5, ${withCode ? 'with' : 'without'} code`, { withCode, shift: 5, rename: true });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function time(title, [base, head]) {
  const contenders = [
    {
      name: 'railgate diff -o',
      command: ['node', CLI, 'diff', base, head, '-o', join(folder, 'ours.sarif')],
    },
    { name: 'railgate diff', command: ['node', CLI, 'diff', base, head] },
  ];
  if (multitool)
    contenders.push({
      name: 'sarif-multitool match-results-forward',
      command: ['node', PEAK_OF, ...peer(base, head)],
    });
  compare(title, contenders, { runs: Number(values.runs) });
}

function pair(name, options) {
  return [0, 5].map((shift) => {
    const path = join(folder, `${name}-${shift}.sarif`);
    makeSarif(path, { results: 25_000, shift, ...options });
    return path;
  });
}

function moves(title, { withCode, shift, rename }) {
  const base = write('base.sarif', { withCode, shift: 0, rename: false });
  const head = write('head.sarif', { withCode, shift, rename });
  const list = rename ? FILES.flatMap((file) => ['--rename', `src/${file}=lib/${file}`]) : [];
  const seen = [
    `railgate ${newOf(['node', CLI, 'diff', base, head, '-o', join(folder, 'out.sarif'), ...list])}`,
  ];
  if (rename)
    seen.push(
      `railgate without the list of renames ${newOf(['node', CLI, 'diff', base, head, '-o', join(folder, 'out.sarif')])}`,
    );
  if (multitool) seen.push(`sarif-multitool ${newOf(peer(base, head))}`);
  console.log(`  ${title.padEnd(32)} ${seen.join(', ')}`);
}

/** How many results of `out.sarif` are new. */
function newOf([program, ...args]) {
  const { status, stderr } = spawnSync(program === 'node' ? process.execPath : program, args);
  if (![0, 1].includes(status)) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr}`);
  const { runs } = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'));
  return runs.flatMap(({ results }) => results).filter(({ baselineState }) => baselineState === 'new').length;
}

function peer(base, head) {
  const out = join(folder, 'out.sarif');
  return [multitool, 'match-results-forward', head, '-r', base, '-o', out, '--log', 'ForceOverwrite;Minify'];
}

/** What linters write: a message a rule, some with the line in it, and lines of code that come again and again. */
function write(name, { withCode, shift, rename }) {
  const results = FILES.flatMap((file, f) =>
    Array.from({ length: 50 }, (_, i) => {
      const rule = (f * 7 + i * 3) % 20;
      const startLine = 3 + i * 4 + ((f + i) % 3) + shift;
      const text = rule % 5 === 0 ? `Reported at line ${startLine}, one of 12.` : `Breaks rule ${rule}.`;
      return resultOf(
        { rule, text, startLine, uri: `${rename ? 'lib' : 'src'}/${file}` },
        withCode && `call${(f + i) % 40}(input);`,
      );
    }),
  );
  const path = join(folder, name);
  const run = { tool: { driver: { name: 'Linter', version: '1.0.0' } }, results };
  writeFileSync(path, JSON.stringify({ version: '2.1.0', runs: [run] }));
  return path;
}

function resultOf({ rule, text, startLine, uri }, code) {
  const region = { startLine, startColumn: 3, ...(code && { snippet: { text: code } }) };
  return {
    ruleId: `R${rule}`,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}

function findMultitool() {
  const installed = join(BIN, 'sarif-multitool');
  return existsSync(installed) ? installed : findOnPath('Sarif.Multitool');
}
