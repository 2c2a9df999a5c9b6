// A tool that Go builds from a module whose sum, with that of every dependency, stands in pins.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath, run } from './programs.mjs';
import { PINS, installInto, isInstalled } from './tool-cache.mjs';

/** @param name of the tool, of its program, and of its entry in pins.json. */
export function goTool(name) {
  return { name, install: () => install(name, PINS[name]) };
}

async function install(name, pin) {
  if (isInstalled(name)) return `${pin.version} is there.`;
  const go = findOnPath('go');
  if (go === undefined)
    throw new Error(`Go is missing, and it builds ${name} ${pin.version}. Install Go and run this again.`);
  await installInto(name, (folder) => build(go, name, pin, folder));
  return `${pin.version} is built and verified.`;
}

/**
 * A module of our own that needs nothing but the tool. Its `go` is the language that the tool is compiled as: a tool that
 * needs a newer one names it in its pin.
 */
export function writeModuleFile(folder, { module, version, go }) {
  writeFileSync(join(folder, 'go.mod'), `module tool\n\ngo ${go}\n\nrequire ${module} v${version}\n`);
}

/** What Go is told by its environment, for a build and for a list of what would be built. */
export function goEnvironment({ experiment }) {
  const experiments = experiment === undefined ? {} : { GOEXPERIMENT: experiment };
  return { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0', ...experiments };
}

/**
 * From a module of our own: `go install` asks the proxy for a list of versions, which it has not for every module, and
 * takes none with a `replace`.
 */
async function build(go, name, pin, folder) {
  const { version, package: program, versionVariable, modules } = pin;
  const source = join(folder, 'source');
  mkdirSync(source);
  writeModuleFile(source, pin);
  const flags = ['-s', '-w', ...(versionVariable ? [`-X=${versionVariable}=${version}`] : [])];
  const arguments_ = ['-trimpath', `-ldflags=${flags.join(' ')}`, '-o', join(folder, name), program];
  await run(go, ['build', ...arguments_], { cwd: source, env: goEnvironment(pin) });
  verify(name, await run(go, ['version', '-m', join(folder, name)]), modules);
  return name;
}

/** Every module in the binary must be a pinned one with the pinned sum. `go version -m` prints a line each. */
function verify(name, buildInfo, modules) {
  const built = buildInfo.split('\n').map((line) => line.trim().split('\t'));
  const inside = built.filter(([kind]) => kind === 'mod' || kind === 'dep');
  if (!inside.some(([kind]) => kind === 'mod'))
    throw new Error(`the built ${name} names no module: nothing to verify.`);
  for (const [, module, version, sum] of inside) {
    const wanted = modules[`${module}@${version}`];
    if (wanted !== sum) {
      throw new Error(
        `${module} ${version} has the sum ${sum}, and pins.json says ${wanted ?? 'nothing about it'}.`,
      );
    }
  }
}
