// actionlint, built by Go from the module whose sum, with that of every dependency, stands in pins.json.
import { join } from 'node:path';

import { PINS, findOnPath, installInto, isInstalled, run } from './tool-cache.mjs';

const { version, package: program, modules } = PINS.actionlint;

export const actionlint = { name: 'actionlint', install };

function install() {
  if (isInstalled('actionlint')) return `${version} is there.`;
  const go = findOnPath('go');
  if (go === undefined)
    throw new Error(`Go is missing, and it builds actionlint ${version}. Install Go and run this again.`);
  installInto('actionlint', (folder) => build(go, folder));
  return `${version} is built and verified.`;
}

function build(go, folder) {
  run(go, ['install', `${program}@v${version}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' },
  });
  verify(run(go, ['version', '-m', join(folder, 'actionlint')]));
  return 'actionlint';
}

/** Every module in the binary must be a pinned one with the pinned sum. `go version -m` prints a line each. */
function verify(buildInfo) {
  const built = buildInfo.split('\n').map((line) => line.trim().split('\t'));
  const inside = built.filter(([kind]) => kind === 'mod' || kind === 'dep');
  if (!inside.some(([kind]) => kind === 'mod'))
    throw new Error('the built actionlint names no module: nothing to verify.');
  for (const [, name, moduleVersion, sum] of inside) {
    const wanted = modules[`${name}@${moduleVersion}`];
    if (wanted !== sum) {
      throw new Error(
        `${name} ${moduleVersion} has the sum ${sum}, and pins.json says ${wanted ?? 'nothing about it'}.`,
      );
    }
  }
}
