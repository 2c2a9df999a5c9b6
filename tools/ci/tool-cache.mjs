// Where the tools live, and how they get there whole: made in a folder of their own, renamed when verified.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PINS_FILE = new URL('pins.json', import.meta.url);
const REQUIREMENTS = fileURLToPath(new URL('requirements', import.meta.url));

/** Versions and digests of everything that is downloaded here. */
export const PINS = JSON.parse(readFileSync(PINS_FILE, 'utf8'));

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'railgate/tools');

/** One folder a set of pins, so that two checkouts with different pins do not take each other's tools. */
const SET = join(CACHE, sha256(readFileSync(PINS_FILE) + treeDigest(REQUIREMENTS)).slice(0, 12));

/** What belongs on PATH. */
export const BIN = join(SET, 'bin');

/** Is `name` installed here, with the bytes that it had when it was verified? */
export function isInstalled(name) {
  const home = join(SET, name);
  const stamp = join(SET, `${name}.sha256`);
  if (!existsSync(stamp) || !existsSync(home) || !leadsInto(join(BIN, name), home)) return false;
  return readFileSync(stamp, 'utf8') === treeDigest(home);
}

function leadsInto(name, folder) {
  return existsSync(name) && realpathSync(name).startsWith(realpathSync(folder) + sep);
}

/**
 * Hands `make` an empty folder and the path that it gets afterwards; it leaves a verified tool there and returns the
 * program's path inside the folder. Only then does the tool get its name, so that an interrupted run leaves nothing that
 * looks installed.
 */
export function installInto(name, make) {
  mkdirSync(BIN, { recursive: true });
  const scratch = mkdtempSync(join(SET, `.${name}-`));
  try {
    const home = join(SET, name);
    const program = make(scratch, home);
    rmSync(home, { recursive: true, force: true });
    renameSync(scratch, home);
    link(join(home, program), join(BIN, name));
    writeFileSync(join(SET, `${name}.sha256`), treeDigest(home));
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
export function run(command, args, options) {
  return runToEnd(command, args, options).stdout;
}

function runToEnd(command, args, options = {}) {
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
  return result;
}

/** @throws when the program in `folder` does not start, or names another version. */
export function checkVersion(folder, program, version) {
  // Yarn would run the version that a file above the folder names.
  const env = { ...process.env, YARN_IGNORE_PATH: '1' };
  const { stdout, stderr } = runToEnd(join(folder, program), ['--version'], { cwd: folder, env });
  // sarif-multitool says it on stderr.
  const said = stdout.trim() || stderr.trim();
  if (!said.split(/[\s+]/).includes(version))
    throw new Error(`the installed program calls itself "${said}" and not ${version}.`);
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

/** Of every path and every byte in a folder, but for what Python compiles when a tool runs. */
function treeDigest(folder) {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === '__pycache__') continue;
    hash.update(`${JSON.stringify(entry.name)}: ${entryDigest(entry, join(folder, entry.name))}\n`);
  }
  return hash.digest('hex');
}

function entryDigest(entry, path) {
  if (entry.isDirectory()) return `folder ${treeDigest(path)}`;
  if (entry.isSymbolicLink()) return `link ${sha256(readlinkSync(path))}`;
  return `file ${sha256(readFileSync(path))}`;
}
