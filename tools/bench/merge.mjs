// Merging SARIF files, beside sarif-multitool (tools/ci/setup installs it; without it ours runs alone).
//   node tools/bench/merge.mjs [--only 25k|100k|one|orders] [--runs 3]
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
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
  options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } },
});
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'railgate-merge-'));
const multitool = findMultitool();
if (multitool === undefined) console.error('sarif-multitool is missing: tools/ci/setup installs it.');

try {
  // Files of one tool, and files of two tools each, as the shards of a pipeline leave them; then one that is large.
  if (wants('25k')) time('25,000 results in 5 files', shards('25k', 5, 5000, 1));
  if (wants('100k')) time('100,000 results in 20 files', shards('100k', 20, 5000, 2));
  if (wants('one')) time('one file of 205 MB', large());
  if (wants('orders')) orders(shards('orders', 8, 1000, 3));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function wants(name) {
  return values.only === undefined || values.only === name;
}

function time(title, inputs) {
  const contenders = [{ name: 'railgate merge', command: ours(inputs, join(folder, 'ours.sarif')) }];
  if (multitool)
    contenders.push({ name: 'sarif-multitool merge', command: ['node', PEAK_OF, ...peers(inputs)] });
  compare(title, contenders, { runs });
}

/** The same files in 20 orders, and the peer five times over the same order. */
function orders(inputs) {
  const hashes = new Set();
  for (let turn = 0; turn < 20; turn++) {
    const turned = [...inputs.slice(turn % inputs.length), ...inputs.slice(0, turn % inputs.length)];
    if (turn % 2) turned.reverse();
    hashes.add(hashOf(ours(turned, join(folder, 'order.sarif')), join(folder, 'order.sarif')));
  }
  console.log(`\n20 orders of ${inputs.length} files\n  railgate merge: ${hashes.size} hash(es) in 20 runs`);
  if (!multitool) return;
  const peer = new Set();
  for (let turn = 0; turn < 5; turn++) peer.add(hashOf(peers(inputs), join(folder, 'peer/merged.sarif')));
  console.log(`  sarif-multitool merge: ${peer.size} hash(es) in 5 runs of one order`);
}

function ours(inputs, out) {
  return ['node', CLI, 'merge', ...inputs, '-o', out];
}

function peers(inputs) {
  const out = join(folder, 'peer');
  const target = [
    '--output-directory',
    out,
    '--output-file',
    'merged.sarif',
    '--log',
    'ForceOverwrite;Minify',
  ];
  return [multitool, 'merge', ...inputs, ...target];
}

function hashOf([program, ...args], out) {
  const { status, stderr } = spawnSync(program === 'node' ? process.execPath : program, args);
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr}`);
  return createHash('sha256').update(readFileSync(out)).digest('hex');
}

/** Files of `results` each, of so many tools. */
function shards(name, files, results, tools) {
  const root = join(folder, name);
  mkdirSync(root);
  for (let i = 0; i < files; i++)
    makeSarif(join(root, `${String(i).padStart(2, '0')}.sarif`), { results, seed: i + 1, tools });
  return readdirSync(root)
    .sort()
    .map((file) => join(root, file));
}

function large() {
  const path = join(folder, 'large.sarif');
  const { results } = makeSarif(path, { megabytes: 205 });
  console.log(`\n${results} results`);
  return [path];
}

function findMultitool() {
  const installed = join(BIN, 'sarif-multitool');
  return existsSync(installed) ? installed : findOnPath('Sarif.Multitool');
}
