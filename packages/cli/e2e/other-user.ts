import { execFile } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { dataHome } from './data-home.js';
import { PLAIN_PATH } from './plain-path.js';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** Whom permissions bind: root reads everything, so that as root these tests run another user's process. */
export const OTHER_USER: { readonly uid?: number; readonly gid?: number } = isRoot
  ? { uid: NOBODY, gid: NOBODY }
  : {};

/** Gives a folder and all below it to that user. */
export function giveAway(path: string): void {
  if (!isRoot) return;
  if (lstatSync(path).isSymbolicLink()) return lchownSync(path, NOBODY, NOBODY);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveAway(join(path, name));
  chownSync(path, NOBODY, NOBODY);
}

const run = promisify(execFile);

/** Whatever the machine has. */
const NO_ENGINE = 'unix:///no-such-folder/docker.sock';

/** Runs a script by the Node of this process as that user, and gives its standard output. */
export async function runAsOtherUser(script: string, args: readonly string[], home: string): Promise<string> {
  const { stdout } = await run(process.execPath, [script, ...args], {
    ...OTHER_USER,
    cwd: home,
    env: {
      PATH: PLAIN_PATH,
      HOME: home,
      NO_COLOR: '1',
      XDG_DATA_HOME: await dataHome(),
      DOCKER_HOST: NO_ENGINE,
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
