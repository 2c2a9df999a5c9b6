// Usage: node tools/ci/pin.mjs TOOL VERSION. Writes that version and its digests into pins.json, for a Python tool into
// requirements/TOOL.txt too, and for an npm tool that needs others into requirements/TOOL.json. For maintainers; asks the
// registries that their own npm, pip and Go are configured with.
// The packages of an npm tool are those that pins.json names already: add one for another system with "" for its digest.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { goEnvironment, writeModuleFile } from './install-go-tool.mjs';
import { installWheels } from './install-python-tool.mjs';
import { findOnPath, run } from './programs.mjs';
import { PINS } from './tool-cache.mjs';

/** A binary names the modules that its own system needs, and these are the systems that the tools are built on. */
const GO_TARGETS = ['linux/amd64', 'linux/arm64', 'darwin/amd64', 'darwin/arm64'];
/** The oldest Python for which requirements are listed. */
const PYTHON = '3.11';
const HERE = fileURLToPath(new URL('.', import.meta.url));

const [name, version] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'railgate-pin-'));
try {
  const pin = PINS[name];
  if (pin === undefined || version === undefined)
    throw new Error(`use a tool of pins.json and a version: ${Object.keys(PINS).join(', ')}.`);
  const pinned = { ...PINS, [name]: { ...pin, version, ...(await pinOf(pin)) } };
  writeFileSync(join(HERE, 'pins.json'), `${JSON.stringify(pinned, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`tools/ci/pin.mjs: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function pinOf(pin) {
  if (pin.module) return { modules: await goModules(pin) };
  if (pin.packages) return { packages: await npmPackages(Object.keys(pin.packages)) };
  await (pin.package ? writePackages(pin.package) : writeRequirements());
  return {};
}

async function goModules(pin) {
  const modules = new Map();
  writeModuleFile(scratch, { ...pin, version });
  const format = '{{with .Module}}{{if .Sum}}{{.Path}}@{{.Version}} {{.Sum}}{{end}}{{end}}';
  for (const target of GO_TARGETS) {
    const [GOOS, GOARCH] = target.split('/');
    const env = { ...goEnvironment(pin), GOOS, GOARCH };
    const listed = await run(findOnPath('go'), ['list', '-deps', '-f', format, pin.package], {
      cwd: scratch,
      env,
    });
    for (const line of listed.trim().split('\n')) modules.set(...line.split(' '));
  }
  return Object.fromEntries([...modules].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function npmPackages(names) {
  const packages = {};
  for (const packageName of names) {
    const view = ['view', `${packageName}@${version}`, 'dist.integrity', '--loglevel=error'];
    packages[packageName] = (await run(findOnPath('npm'), view)).trim();
    if (packages[packageName] === '') throw new Error(`npm names no digest of ${packageName} ${version}.`);
  }
  return packages;
}

/** Optional packages are left out: they hold programs of each system, which nobody asks for here. */
async function writePackages(packageName) {
  const dependencies = { [packageName]: version };
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const lock = ['install', '--package-lock-only', '--omit=optional', '--ignore-scripts', '--no-audit'];
  await run(findOnPath('npm'), [...lock, '--loglevel=error'], { cwd: scratch });
  const { packages } = JSON.parse(readFileSync(join(scratch, 'package-lock.json'), 'utf8'));
  const needed = Object.entries(packages).filter(([path, one]) => path !== '' && !isLeftOut(one));
  const pinned = needed.map(([path, { version, integrity, dependencies }]) => {
    if (!integrity) throw new Error(`npm names no digest of ${path}.`);
    return [path, { version, integrity, ...(dependencies && { dependencies }) }];
  });
  writeRequirement(`${name}.json`, `${JSON.stringify(Object.fromEntries(pinned), null, 2)}\n`);
}

function isLeftOut({ optional, devOptional, peer }) {
  return optional || devOptional || peer;
}

function writeRequirement(file, text) {
  mkdirSync(join(HERE, 'requirements'), { recursive: true });
  writeFileSync(join(HERE, 'requirements', file), text);
}

/** uv lists the wheels of every system and every Python at once, which pip does not. */
async function writeRequirements() {
  const venv = join(scratch, 'venv');
  await run(findOnPath('python3'), ['-m', 'venv', venv]);
  const python = join(venv, 'bin/python');
  await installWheels(python, 'uv');
  const wanted = join(scratch, 'wanted.txt');
  writeFileSync(wanted, `${name}==${version}\n`);
  const what = ['--universal', '--python-version', PYTHON, '--generate-hashes', '--no-build'];
  const look = ['--quiet', '--no-annotate', '--no-header', '--no-emit-index-url'];
  const env = { ...process.env, ...(await pipIndex(python)) };
  const list = await run(join(venv, 'bin/uv'), ['pip', 'compile', ...what, ...look, wanted], { env });
  writeRequirement(`${name}.txt`, list);
}

/** uv does not read the configuration of pip. */
async function pipIndex(python) {
  const settings = await run(python, ['-m', 'pip', 'config', 'list']);
  const index = /index-url='([^']+)'$/mu.exec(settings)?.[1];
  return index === undefined ? {} : { UV_DEFAULT_INDEX: index };
}
