// A tool that is an npm package, whose digest stands in pins.json. It runs by its own file, not by npm's: the command of
// sarif-multitool would pass every argument through a shell, and that of pnpm 12 would fetch a program.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkVersion, findOnPath, run } from './programs.mjs';
import { PINS, installInto, isInstalled } from './tool-cache.mjs';

/** @param name of the tool, of its command file, and of its entry in pins.json. */
export function npmTool(name) {
  return { name, install: () => install(name, PINS[name]) };
}

async function install(name, pin) {
  if (isInstalled(name)) return `${pin.version} is there.`;
  const npm = findOnPath('npm');
  if (npm === undefined) throw new Error(`npm is missing, and ${name} ${pin.version} comes with it.`);
  const packageName = packageFor(pin.package);
  const integrity = pin.packages[packageName];
  if (integrity === undefined) {
    throw new Error(
      `there is no pinned package for ${process.platform} on ${process.arch}; add its digest to pins.json.`,
    );
  }
  await installInto(name, (folder) => installPackage(npm, folder, { ...pin, packageName, integrity }));
  return `${pin.version} is installed and verified.`;
}

/** @param template the name of the package, with `{platform}` and `{arch}` where it has one for each, by Node's words. */
export function packageFor(template, { platform, arch } = process) {
  return template.replace('{platform}', platform).replace('{arch}', arch);
}

/** npm itself refuses a package whose digest is not that of the lock, and asks the registry that the user has set. */
async function installPackage(npm, folder, { packageName, version, integrity, program }) {
  const dependencies = { [packageName]: version };
  const locked = { '': { dependencies }, [`node_modules/${packageName}`]: { version, integrity } };
  const lock = { lockfileVersion: 3, requires: true, packages: locked };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(npm, ['ci', '--prefix', folder, ...options], { cwd: folder });
  const path = `node_modules/${packageName}/${program}`;
  // The install scripts would do no more than this.
  chmodSync(join(folder, path), 0o755);
  await checkVersion(folder, path, version);
  return path;
}
