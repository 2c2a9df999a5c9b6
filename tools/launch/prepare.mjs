// Makes the checkout ready: installs what is missing, builds what has changed, and is done in milliseconds when
// nothing is. Runs before anything is installed, so it imports nothing but Node. All it says goes to stderr.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CLI = join(ROOT, 'packages/cli/bundle/main.js');

const INSTALL_STAMP = join(ROOT, 'node_modules/.railgate-install');
const BUILD_STAMP = join(ROOT, 'node_modules/.cache/railgate/build');

/** Exits the process with 3 (usage) or 2 (could not prepare) and a clear message when it cannot. */
export async function prepare() {
  checkNode();
  install();
  await build();
}

export function say(message) {
  process.stderr.write(`railgate: ${message}\n`);
}

/** Runs a program with our output and returns its exit code; a signal counts as 128 + its number would in a shell. */
export function runProgram(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.error) {
    say(`${command} could not be started: ${result.error.message}`);
    return 2;
  }
  return result.status ?? { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[result.signal] ?? 2;
}

/** Where the user stands: `npm run` itself moves to the root. */
export function userFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (supported) return;
  say(`Node ${process.versions.node} is not supported; use ^20.19, ^22.13 or >=24.`);
  process.exit(3);
}

/** `npm ci` and never `npm install`: the lockfile decides, and it works offline once the packages are cached. */
function install() {
  const wanted = sha256(readFileSync(join(ROOT, 'package-lock.json')));
  if (readIfThere(INSTALL_STAMP) === wanted) return;
  say('installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const status = runProgram(command, all, { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    say('npm ci failed. Without a network it needs the packages in the npm cache: run it once online.');
    process.exit(2);
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

async function build() {
  const wanted = sourceFingerprint();
  if (readIfThere(BUILD_STAMP) === wanted && existsSync(CLI)) return;
  say('building …');
  const { buildSarifValidator } = await import('../build/sarif-validator.mjs');
  buildSarifValidator();
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const status = runProgram(process.execPath, [tsc, '--build'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    say('the build failed; the messages are above.');
    process.exit(2);
  }
  const { buildBundles } = await import('../build/bundle.mjs');
  await buildBundles();
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, wanted);
}

/** Names, sizes and times of everything that the build reads: tells a needless build without running the compiler. */
function sourceFingerprint() {
  const hash = createHash('sha256');
  for (const file of [...listSources(join(ROOT, 'packages')), ...rootSources()]) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

function rootSources() {
  return [
    'tsconfig.json',
    'tsconfig.base.json',
    'package-lock.json',
    'tools/build/sarif-validator.mjs',
    'tools/build/find-duplicate.mjs',
    'tools/build/quick-check.mjs',
    'tools/build/bundle.mjs',
  ].map((file) => join(ROOT, file));
}

function listSources(packages) {
  return readdirSync(packages)
    .sort()
    .flatMap((name) => [
      ...['package.json', 'tsconfig.json']
        .map((file) => join(packages, name, file))
        .filter((file) => existsSync(file)),
      ...listTypeScript(join(packages, name, 'src')),
      ...listTypeScript(join(packages, name, 'schema')),
    ]);
}

function listTypeScript(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
