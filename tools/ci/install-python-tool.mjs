// A tool that is a Python package, in a virtual environment of its own. Its version stands in pins.json; every wheel that
// it needs, with the digests, in requirements/<name>.txt.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkVersion, findOnPath, run } from './programs.mjs';
import { PINS, installInto, isInstalled } from './tool-cache.mjs';

/** @param name of the tool, of its command, of its entry in pins.json and of its file of requirements. */
export function pythonTool(name) {
  return { name, install: () => install(name, PINS[name].version) };
}

async function install(name, version) {
  if (isInstalled(name)) return `${version} is there.`;
  const python = findOnPath('python3');
  if (python === undefined)
    throw new Error(`Python 3 is missing, and ${name} ${version} comes as a wheel. Install Python 3.`);
  await installInto(name, async (folder, home) => {
    const program = await makeVenv(python, folder, name, version);
    moveScript(join(folder, program), folder, home);
    return program;
  });
  return `${version} is installed and verified.`;
}

async function makeVenv(python, folder, name, version) {
  await run(python, ['-m', 'venv', join(folder, 'venv')]);
  await installWheels(join(folder, 'venv/bin/python'), name);
  await checkVersion(folder, `venv/bin/${name}`, version);
  return `venv/bin/${name}`;
}

/** pip itself refuses a wheel whose digest is not in the list, and one that the list lacks. */
export async function installWheels(python, name) {
  const requirements = fileURLToPath(new URL(`requirements/${name}.txt`, import.meta.url));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await run(python, [...pip, '--require-hashes', '--only-binary', ':all:', '-r', requirements]);
}

/** pip writes the interpreter's path into the scripts that it makes, and the folder gets its name only afterwards. */
function moveScript(script, from, to) {
  const text = readFileSync(script, 'latin1');
  if (text.startsWith('#!')) writeFileSync(script, text.replaceAll(from, to), 'latin1');
}
