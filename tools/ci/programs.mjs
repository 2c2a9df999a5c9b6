// The programs of the machine: finding them on PATH, and running them.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

import { BIN } from './tool-cache.mjs';

const execute = promisify(execFile);
/** Bytes of output; `go list` and `apt-get` say a lot. */
const OUTPUT = 64 * 1024 * 1024;

/** The first of `names` on PATH, as a path. */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && folder !== BIN);
  for (const name of names) {
    const folder = folders.find((candidate) => existsSync(join(candidate, name)));
    if (folder !== undefined) return join(folder, name);
  }
  return undefined;
}

/** Runs a program and gives its stdout. @throws with the end of its stderr. */
export async function run(command, args, options) {
  return (await runToEnd(command, args, options)).stdout;
}

async function runToEnd(command, args, options = {}) {
  const running = execute(command, args, { maxBuffer: OUTPUT, ...options });
  running.child.stdin?.end();
  try {
    return await running;
  } catch (error) {
    if (error.stderr === undefined || typeof error.code === 'string')
      throw new Error(`${command} could not be started: ${error.message}.`, { cause: error });
    const said = error.stderr.trim().slice(-2000);
    const line = [command, ...args].join(' ');
    throw new Error(`\`${line}\` ended with ${error.code ?? error.signal}: ${said}`, { cause: error });
  }
}

/** @throws when the program in `folder` does not start, or names another version. */
export async function checkVersion(folder, program, version) {
  // Yarn would run the version that a file above the folder names.
  const env = { ...process.env, YARN_IGNORE_PATH: '1' };
  const { stdout, stderr } = await runToEnd(join(folder, program), ['--version'], { cwd: folder, env });
  // sarif-multitool says it on stderr, and cdxgen in bold.
  const said = stripVTControlCharacters(stdout.trim() || stderr.trim());
  // Poetry says it in brackets.
  if (!said.split(/[\s+()]/).includes(version))
    throw new Error(`the installed program calls itself "${said}" and not ${version}.`);
}
