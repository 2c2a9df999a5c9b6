// Fetches the grammars again that stand in packages/code/grammars, from the packages that their source.json names,
// with the npm of whoever runs this: `node tools/vendor/grammars.mjs`. docs/decisions/0021 says why they stand there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GRAMMARS = fileURLToPath(new URL('../../packages/code/grammars', import.meta.url));

for (const name of readdirSync(GRAMMARS)) fetchGrammar(join(GRAMMARS, name));

/** Nothing is written unless every file has the digest that is written down for it. */
function fetchGrammar(folder) {
  const source = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8'));
  const scratch = mkdtempSync(join(tmpdir(), 'railgate-grammar-'));
  try {
    const archive = packed(source, scratch);
    run('tar', ['-xzf', archive, '-C', scratch]);
    const files = Object.entries(source.files).map(([name, digest]) => {
      const bytes = readFileSync(join(scratch, 'package', name));
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== digest) throw new Error(`${name} of ${source.package} is ${found} and not ${digest}.`);
      return { name, bytes };
    });
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    console.log(`${source.package} ${source.version}: ${files.map(({ name }) => name).join(', ')}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The package's archive; its scripts are not run. */
function packed({ package: name, version, integrity }, scratch) {
  const arguments_ = [
    'pack',
    `${name}@${version}`,
    '--json',
    '--ignore-scripts',
    '--pack-destination',
    scratch,
  ];
  const [found] = JSON.parse(run('npm', arguments_));
  if (found.integrity !== integrity) throw new Error(`${name}@${version} is ${found.integrity}.`);
  return join(scratch, found.filename);
}

function run(command, arguments_) {
  const { status, stdout, stderr, error } = spawnSync(command, arguments_, { encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`${command} ${arguments_[0]} failed: ${error?.message ?? stderr}`);
  return stdout;
}
