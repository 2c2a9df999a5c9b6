import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { importDatabase } from '@railgate/advisories';
import { GateError, type ErrorCode } from '@railgate/contract';
import type {
  Dependencies,
  Ecosystem,
  LockedPackage,
  LockfileFormat,
  PackageSource,
} from '@railgate/dependencies';
import {
  installedTool,
  makeTempFolder,
  removeFolder,
  targetOf,
  workspaceOf,
  writeFiles,
  writeOsvFolder,
  type OsvRecord,
} from '@railgate/testkit';
import { afterEach, beforeEach, expect, vi } from 'vitest';

import type { Engine, EngineAnswer, EngineInput } from '../../src/engines/engine.js';
import type { Options } from '../../src/options.js';

/** The date of every test; the newest record of the testkit is ten days older. */
export const NOW = new Date('2026-11-22T00:00:00Z');
export const DAY = 86_400_000;

export interface Folders {
  /** For data and tools. */
  readonly folder: string;
  /** Of the repository. */
  readonly root: string;
}

/** Empty folders for each test of a file, and an environment that is afterwards what it was. @param tool in PATH, the real one */
export function withFolders(use: (folders: Folders) => void, tool?: string): void {
  let folders: Folders;
  beforeEach(async () => {
    folders = { folder: await makeTempFolder(), root: await makeTempFolder() };
    if (tool !== undefined) vi.stubEnv('PATH', await withRealTool(folders.folder, tool));
    use(folders);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all([folders.folder, folders.root].map(removeFolder));
  });
}

export type Records = Readonly<Record<string, readonly (OsvRecord | string)[]>>;

/** Imports records into a new database below `folder` and gives its place. */
export async function importRecords(folder: string, records: Records): Promise<string> {
  await writeOsvFolder(join(folder, 'import'), records);
  await importDatabase(join(folder, 'import'), { folder: join(folder, 'database') });
  return join(folder, 'database');
}

/** A package as `name@version`, or with where it comes from. */
export type Locked =
  string | { readonly package: string; readonly source?: PackageSource; readonly resolved?: string };
export type LockedBy = Readonly<Partial<Record<'npm' | 'PyPI' | 'Go' | 'RubyGems', readonly Locked[]>>>;

/** Writes a lockfile of each ecosystem below `root`, and gives what a reader would make of it. */
export async function lock(root: string, locked: LockedBy): Promise<Dependencies> {
  const lockfiles = Object.entries(locked).map(([ecosystem, list]) => {
    const packages = list.map((one, index) => packageOf(one, index + 1));
    const { path, format, text } = LOCKFILES[ecosystem as keyof LockedBy](packages);
    return { path, format, text, ecosystem: ecosystem as Ecosystem, packages, projects: [] };
  });
  await writeFiles(root, Object.fromEntries(lockfiles.map(({ path, text }) => [path, text])));
  const count = { files: lockfiles.length };
  return { lockfiles, unpinned: [], gaps: [], expected: count, seen: count };
}

function packageOf(one: Locked, line: number): LockedPackage {
  const { package: text, source = 'registry', ...more } = typeof one === 'string' ? { package: one } : one;
  const at = text.lastIndexOf('@');
  const [name, version] = [text.slice(0, at), text.slice(at + 1)];
  return {
    name,
    version,
    line,
    source,
    direct: true,
    dev: false,
    optional: false,
    dependencies: [],
    ...more,
  };
}

interface Written {
  readonly path: string;
  readonly format: LockfileFormat;
  readonly text: string;
}

const LOCKFILES: Record<keyof Required<LockedBy>, (packages: readonly LockedPackage[]) => Written> = {
  npm: (packages) => ({
    path: 'web/package-lock.json',
    format: 'package-lock',
    text: JSON.stringify({
      name: 'web',
      lockfileVersion: 3,
      packages: {
        '': { name: 'web' },
        ...Object.fromEntries(
          packages.map(({ name, version }, i) => [`node_modules/${i}/node_modules/${name}`, { version }]),
        ),
      },
    }),
  }),
  PyPI: (packages) => ({
    path: 'api/requirements.txt',
    format: 'requirements',
    text: packages.map(({ name, version }) => `${name}==${version}\n`).join(''),
  }),
  RubyGems: (packages) => ({
    path: 'Gemfile.lock',
    format: 'gemfile-lock',
    text: `GEM\n  specs:\n${packages.map(({ name, version }) => `    ${name} (${version})\n`).join('')}`,
  }),
  Go: (packages) => ({
    path: 'go.mod',
    format: 'go-mod',
    text: `module sample\n\nrequire (\n${packages.map(({ name, version }) => `\t${name} ${version}\n`).join('')})\n`,
  }),
};

export interface AskOptions {
  readonly database?: string;
  readonly offline?: boolean;
  readonly maxDataAge?: number;
  readonly now?: Date;
  readonly osvService?: string;
  readonly registryOnly?: boolean;
}

/** Asks an engine about what is locked below `root`. */
export function ask(
  engine: Engine,
  root: string,
  dependencies: Dependencies,
  { offline = true, now = NOW, maxDataAge, ...asked }: AskOptions = {},
): Promise<EngineAnswer> {
  const workspace = workspaceOf(root);
  const options: Options = { ...DEFAULTS, ...asked };
  const input: EngineInput = {
    workspace,
    target: targetOf(workspace),
    options,
    now,
    offline,
    maxDataAge,
    signal: new AbortController().signal,
    processes: { started: () => undefined, ended: () => undefined },
    progress: () => undefined,
    dependencies,
  };
  return engine.ask(input);
}

export const DEFAULTS: Options = {
  engines: [],
  require: [],
  osvService: 'http://127.0.0.1:9',
  registryOnly: true,
  developmentDependencies: 'report',
  unfixable: 'report',
  minimumAge: 0,
  licences: {},
  installScripts: [],
};

/** `name@version first-id` of each report, sorted. */
export function linesOf({ reports }: EngineAnswer): string[] {
  return reports.map(({ name, version, ids: [id] }) => `${name}@${version} ${id}`).sort();
}

/** The error with which an engine says that it could not check. */
export async function failure(answer: Promise<EngineAnswer>): Promise<GateError & { code: ErrorCode }> {
  const error = await answer.then(
    (said) => expect.unreachable(`answered: ${JSON.stringify(said)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof GateError)) throw error;
  return error;
}

/** A PATH that begins with this folder, in which `name` is the real tool. */
async function withRealTool(folder: string, name: string): Promise<string> {
  const bin = join(folder, 'real');
  await mkdir(bin, { recursive: true });
  await symlink(installedTool(name), join(bin, name));
  return [bin, process.env['PATH']].join(delimiter);
}

/** A PATH in which `name` is this shell script. */
export async function withStub(folder: string, name: string, script: string): Promise<string> {
  const bin = join(folder, 'stub');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return [bin, '/usr/bin', '/bin'].join(delimiter);
}

/** A PATH in which no tool of this gate is. */
export const NO_TOOLS = dirname('/bin/sh');
