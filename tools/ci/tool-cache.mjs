// Where the tools live, and how they get there whole: made in a folder of their own, renamed when verified.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PINS_FILE = new URL('pins.json', import.meta.url);
const REQUIREMENTS = fileURLToPath(new URL('requirements', import.meta.url));

/** Versions and digests of everything that is downloaded here. */
export const PINS = JSON.parse(readFileSync(PINS_FILE, 'utf8'));

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'railgate/tools');

/** What belongs on PATH: links to the tools of this checkout. One folder a set of pins, and the tools beside it. */
export const BIN = join(CACHE, digestOf(readFileSync(PINS_FILE) + treeDigest(REQUIREMENTS)), 'bin');

/**
 * One folder a tool and pin: a checkout with another pin takes its own, and a pin that changes leaves the other tools
 * where they are.
 */
function placeOf(name) {
  const requirements = requirementsOf(name);
  const home = join(CACHE, `${name}-${digestOf(JSON.stringify([PINS[name], requirements]))}`);
  return { home, stamp: `${home}.json` };
}

/** All that a tool needs, with digests: wheels for pip, packages for npm; empty where nothing but the tool itself. */
export function requirementsOf(name) {
  const file = ['txt', 'json'].map((end) => join(REQUIREMENTS, `${name}.${end}`)).find(existsSync);
  return file === undefined ? '' : readFileSync(file, 'utf8');
}

/** Is `name` installed here, with the bytes that it had when it was verified? It is then in `BIN`. */
export function isInstalled(name) {
  const { home, stamp } = placeOf(name);
  const verified = readStamp(stamp);
  if (verified === undefined || !existsSync(home) || verified.digest !== treeDigest(home)) return false;
  link(join(home, verified.program), join(BIN, name));
  return true;
}

/** Nothing where an interrupted run wrote none, or half of one. */
function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Hands `make` an empty folder and the path that it gets afterwards; it leaves a verified tool there and returns the
 * program's path inside the folder. Only then does the tool get its name, so that an interrupted run leaves nothing that
 * looks installed.
 */
export async function installInto(name, make) {
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, `.${name}-`));
  try {
    const { home, stamp } = placeOf(name);
    const program = await make(scratch, home);
    rmSync(home, { recursive: true, force: true });
    renameSync(scratch, home);
    writeFileSync(stamp, JSON.stringify({ program, digest: treeDigest(home) }));
    link(join(home, program), join(BIN, name));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function link(target, name) {
  if (isLinkTo(target, name)) return;
  mkdirSync(dirname(name), { recursive: true });
  rmSync(name, { recursive: true, force: true });
  symlinkSync(target, name);
}

function isLinkTo(target, name) {
  try {
    return readlinkSync(name) === target;
  } catch {
    return false;
  }
}

function digestOf(text) {
  return sha256(text).slice(0, 12);
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
