import { describe, expect, it } from 'vitest';

import type { LockedPackage, Lockfile } from '../src/index.js';
import { LOCKFILES, workspaceOf } from './npm-workspace.js';
import { readFiles, readLockfile } from './read-files.js';

const CLIENTS = Object.keys(LOCKFILES);
/** npm 6 knew no workspaces, and version 1 has no place for them. */
const WITH_WORKSPACES = CLIENTS.filter((client) => !/^npm-6|v1/.test(client));

const named = (packages: readonly LockedPackage[]): string[] =>
  [
    ...new Set(
      packages.filter(({ source }) => source === 'registry').map(({ name, version }) => `${name}@${version}`),
    ),
  ].sort();

const requirement = (lockfile: Lockfile, project: string, name: string): LockedPackage | undefined => {
  const found = lockfile.projects
    .find(({ path }) => path === project)
    ?.requirements.find((each) => each.name === name);
  return found?.target === undefined ? undefined : lockfile.packages[found.target];
};

describe.each(CLIENTS)('what %s wrote', (client) => {
  it('is read whole: no gap, nothing out of date, nothing without a lockfile', async () => {
    const { gaps, unpinned, lockfiles } = await readFiles(workspaceOf(client));
    expect(gaps).toEqual([]);
    const unknown = WITH_WORKSPACES.includes(client)
      ? []
      : ['packages/app/package.json', 'packages/lib/package.json'];
    expect(unpinned.map(({ path }) => path)).toEqual(unknown);
    expect(lockfiles[0]?.projects.flatMap(({ disagreements = [] }) => disagreements)).toEqual([]);
  });

  it('gives each package the line of its key', async () => {
    const texts = workspaceOf(client);
    const lines = String(texts[LOCKFILES[client] ?? '']).split('\n');
    const { packages } = await readLockfile(texts);
    for (const { name, alias = name, source, line, version } of packages) {
      if (source === 'workspace') continue;
      const key = lines[line - 1] ?? '';
      expect(
        [name, alias].some((each) => key.includes(each)),
        `${line}: ${key} should hold ${name}`,
      ).toBe(true);
      expect(lines.slice(line - 1, line + 3).join('\n')).toContain(version);
    }
  });

  it('knows what the project asks for, and of what kind', async () => {
    const lockfile = await readLockfile(workspaceOf(client));
    const asked = (name: string): unknown => {
      const found = requirement(lockfile, '.', name);
      return found && [found.name, found.version, found.source, found.dev, found.optional, found.direct];
    };
    expect(asked('debug')).toEqual(['debug', '4.4.3', 'registry', false, false, true]);
    expect(asked('lodash-alias')).toEqual(['lodash', '4.17.20', 'registry', false, false, true]);
    expect(asked('rimraf')).toEqual(['rimraf', '3.0.2', 'registry', true, false, true]);
    expect(asked('chokidar')).toEqual(['chokidar', '3.6.0', 'registry', false, true, true]);
    expect(asked('typescript-eslint-peer')).toEqual(['react-dom', '18.2.0', 'registry', true, false, true]);
    expect(asked('local')).toMatchObject(['local', expect.any(String), 'file', false, false, true]);
  });

  it('reaches what packages need themselves', async () => {
    const { packages } = await readLockfile(workspaceOf(client));
    const glob = packages.find(({ name }) => name === 'glob');
    expect(glob).toMatchObject({ direct: false, dev: true });
    expect(named((glob?.dependencies ?? []).flatMap((index) => packages[index] ?? [])).map((each) => each.split('@')[0])).toEqual([
      'fs.realpath', 'inflight', 'inherits', 'minimatch', 'once', 'path-is-absolute',
    ]); // prettier-ignore
  });

  it('has an integrity and no script where there is none', async () => {
    const { packages } = await readLockfile(workspaceOf(client));
    const lodash = packages.find(({ name }) => name === 'lodash');
    expect(lodash?.integrity).toMatch(
      client.startsWith('yarn-3') || client.startsWith('yarn-4')
        ? /^yarn:(?:8|10c0)\/[0-9a-f]{128}$/
        : /^sha512-/,
    );
    expect(lodash?.hasInstallScript).toBeUndefined();
  });
});

describe('the same workspace', () => {
  it.each(WITH_WORKSPACES)('has the same packages, read from what %s wrote', async (client) => {
    const reference = await readLockfile(workspaceOf('npm-10.9.9.json'));
    const lockfile = await readLockfile(workspaceOf(client));
    const found = named(lockfile.packages);
    // yarn 2 and later give fsevents the package that builds it.
    const missing = named(reference.packages).filter((each) => !found.includes(each));
    expect(missing).toEqual([]);
    if (!/^yarn-[34]/.test(client)) expect(found).toEqual(named(reference.packages));
  });

  it.each(WITH_WORKSPACES)('tells development from production, read from what %s wrote', async (client) => {
    const dev = (lockfile: Lockfile): string[] => named(lockfile.packages.filter((found) => found.dev));
    const reference = dev(await readLockfile(workspaceOf('npm-10.9.9.json')));
    // A peer of a library is what only npm 7, pnpm 8 and bun install for it; elsewhere the library's users bring it.
    const peers = ['js-tokens@4.0.0', 'loose-envify@1.4.0', 'react@18.2.0'];
    const others = dev(await readLockfile(workspaceOf(client))).filter((each) => !peers.includes(each));
    expect(others).toEqual(reference.filter((each) => !peers.includes(each)));
  });

  it.each(WITH_WORKSPACES)(
    'has its projects and what they ask of each other, read from what %s wrote',
    async (client) => {
      const lockfile = await readLockfile(workspaceOf(client));
      const paths = lockfile.projects.map(({ path }) => path);
      expect(paths[0]).toBe('.');
      expect(paths).toEqual(expect.arrayContaining(['packages/app', 'packages/lib']));
      const lib = requirement(lockfile, 'packages/app', '@ws/lib');
      expect(lib).toMatchObject({ name: '@ws/lib', version: '1.2.0', source: 'workspace', direct: true });
      const needs = named((lib?.dependencies ?? []).flatMap((index) => lockfile.packages[index] ?? []));
      expect(needs).toContain('minimist@1.2.5');
      expect(needs).not.toContain('semver@7.5.0');
      expect(requirement(lockfile, 'packages/app', 'debug')).toMatchObject({ version: '2.6.9' });
      expect(requirement(lockfile, 'packages/lib', 'semver')).toMatchObject({ version: '7.5.0', dev: true });
    },
  );

  it('knows whose packages run scripts, and their licences, where the lockfile says so', async () => {
    const scripts = async (client: string): Promise<string[]> =>
      named(
        (await readLockfile(workspaceOf(client))).packages.filter((found) => found.hasInstallScript === true),
      );
    expect(await scripts('npm-10.9.9.json')).toEqual(['es5-ext@0.10.62', 'es5-ext@0.10.64']);
    expect(await scripts('pnpm-8.15.9.yaml')).toContain('es5-ext@0.10.62');
    const { packages } = await readLockfile(workspaceOf('npm-10.9.9.json'));
    expect(packages.find(({ name }) => name === 'glob')?.licence).toBe('ISC');
  });
});
