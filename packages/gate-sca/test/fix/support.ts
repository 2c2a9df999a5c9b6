import { mkdir, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

import type { Repairs } from '@railgate/contract';
import { installedTool, targetOf, workspaceOf } from '@railgate/testkit';
import { readResults } from '@railgate/sarif';
import { vi } from 'vitest';

import { gate } from '../../src/gate.js';
import { DEFAULTS, NOW } from '../engines/support.js';

/** Puts the real npm of a major version first in PATH, below `home`. */
export async function useNpm(home: string, major: string): Promise<void> {
  const bin = join(home, `npm-${major}`);
  await mkdir(bin);
  await symlink(installedTool(`npm-${major}`), join(bin, 'npm'));
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
}

/** As npm's own configuration names them, in camel case. */
export interface NpmSettings {
  readonly registry?: string;
  readonly cache?: string;
  readonly lockfileVersion?: number;
  readonly omitLockfileRegistryResolved?: boolean;
}

type Arborist = new (settings: object) => { reify(settings: object): Promise<unknown> };

/** Lets npm make the lockfile of a repository, as its owner would: by the library that npm brings, which starts no process. */
export async function lockWithNpm(root: string, major: string, settings: NpmSettings): Promise<void> {
  const own = createRequire(await realpath(installedTool(`npm-${major}`)));
  const Npm = own('@npmcli/arborist') as Arborist;
  const all = {
    ...settings,
    path: root,
    packageLockOnly: true,
    ignoreScripts: true,
    audit: false,
    save: true,
  };
  await new Npm(all).reify(all);
}

export interface RepairOptions {
  readonly offline?: boolean;
  readonly edited?: ReadonlyMap<string, string>;
}

/** What the gate proposes for all that it finds, by the database alone. */
export async function repairsFor(
  root: string,
  database: string,
  { offline = false, edited }: RepairOptions = {},
): Promise<Repairs & { readonly found: readonly string[] }> {
  const workspace = { ...workspaceOf(root), ...(edited && { edited }) };
  const input = {
    workspace,
    target: targetOf(workspace),
    options: { ...DEFAULTS, engines: ['osv' as const], database },
    now: NOW,
    offline,
    signal: new AbortController().signal,
    processes: { started: () => undefined, ended: () => undefined },
    progress: () => undefined,
  };
  const found = readResults((await gate.scan(input)).run).filter(({ purl }) => purl !== undefined);
  const repair = found.map(({ ruleId, path, purl = '' }) => ({ ruleId, path, purl }));
  const { repairs } = await gate.scan({ ...input, repair });
  if (!repairs) throw new Error('The gate proposes nothing.');
  return { ...repairs, found: found.map(({ ruleId, purl }) => `${purl} ${ruleId}`) };
}

/** The texts that it proposes, by path. */
export function textsOf({ texts }: Repairs): Map<string, string> {
  return new Map(texts.map(({ path, text }) => [path, text]));
}

/** Where a lockfile has which version: `{ 'node_modules/a': '1.0.0' }`. */
export function versionsIn(lockfile = '{}'): Record<string, string | undefined> {
  const { packages = {} } = JSON.parse(lockfile) as { packages?: Record<string, { version?: string }> };
  const installed = Object.entries(packages).filter(([place]) => place.startsWith('node_modules/'));
  return Object.fromEntries(installed.map(([place, { version }]) => [place, version]));
}
