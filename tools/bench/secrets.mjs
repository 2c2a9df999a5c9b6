// The engine of the secrets gate over a source tree, on one thread and on more, beside gitleaks and betterleaks where they
// are installed; with --rules, what each format costs, in this process and without threads.
//   node tools/bench/secrets.mjs [--tree DIR] [--megabytes 300] [--runs 5] [--threads 1,2] [--rules [--top 40]]
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { compare } from './measure.mjs';

const require = createRequire(import.meta.url);
const SELF = fileURLToPath(import.meta.url);
const PEAK_OF = fileURLToPath(new URL('peak-of.mjs', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const TEXT = /\.(?:[cm]?[jt]sx?|json|md|html|css|ya?ml|txt|py|go|rb|php|java|kt|rs|cs|sh|sql|toml|xml)$/;

const { values } = parseArgs({
  options: {
    tree: { type: 'string' },
    megabytes: { type: 'string', default: '300' },
    runs: { type: 'string', default: '5' },
    threads: { type: 'string', default: `1,${availableParallelism()}` },
    rules: { type: 'boolean', default: false },
    top: { type: 'string', default: '40' },
    // Set by the bench itself, in the processes that it measures.
    look: { type: 'boolean', default: false },
    list: { type: 'string' },
  },
});

if (values.look) await look(values.tree, Number(values.threads), values.list);
else await withTree(values.rules ? showRules : measure);

/** Calls `use` with the tree that was asked for, or one that is made of installed packages. */
async function withTree(use) {
  const { prepare } = await import('../launch/prepare.mjs');
  await prepare();
  if (values.tree !== undefined) return use(values.tree);
  const folder = mkdtempSync(join(tmpdir(), 'railgate-secrets-'));
  try {
    makeTree(folder, Number(values.megabytes) * 1e6);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages' texts, several times over when they are too few. */
function makeTree(folder, wanted) {
  const sources = [...filesOf(MODULES)].filter((path) => TEXT.test(path));
  let bytes = 0;
  for (let copy = 0; bytes < wanted && sources.length > 0; copy++) {
    for (const [index, path] of sources.entries()) {
      if (bytes >= wanted) return;
      const parent = join(folder, `copy-${copy}`, `part-${Math.floor(index / 200)}`);
      mkdirSync(parent, { recursive: true });
      copyFileSync(path, join(parent, `${index}-${path.slice(path.lastIndexOf('/') + 1)}`));
      bytes += sizeOf(path);
    }
  }
}

function* filesOf(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* filesOf(path);
    else if (entry.isFile()) yield path;
  }
}

function sizeOf(path) {
  return statSync(path).size;
}

function measure(tree) {
  const files = [...filesOf(tree)];
  const bytes = files.reduce((sum, path) => sum + sizeOf(path), 0);
  const folder = mkdtempSync(join(tmpdir(), 'railgate-secrets-list-'));
  try {
    const list = join(folder, 'list');
    writeFileSync(list, files.map((path) => path.slice(tree.length + 1)).join('\n'));
    compareOver(tree, files.length, bytes, list);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param list a file with the paths: a gate is given them, and does not look for them. The peers list for themselves. */
function compareOver(tree, count, bytes, list) {
  const ours = values.threads.split(',').map((threads) => ({
    name: `railgate's engine, threads: ${threads}`,
    command: ['node', SELF, '--look', '--tree', tree, '--list', list, '--threads', threads],
  }));
  const title = `${count} files, ${(bytes / 1e6).toFixed(0)} MB`;
  compare(title, [...ours, ...peers(tree)], { runs: Number(values.runs), bytes });
}

function peers(tree) {
  return ['gitleaks', 'betterleaks']
    .filter((program) => !spawnSync(program, ['version']).error)
    .map((program) => ({
      name: `${program} dir`,
      command: ['node', PEAK_OF, program, 'dir', tree, '--no-banner', '--redact', '--exit-code', '0'],
    }));
}

/** What is measured: all files of the list, as the gate looks at them. */
async function look(tree, threads, list) {
  const { openPool } = require('../../packages/gate-secrets/bundle/pool.js');
  const pool = openPool({ threads: threads - 1 });
  const paths = readFileSync(list, 'utf8').split('\n');
  const looked = await Promise.all(paths.map((path) => pool.file({ root: tree }, path)));
  await pool.close();
  const unseen = looked.filter(({ gap }) => gap !== undefined).length;
  process.stdout.write(
    `${looked.reduce((sum, { places }) => sum + places.length, 0)} places, ${unseen} gaps\n`,
  );
}

/** The costliest formats first. A text looked at in vain is a keyword that is too common. */
function showRules(tree) {
  const { detect, Meter } = require('../../packages/secrets/bundle/index.js');
  const texts = [...filesOf(tree)]
    .filter((path) => TEXT.test(path) && sizeOf(path) < 4 * 1024 * 1024)
    .map((path) => ({ path: path.slice(tree.length + 1), bytes: readFileSync(path) }));
  for (const { path, bytes } of texts.slice(0, 500)) detect(bytes, path);
  const meter = new Meter();
  const start = process.cpuUsage();
  for (const { path, bytes } of texts) detect(bytes, path, undefined, meter);
  const { user, system } = process.cpuUsage(start);
  const megabytes = texts.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  console.log(
    `${megabytes.toFixed(0)} MB, ${((user + system) / 1000 / megabytes).toFixed(2)} ms a MB, measuring included`,
  );
  console.log('                                        µs/MB   texts/MB   in vain      found   bytes a text');
  const rows = [...meter.work].sort(([, a], [, b]) => b.microseconds - a.microseconds);
  for (const [id, work] of rows.slice(0, Number(values.top))) {
    console.log(
      [
        id.padEnd(36),
        (work.microseconds / megabytes).toFixed(1).padStart(9),
        (work.texts / megabytes).toFixed(2).padStart(10),
        `${((100 * work.inVain) / work.texts).toFixed(1)} %`.padStart(9),
        String(work.found).padStart(10),
        (work.characters / work.texts).toFixed(0).padStart(14),
      ].join(' '),
    );
  }
}
