// zizmor, as a wheel whose digest stands in pins.json, in a virtual environment of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PINS, findOnPath, installInto, isInstalled, run } from './tool-cache.mjs';

const { version, wheels } = PINS.zizmor;

export const zizmor = { name: 'zizmor', install };

function install() {
  if (isInstalled('zizmor')) return `${version} is there.`;
  const python = findOnPath('python3');
  if (python === undefined)
    throw new Error(`Python 3 is missing, and zizmor ${version} comes as a wheel. Install Python 3.`);
  installInto('zizmor', (folder) => installWheel(python, folder));
  return `${version} is installed and verified.`;
}

/** pip itself refuses a wheel whose digest is not in the list. */
function installWheel(python, folder) {
  const requirements = join(folder, 'requirements.txt');
  const hashes = Object.values(wheels).map((digest) => `--hash=sha256:${digest}`);
  writeFileSync(requirements, `zizmor==${version} ${hashes.join(' ')}\n`);
  run(python, ['-m', 'venv', join(folder, 'venv')]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  run(join(folder, 'venv/bin/python'), [
    ...pip,
    '--require-hashes',
    '--no-deps',
    '--only-binary',
    ':all:',
    '-r',
    requirements,
  ]);
  const said = run(join(folder, 'venv/bin/zizmor'), ['--version']).trim();
  if (said !== `zizmor ${version}`)
    throw new Error(`the installed program calls itself "${said}" and not zizmor ${version}.`);
  return 'venv/bin/zizmor';
}
