// The Railway gate over a made full-stack monorepo of 2,000 files, cold and warm, then four and sixteen times as many; and
// hadolint and `trivy config` on its Dockerfiles, where they are installed.
//   node tools/bench/railway.mjs [--runs 5] [--units 1,4,16]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { CLI, prepare } from '../launch/prepare.mjs';
import { makeMonorepo } from './make-monorepo.mjs';
import { compare } from './measure.mjs';

await prepare();
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, units: { type: 'string', default: '1,4,16' } },
});
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'railgate-railway-'));

try {
  for (const units of values.units.split(',').map(Number)) measure(units);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(units) {
  const root = join(folder, `made-${units}`);
  const { files, bytes, dockerfiles } = makeMonorepo(root, units);
  compare(
    `${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${dockerfiles.length} services`,
    [
      // A file is no folder: nothing is kept.
      { name: 'railgate, railway gate, cold', ...railgate(root, fileURLToPath(import.meta.url)) },
      { name: 'the same, warm', ...railgate(root, join(folder, 'cache')) },
      { name: 'node -e 0', command: ['node', '-e', '0'] },
      ...peers(root, dockerfiles),
    ],
    { runs },
  );
}

function railgate(root, cache) {
  if (!cache.endsWith('.mjs')) mkdirSync(cache, { recursive: true });
  const out = join(folder, 'out');
  return {
    command: ['node', CLI, 'run', root, '--gate', 'railway', '--out', out, '--quiet'],
    env: { XDG_CACHE_HOME: cache },
    accept: [1, 2],
  };
}

function peers(root, dockerfiles) {
  const all = [
    { name: 'hadolint, its Dockerfiles', command: ['hadolint', ...dockerfiles], accept: [0, 1] },
    {
      name: 'trivy config',
      command: ['trivy', 'config', '--quiet', '--skip-check-update', '--format', 'json', root],
    },
  ];
  return all.filter(({ command: [program] }) => !spawnSync(program, ['--version']).error);
}
