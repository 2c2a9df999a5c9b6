import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Lockfile } from '../src/index.js';
import { workspaceOf } from './npm-workspace.js';
import { readLockfile, type Texts } from './read-files.js';

interface Listed {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, Listed>>;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-npm-ls-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the real npm says of the lockfile alone: nothing is installed and nobody is asked. */
function npmLs(texts: Texts, args: readonly string[]): Listed {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const command = ['ls', '--all', '--json', '--package-lock-only', '--offline', '--loglevel=silent', ...args];
  return JSON.parse(execFileSync('npm', command, { cwd: folder, encoding: 'utf8' })) as Listed;
}

/** `a@1 → b@2` for each package that npm lists below another one. It lists what a package needs once. */
function listedEdges(listed: Listed, from: string, edges = new Set<string>()): Set<string> {
  for (const [name, child] of Object.entries(listed.dependencies ?? {})) {
    const id = `${child.name ?? name}@${child.version ?? ''}`;
    edges.add(`${from} → ${id}`);
    listedEdges(child, id, edges);
  }
  return edges;
}

function lockedEdges({ projects, packages }: Lockfile, isShown: (kind: string) => boolean): Set<string> {
  const ids = packages.map(({ alias, name, version }) => `${alias ?? name}@${version}`);
  const edges = new Set<string>();
  const visit = (from: string, index: number): void => {
    const edge = `${from} → ${ids[index] ?? ''}`;
    if (edges.has(edge)) return;
    edges.add(edge);
    for (const to of packages[index]?.dependencies ?? []) visit(ids[index] ?? '', to);
  };
  for (const { path, requirements } of projects) {
    const own = packages.findIndex(
      ({ source, name }) => source === 'workspace' && path.endsWith(name.replace('@ws/', '')),
    );
    const from = own < 0 ? 'root' : (ids[own] ?? '');
    if (own >= 0) visit('root', own);
    for (const { target, kind } of requirements)
      if (target !== undefined && isShown(kind)) visit(from, target);
  }
  return edges;
}

describe('beside the real `npm ls --all`', () => {
  it.each(['npm-10.9.9.json', 'npm-10.9.9.v2.json'])('%s has the same edges', async (client) => {
    const texts = workspaceOf(client);
    const listed = listedEdges(npmLs(texts, []), 'root');
    const locked = lockedEdges(await readLockfile(texts), () => true);
    // A folder that is asked for by its path is a project of the lockfile too.
    const known = [...locked].filter((edge) => edge !== 'root → ms@2.1.2').sort();
    expect(known).toEqual([...listed].sort());
    expect(known.length).toBeGreaterThan(60);
  });

  it('agrees on what is left without development dependencies', async () => {
    const texts = workspaceOf('npm-10.9.9.json');
    const listed = new Set(
      [...listedEdges(npmLs(texts, ['--omit=dev']), 'root')].map((edge) => edge.split(' → ')[1]),
    );
    const { packages } = await readLockfile(texts);
    const shipped = packages
      .filter(({ dev }) => !dev)
      .map(({ alias, name, version }) => `${alias ?? name}@${version}`);
    expect([...new Set(shipped)].sort()).toEqual([...listed].sort());
  });
});
