import { join } from 'node:path';

import type { Dependencies, LockedPackage } from '@railgate/dependencies';
import { writeFiles, type StubReply } from '@railgate/testkit';
import { vi } from 'vitest';

/** A package as `name@version`, and what is other than with most. */
export type Npm = readonly [string, Partial<LockedPackage>?];

/** What a reader makes of a lockfile with these packages. */
export function npmLock(packages: readonly Npm[], path = 'package-lock.json'): Dependencies {
  const locked = packages.map(([text, more], index): LockedPackage => {
    const at = text.lastIndexOf('@');
    return {
      name: text.slice(0, at),
      version: text.slice(at + 1),
      line: index + 1,
      source: 'registry',
      direct: true,
      dev: false,
      optional: false,
      dependencies: [],
      ...more,
    };
  });
  const lockfile = {
    path,
    format: 'package-lock',
    ecosystem: 'npm',
    projects: [],
    packages: locked,
  } as const;
  return { lockfiles: [lockfile], unpinned: [], gaps: [], expected: { files: 1 }, seen: { files: 1 } };
}

/** The npm configuration of the user, and no other one of this machine. */
export async function npmConfiguration(folder: string, ...lines: readonly string[]): Promise<void> {
  await writeFiles(folder, { 'user.npmrc': `${lines.join('\n')}\n` });
  for (const name of Object.keys(process.env)) if (/^npm_config_/i.test(name)) vi.stubEnv(name, undefined);
  vi.stubEnv('NPM_CONFIG_USERCONFIG', join(folder, 'user.npmrc'));
  vi.stubEnv('NPM_CONFIG_GLOBALCONFIG', join(folder, 'none.npmrc'));
  vi.stubEnv('NPM_CONFIG_CACHE', join(folder, 'npm-cache'));
}

/** Every way in which a registry does not answer, and what becomes of it. Of 200s the canary decides. */
export const BROKEN_REGISTRIES: readonly (readonly [string, StubReply, RegExp])[] = [
  ['405: it has no such endpoint', 405, /405/],
  ['404', 404, /404/],
  ['500', 500, /500/],
  ['401', 401, /401/],
  ['403', 403, /403/],
  ['a login page', 'html', /web page|JSON/i],
  ['no JSON', 'not-json', /JSON/i],
  ['half an answer', 'truncated', /JSON/i],
  ['half an answer, then the connection ends', 'cut', /ended the connection|abort|premature|terminated/i],
  ['the connection ends', 'reset', /ended the connection|socket hang up|ECONNRESET/i],
  ['an empty object', { body: {} }, /lodash 4\.17\.20/],
  ['an empty list', { body: [] }, /lodash 4\.17\.20/],
  ['null', { body: 'null' }, /lodash 4\.17\.20/],
];
