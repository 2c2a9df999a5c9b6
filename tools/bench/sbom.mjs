// What the bill of materials of one lockfile of npm takes beyond cyclonedx-npm's own time: the whole call beside that program.
//   node tools/bench/sbom.mjs FOLDER [--runs 7]      (FOLDER holds package.json and package-lock.json, and no other lockfile)
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { CLI, ROOT, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '7' } },
  allowPositionals: true,
});
const root = resolve(positionals[0] ?? ROOT);
const require = createRequire(join(ROOT, 'packages/gate-sbom/package.json'));
const cyclonedx = join(dirname(require.resolve('@cyclonedx/cyclonedx-npm')), 'bin/cyclonedx-npm-cli.js');

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-sbom-'));
const [ours, theirs] = ['out', 'bom.json'].map((name) => join(folder, name));
try {
  compare(
    'the bill of a lockfile',
    [
      {
        name: 'railgate run --gate sbom',
        command: [
          'node',
          CLI,
          'run',
          root,
          '--gate',
          'sbom',
          '--offline',
          '--no-cache',
          '--quiet',
          '--out',
          ours,
        ],
        accept: [0, 1, 2],
      },
      {
        name: 'cyclonedx-npm --package-lock-only',
        command: [
          'node',
          cyclonedx,
          '--package-lock-only',
          '--output-reproducible',
          '-o',
          theirs,
          join(root, 'package.json'),
        ],
      },
    ],
    { runs: Number(values.runs) },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
