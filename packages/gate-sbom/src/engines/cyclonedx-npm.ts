import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';
import {
  INSTALL_NPM,
  npmProgram,
  pathOutside,
  withScratchProject,
  type Lockfile,
} from '@railgate/dependencies';
import { runTool, type Tool, type ToolAnswer } from '@railgate/kit';

import type { Engine, EngineAnswer, EngineInput } from './engine.js';
import { readBom } from './read-bom.js';

const NAME = 'cyclonedx-npm';
/** Seconds for one lockfile. */
const TIMEOUT = 180;
/** What it writes is validated by the gate, in the form in which it is handed out. */
const FLAGS = [
  '--package-lock-only', '--output-reproducible', '--output-format=JSON', '--spec-version=1.6', '--ignore-npm-errors',
  '--no-validate', '--output-file=-',
]; // prettier-ignore
/** Its exit code for whatever goes wrong with npm or the lockfile. */
const NO_EVIDENCE = 254;
/** What `npm ls` is to list, whatever anybody's configuration leaves out. npm separates the words of a list like this. */
const INCLUDE = ['dev', 'optional', 'peer'].join('\n\n');

/** The program that makes bills, and how it is called. */
interface Program {
  /** What Node runs. */
  readonly script: string;
  readonly version: string;
  /** Seconds. */
  readonly timeout?: number;
}

/** Asks npm what a lockfile holds (`npm ls`), through the program that CycloneDX makes for it. */
export function cycloneDxNpm(program?: Program): Engine {
  return {
    name: NAME,
    reads: ({ format }) => format === 'package-lock',
    list: (input, lockfile) => list(program ?? installed(), input, lockfile),
  };
}

function installed(): Program {
  try {
    // It exports this file alone, which lies beside its manifest.
    const folder = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-npm'));
    const { version, bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    return { script: join(folder, bin[NAME]), version };
  } catch (cause) {
    throw new GateError('NEED_UNMET', `${NAME} cannot be found.`, {
      remedy: 'Install Railgate again: it is one of its dependencies.',
      cause,
    });
  }
}

interface Manifest {
  readonly version: string;
  readonly bin: { readonly [NAME]: string };
}

async function list(program: Program, input: EngineInput, lockfile: Lockfile): Promise<EngineAnswer> {
  const { workspace, signal, processes } = input;
  const { script, version, timeout = TIMEOUT } = program;
  const path = pathOutside(workspace.root);
  if (!hasNpm(path))
    throw new GateError('NEED_UNMET', `${NAME} needs npm, which is not there.`, { remedy: INSTALL_NPM });
  const tool: Tool = {
    name: NAME,
    command: process.execPath,
    answers: [0, 1, NO_EVIDENCE],
    install: INSTALL_NPM,
  };
  const answer = await withScratchProject(input, lockfile, ({ folder }) => {
    const env = { PATH: path, ...npmEnvironment(workspace.root, folder) };
    return runTool(tool, [script, ...FLAGS], { cwd: folder, timeout, signal, processes, env });
  });
  if (answer.exitCode !== 0) throw failed(answer);
  return { tool: { name: NAME, version }, components: readBom(answer.stdout, NAME) };
}

/** The line that names the error. One with a path would differ from one machine to the next. */
function failed({ exitCode, stderr }: ToolAnswer): GateError {
  const said = /^Error: ([^\n\r/\\]{1,200})$/m.exec(stderr)?.[1];
  const why = said === undefined ? '' : ` (${cleanText(said)})`;
  return new GateError('TOOL_CRASHED', `${NAME} ended with exit code ${exitCode}${why}.`, {
    remedy: 'Run `npm ls --all --package-lock-only` beside the lockfile: it shows what npm makes of it.',
  });
}

function hasNpm(path: string): boolean {
  return path
    .split(delimiter)
    .some((folder) => ['npm', 'npm.cmd'].some((name) => existsSync(join(folder, name))));
}

/** No configuration but this: listing asks no registry, and must not differ from one user to the next. */
function npmEnvironment(root: string, folder: string): Record<string, string> {
  const npm = npmProgram(root);
  return {
    // cyclonedx-npm would start npm to be told where it is.
    ...(npm && { npm_execpath: npm.script }),
    npm_config_offline: 'true',
    npm_config_ignore_scripts: 'true',
    npm_config_include: INCLUDE,
    npm_config_userconfig: join(folder, '.none/user'),
    npm_config_globalconfig: join(folder, '.none/global'),
    npm_config_cache: join(folder, '.none/cache'),
    npm_config_logs_max: '0',
    npm_config_update_notifier: 'false',
    npm_config_loglevel: 'error',
    // Where npm is started by corepack, the manifest would choose which npm that is, and corepack would fetch it.
    COREPACK_ENABLE_PROJECT_SPEC: '0',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    COREPACK_ENABLE_NETWORK: '0',
  };
}
