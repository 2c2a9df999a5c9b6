// The history of a repository: every version of every file, beside `betterleaks git` and `gitleaks git` where they are
// installed. Without --repo a repository with so many commits is made.
//   node tools/bench/secrets-history.mjs [--repo DIR] [--commits 10000] [--runs 3]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { CLI, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    commits: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
  },
});
await prepare();
const { formatOf, samples } = await import('../../packages/secrets/dist/index.js');
const TOKEN = formatOf('github-personal-access-token');
const PEAK_OF = fileURLToPath(new URL('peak-of.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'railgate-history-'));

try {
  const root = values.repo === undefined ? await made(Number(values.commits)) : resolve(values.repo);
  const git = (...args) =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const objects = git(
    'rev-list',
    '--objects',
    '--all',
    '--missing=allow-any',
    '--filter=object:type=blob',
    '--filter-provided-objects',
  );
  const sizes = execFileSync('git', ['-C', root, 'cat-file', '--buffer', '--batch-check=%(objectsize)'], {
    input: objects.replace(/ .*/g, ''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const bytes = sizes.split('\n').reduce((sum, size) => sum + (Number(size) || 0), 0);
  const versions = objects.trim().split('\n').length;
  compare(
    `${git('rev-list', '--count', '--all').trim()} commits, ${versions} versions of files, ${(bytes / 1e6).toFixed(0)} MB`,
    [
      {
        name: 'railgate, secrets, history only',
        command: [
          'node',
          CLI,
          'run',
          root,
          '--gate',
          'secrets',
          '--history',
          'all',
          '--history-only',
          // A second run would answer from what the first one kept.
          '--no-cache',
          '--out',
          join(folder, 'out'),
          '--quiet',
        ],
        accept: [0, 1, 2],
      },
      ...peers(root),
    ],
    { runs: Number(values.runs) },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Both write a report and no values; 0 and 7 are answers. */
function peers(root) {
  const report = (name) => ['--report-format', 'json', '--report-path', join(folder, `${name}.json`)];
  const quiet = ['--redact', '--no-banner', '--exit-code', '7', '--log-level', 'error', '--log-opts=--all'];
  return ['betterleaks', 'gitleaks']
    .filter((name) => !spawnSync(name, ['version']).error)
    .map((name) => ({
      name: `${name} git`,
      command: ['node', PEAK_OF, name, 'git', root, ...quiet, ...report(name)],
      accept: [0, 7],
    }));
}

/** A hundred folders of twenty files that change, and now and then a token that a later commit takes out. */
async function made(commits) {
  const root = join(folder, 'made');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', root]);
  const child = spawn('git', ['-C', root, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(child, 'close');
  for (let i = 0; i < commits; i++) if (!child.stdin.write(commitOf(i))) await once(child.stdin, 'drain');
  child.stdin.end();
  await ended;
  execFileSync('git', ['-C', root, 'repack', '-adq']);
  // A clone, since all of them want a working tree.
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  return clone;
}

function commitOf(i) {
  const head = `commit refs/heads/main\ncommitter Bench <bench@railgate.example> ${1_700_000_000 + i * 60} +0000\n${data(`Commit ${i}\n`)}`;
  const files = Array.from({ length: 1 + (i % 3) }, (_, n) => {
    const path = `src/part-${(i * 7 + n) % 100}/file-${(i * 3 + n) % 20}.ts`;
    return `M 100644 inline ${path}\n${data(textOf(i, n))}`;
  });
  return `${head}${files.join('')}\n`;
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** About 8 kB of code; every 200th with a token, which is made up here and now, with the checksum that its form has. */
function textOf(i, n) {
  const lines = Array.from({ length: 200 }, (_, line) => {
    const seed = (i * 31 + n * 17 + line * 7) % 9973;
    return `export const value${line} = compute(${seed}, 'name-${seed % 37}', { deep: ${line === i % 200} });`;
  });
  if (i % 200 === 0) lines[i % 190] = TOKEN.hits(samples(i))[0].text;
  return `${lines.join('\n')}\n`;
}
