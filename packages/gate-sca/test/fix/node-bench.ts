import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  OSV_RECORDS,
  installedTool,
  makeTempFolder,
  removeFolder,
  startRegistry,
  type RegistryStub,
  type StubPackage,
} from '@railgate/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';

import { npmConfiguration } from '../engines/npm-support.js';
import { importRecords } from '../engines/support.js';

/** What the registry has when the owner of a repository makes its lockfile. */
export const OLD: readonly StubPackage[] = [
  { name: 'minimist', version: '1.2.5' },
  { name: 'mkdirp', version: '0.5.5', dependencies: { minimist: '^1.2.5' } },
  { name: 'strict', version: '1.0.0', dependencies: { minimist: '1.2.5' } },
  { name: 'cookie', version: '0.6.0' },
  { name: 'lodash', version: '4.17.20' },
  { name: 'other', version: '1.0.0' },
];

/** What came out afterwards. minimist 1.2.6 and lodash 4.17.21 are the first without the vulnerability. */
export const NEW: readonly StubPackage[] = [
  { name: 'minimist', version: '1.2.6' },
  { name: 'minimist', version: '1.2.8' },
  { name: 'cookie', version: '0.7.0' },
  { name: 'lodash', version: '4.17.21' },
  { name: 'other', version: '1.1.0' },
];

/** What each test has for itself; the database is that of the file. */
export interface NodeBench {
  readonly root: string;
  readonly home: string;
  readonly database: string;
  /** It has `OLD`. A test may put another one in its place. */
  registry: RegistryStub;
  /** A file of the repository. */
  read(path: string): string;
}

/** Folders, a registry and a database for each test of a file; the npm configuration of the user names the registry. */
export function useNodeBench(): NodeBench {
  let shared = '';
  let database = '';
  let folders: readonly string[] = [];
  let registry: RegistryStub | undefined;
  beforeAll(async () => {
    // Asked once, before `HOME` is another one: the tools are below it.
    installedTool('npm-11');
    shared = await makeTempFolder();
    database = await importRecords(shared, { npm: OSV_RECORDS.npm, PyPI: OSV_RECORDS.PyPI });
  });
  afterAll(() => removeFolder(shared));
  beforeEach(async () => {
    folders = await Promise.all([makeTempFolder(), makeTempFolder()]);
    registry = await startRegistry({ packages: OLD });
    await npmConfiguration(folders[1] ?? '', `registry=${registry.url}/`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await registry?.close();
    await Promise.all(folders.map(removeFolder));
  });
  const made = <T>(value: T | undefined): T => value ?? expect.fail('It is not made yet.');
  return {
    get root() {
      return made(folders[0]);
    },
    get home() {
      return made(folders[1]);
    },
    get database() {
      return database;
    },
    get registry() {
      return made(registry);
    },
    set registry(other) {
      registry = other;
    },
    read: (path) => readFileSync(join(made(folders[0]), path), 'utf8'),
  };
}

export function reasonsOf(notDone: readonly { readonly reason: string }[]): string[] {
  return notDone.map(({ reason }) => reason);
}

/** Lines of a text that another one does not have. */
export function linesWithout(text = '', other: string): string[] {
  const there = new Set(other.split('\n'));
  return text.split('\n').filter((line) => !there.has(line));
}
