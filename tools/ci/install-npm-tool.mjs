// A tool that is an npm package, whose digest stands in pins.json; where it needs others, all of them and their digests
// stand in requirements/TOOL.json. It runs by its own file, not by npm's: the command of sarif-multitool would pass every
// argument through a shell, and that of pnpm 12 would fetch a program.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkVersion, findOnPath, run } from './programs.mjs';
import { PINS, installInto, isInstalled, requirementsOf } from './tool-cache.mjs';

/** @param name of the tool, of its command file, and of its entry in pins.json. */
export function npmTool(name) {
  return { name, install: () => install(name, PINS[name]) };
}

async function install(name, pin) {
  if (isInstalled(name)) return `${pin.version} is there.`;
  const npm = findOnPath('npm');
  if (npm === undefined) throw new Error(`npm is missing, and ${name} ${pin.version} comes with it.`);
  const packageName = packageFor(pin.package);
  const packages = pin.packages ? packageAlone(packageName, pin) : JSON.parse(requirementsOf(name));
  await installInto(name, (folder) => installPackages(npm, folder, { ...pin, packageName, packages }));
  return `${pin.version} is installed and verified.`;
}

/** What a lockfile of npm says of a package that needs no other. */
function packageAlone(packageName, { version, packages }) {
  const integrity = packages[packageName];
  if (integrity === undefined) {
    throw new Error(
      `there is no pinned package for ${process.platform} on ${process.arch}; add its digest to pins.json.`,
    );
  }
  return { [`node_modules/${packageName}`]: { version, integrity } };
}

/** @param template the name of the package, with `{platform}` and `{arch}` where it has one for each, by Node's words. */
export function packageFor(template, { platform, arch } = process) {
  return template.replace('{platform}', platform).replace('{arch}', arch);
}

/** npm itself refuses a package whose digest is not that of the lock, and asks the registry that the user has set. */
async function installPackages(npm, folder, { packageName, version, packages, program }) {
  const dependencies = { [packageName]: version };
  const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies }, ...packages } };
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
