// sarif-multitool, the oracle of our validation rules: the binary package of its npm package, whose digest stands in
// pins.json. Its npm command would pass every argument through a shell, so that the binary itself is called.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PINS, findOnPath, installInto, isInstalled, run } from './tool-cache.mjs';

const { version, packages } = PINS['sarif-multitool'];

export const multitool = { name: 'sarif-multitool', install };

function install() {
  if (isInstalled('sarif-multitool')) return `${version} is there.`;
  const npm = findOnPath('npm');
  if (npm === undefined) throw new Error(`npm is missing, and sarif-multitool ${version} comes with it.`);
  const name = `@microsoft/sarif-multitool-${process.platform}`;
  const integrity = packages[name];
  if (integrity === undefined)
    throw new Error(`there is no pinned package for ${process.platform}; add its digest to pins.json.`);
  installInto('sarif-multitool', (folder) => installPackage(npm, folder, name, integrity));
  return `${version} is installed and verified.`;
}

/** npm itself refuses a package whose digest is not that of the lock, and asks the registry that the user has set. */
function installPackage(npm, folder, name, integrity) {
  const dependencies = { [name]: version };
  const locked = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } };
  const lock = { lockfileVersion: 3, requires: true, packages: locked };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run(npm, ['ci', '--prefix', folder, ...options], { cwd: folder });
  const program = `node_modules/${name}/Sarif.Multitool`;
  // Its install script would do no more than this.
  chmodSync(join(folder, program), 0o755);
  run(join(folder, program), ['--version']);
  return program;
}
