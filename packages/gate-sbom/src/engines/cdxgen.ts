import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { GateError } from '@railgate/contract';
import {
  LOCKFILE_LIMIT,
  pathOutside,
  withScratchFolder,
  type Lockfile,
  type LockfileFormat,
} from '@railgate/dependencies';
import { readSource, runTool, type Tool } from '@railgate/kit';

import type { Engine, EngineAnswer, EngineInput } from './engine.js';
import { readBom } from './read-bom.js';

const NAME = 'cdxgen';
/** Seconds for one lockfile. */
const TIMEOUT = 180;
const INSTALL = 'Install cdxgen 12.8.4: `npm install --global @cyclonedx/cdxgen@12.8.4 --omit=optional`.';
const TOOL: Tool = { name: NAME, command: NAME, answers: [0], install: INSTALL };

/** What it calls the kind of project, for lockfiles that it reads by itself: for others it starts a build tool. */
const TYPES: Partial<Record<LockfileFormat, string>> = {
  requirements: 'python',
  'poetry-lock': 'python',
  'uv-lock': 'python',
  'pdm-lock': 'python',
  'pnpm-lock': 'pnpm',
  'yarn-classic': 'yarn',
  'yarn-berry': 'yarn',
  'composer-lock': 'php',
};

/** It may start no program and reach no host: names that nothing has. */
const CONFINED = {
  CDXGEN_ALLOWED_COMMANDS: 'none',
  CDXGEN_ALLOWED_HOSTS: 'none.invalid',
  CDXGEN_NO_BANNER: 'true',
  FETCH_LICENSE: 'false',
};

/** The generator for everything that is none of npm's. It is large, so that whoever wants it installs it. */
export const cdxgen: Engine = {
  name: NAME,
  reads: ({ format }) => TYPES[format] !== undefined,
  list,
};

async function list(input: EngineInput, lockfile: Lockfile): Promise<EngineAnswer> {
  const { workspace, signal, processes } = input;
  return withScratchFolder(workspace.root, async (folder) => {
    copyInto(folder, input, lockfile);
    const output = join(folder, 'railgate-bom.json');
    const env = { ...CONFINED, PATH: pathOutside(workspace.root) };
    const run = { cwd: folder, timeout: TIMEOUT, signal, processes, env };
    await runTool(TOOL, [...argumentsFor(lockfile), '-o', output, '.'], run);
    const text = readOutput(output);
    return { tool: { name: NAME, version: versionIn(text) }, components: readBom(text, NAME) };
  });
}

function argumentsFor({ format }: Lockfile): string[] {
  const flags = ['--no-install-deps', '--no-recurse', '--no-validate', '--no-babel', '--spec-version', '1.6'];
  return ['-t', TYPES[format] ?? '', ...flags];
}

/** The lockfile alone, by the name that its format has, and a manifest that says nothing. */
function copyInto(folder: string, { workspace }: EngineInput, { path, format }: Lockfile): void {
  const read = readSource(workspace, path, LOCKFILE_LIMIT);
  if ('gap' in read) throw new GateError('REPORT_UNREADABLE', read.gap.message);
  const name = format === 'requirements' ? 'requirements.txt' : posix.basename(path);
  writeFileSync(join(folder, name), read.text, { mode: 0o600 });
  // It looks for the name of the project there, and ends when there is none.
  if (TYPES[format] === 'python') writeFileSync(join(folder, 'pyproject.toml'), PYPROJECT, { mode: 0o600 });
}

const PYPROJECT = '[project]\nname = "railgate-scratch"\nversion = "0"\n';
const LARGEST = 256 * 1024 * 1024;

function readOutput(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new GateError('REPORT_UNREADABLE', `${NAME} wrote no bill.`);
  if (size > LARGEST) throw new GateError('REPORT_UNREADABLE', `${NAME} wrote more than ${LARGEST} bytes.`);
  return readFileSync(path, 'utf8');
}

/** It says in its bill which version made it, which saves starting it twice. */
function versionIn(text: string): string {
  return /"name":\s*"cdxgen",\s*"version":\s*"([\w.+-]{1,40})"/.exec(text)?.[1] ?? 'unknown';
}
