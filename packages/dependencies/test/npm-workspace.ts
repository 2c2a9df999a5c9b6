import { readFileSync } from 'node:fs';

import type { Texts } from './read-files.js';

/** A workspace with an alias, a folder, peers, development and optional dependencies. */
const MANIFESTS = {
  'package.json': {
    name: 'root',
    private: true,
    version: '1.0.0',
    workspaces: ['packages/*'],
    dependencies: { debug: '^4.3.4', 'lodash-alias': 'npm:lodash@4.17.20', local: 'file:local' },
    devDependencies: { 'typescript-eslint-peer': 'npm:react-dom@18.2.0', react: '18.2.0', rimraf: '^3.0.2' },
    optionalDependencies: { chokidar: '^3.5.3' },
  },
  'packages/lib/package.json': {
    name: '@ws/lib',
    version: '1.2.0',
    dependencies: { minimist: '1.2.5' },
    devDependencies: { semver: '7.5.0' },
    peerDependencies: { react: '*' },
  },
  'packages/app/package.json': {
    name: '@ws/app',
    version: '0.1.0',
    dependencies: { '@ws/lib': '1.2.0', debug: '2.6.9', 'es5-ext': '0.10.62' },
    devDependencies: { react: '18.2.0' },
  },
  'local/package.json': { name: 'local', version: '0.0.1', dependencies: { ms: '2.1.2' } },
};

/** What each real client wrote for it: file in `golden/npm` → its name in a repository. */
export const LOCKFILES: Readonly<Record<string, string>> = {
  'npm-6.14.18.json': 'package-lock.json',
  'npm-10.9.9.json': 'package-lock.json',
  'npm-10.9.9.v1.json': 'package-lock.json',
  'npm-10.9.9.v2.json': 'package-lock.json',
  'pnpm-7.33.7.yaml': 'pnpm-lock.yaml',
  'pnpm-8.15.9.yaml': 'pnpm-lock.yaml',
  'pnpm-12.21.0.yaml': 'pnpm-lock.yaml',
  'yarn-1.22.22.txt': 'yarn.lock',
  'yarn-3.8.7.txt': 'yarn.lock',
  'yarn-4.18.1.txt': 'yarn.lock',
  'bun-1.4.5.jsonc': 'bun.lock',
};

/** The workspace with the lockfile that a client wrote. */
export function workspaceOf(golden: string): Texts {
  const isPnpm = golden.startsWith('pnpm');
  const manifests = Object.entries(MANIFESTS).map(([path, manifest]) => {
    const text = JSON.stringify(manifest, null, 2);
    // Only pnpm asks for `workspace:`.
    return [path, isPnpm ? text.replace('"@ws/lib": "1.2.0"', '"@ws/lib": "workspace:*"') : text];
  });
  const lockfile = readFileSync(new URL(`golden/npm/${golden}`, import.meta.url), 'utf8');
  return { ...Object.fromEntries(manifests), [LOCKFILES[golden] ?? '']: lockfile };
}
