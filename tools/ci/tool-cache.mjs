// Where the tools live, and how they get there whole: made in a folder of their own, renamed when verified.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const PINS_FILE = new URL('pins.json', import.meta.url);

/** Versions and digests of everything that is downloaded here. */
export const PINS = JSON.parse(readFileSync(PINS_FILE, 'utf8'));

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'railgate/tools');

/** One folder a set of pins, so that two checkouts with different pins do not take each other's tools. */
const SET = join(CACHE, sha256(readFileSync(PINS_FILE)).slice(0, 12));

/** What belongs on PATH. */
export const BIN = join(SET, 'bin');

/** Is `name` installed here, with the bytes that it had when it was verified? */
export function isInstalled(name) {
  const stamp = join(SET, `${name}.sha256`);
  const file = join(BIN, name);
  return existsSync(stamp) && existsSync(file) && readFileSync(stamp, 'utf8') === sha256(readFileSync(file));
}

/**
 * Hands `make` an empty folder; it leaves a verified tool there and returns the program's path inside the folder.
 * Only then does the tool get its name, so that an interrupted run leaves nothing that looks installed.
 */
export function installInto(name, make) {
  mkdirSync(BIN, { recursive: true });
  const scratch = mkdtempSync(join(SET, `.${name}-`));
  try {
    const program = make(scratch);
    const home = join(SET, name);
    rmSync(home, { recursive: true, force: true });
    renameSync(scratch, home);
    link(join(home, program), join(BIN, name));
    writeFileSync(join(SET, `${name}.sha256`), sha256(readFileSync(join(home, program))));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function link(target, name) {
  mkdirSync(BIN, { recursive: true });
  rmSync(name, { force: true });
  symlinkSync(target, name);
}

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
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}.`);
  if (result.status !== 0) {
    throw new Error(
      `\`${[command, ...args].join(' ')}\` ended with ${result.status}: ${result.stderr.trim().slice(-2000)}`,
    );
  }
  return result.stdout;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
