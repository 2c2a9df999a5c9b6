import { appendFileSync, chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Workspace } from '@railgate/contract';
import { commitAll, git, makeTempFolder, removeFolder, writeFiles } from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { changedFiles } from '../../src/checkout/changed-files.js';
import { checkoutStep, isOutdated } from '../../src/checkout/checkout-step.js';
import { readCheckout } from '../../src/checkout/read-checkout.js';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await removeFolder(folder);
});

/** A repository that others clone, with one commit on main. */
async function origin(): Promise<string> {
  const root = await temp();
  await writeFiles(root, { 'railway.toml': '[deploy]\n', 'src/a.js': '' });
  await commitAll(root);
  return root;
}

async function temp(): Promise<string> {
  const folder = await makeTempFolder();
  folders.push(folder);
  return folder;
}

async function clone(from: string, ...options: readonly string[]): Promise<string> {
  const folder = await temp();
  await git(folder, 'clone', '--quiet', ...options, `file://${from}`, 'c');
  return join(folder, 'c');
}

async function commit(root: string, text: string): Promise<void> {
  appendFileSync(join(root, 'src/a.js'), text);
  await git(root, 'commit', '--quiet', '--no-verify', '--all', '--message', text);
}

async function stepOf(root: string): Promise<string> {
  const { status, evidence } = checkoutStep(await readCheckout(root, undefined));
  return `${status}: ${evidence}`;
}

describe('readCheckout', { timeout: 60_000 }, () => {
  it('ok: a fresh clone is up to date', async () => {
    const root = await clone(await origin());
    expect(await stepOf(root)).toBe('pass: holds all of origin/main as of the last fetch');
    expect(await readCheckout(join(root, 'src'), undefined)).toMatchObject({ branch: 'main', behind: 0 });
  });

  it('ng: a clone of the deploy branch that fetched and did not merge', async () => {
    const from = await origin();
    const root = await clone(from);
    await commit(from, 'one');
    await commit(from, 'two');
    expect(await stepOf(root), 'nothing is fetched').toMatch(/^pass/);
    await git(root, 'fetch', '--quiet');
    const checkout = await readCheckout(root, undefined);
    expect(checkout).toEqual({
      branch: 'main',
      deploy: { name: 'main' },
      shallow: false,
      stored: true,
      behind: 2,
    });
    expect(isOutdated(checkout)).toBe(true);
  });

  it('ok: a commit that nobody has pushed yet is ahead, not behind', async () => {
    const root = await clone(await origin());
    await commit(root, 'mine');
    expect(await stepOf(root)).toMatch(/^pass/);
  });

  it('broken: a feature branch that lacks commits, and one that was merged', async () => {
    const from = await origin();
    const root = await clone(from);
    await git(root, 'switch', '--quiet', '--create', 'feature');
    await commit(from, 'one');
    await git(root, 'fetch', '--quiet');
    expect(isOutdated(await readCheckout(root, undefined))).toBe(false);
    expect(await stepOf(root)).toBe(
      'unknown: the branch feature lacks 1 commit of origin/main: what they change was not looked at',
    );
    await git(root, 'merge', '--quiet', '--no-edit', 'origin/main');
    expect(await stepOf(root)).toMatch(/^pass/);
  });

  it('broken: a shallow clone knows its own commit only', async () => {
    const from = await origin();
    await commit(from, 'one');
    const root = await clone(from, '--depth=1');
    expect(await stepOf(root)).toMatch(/^pass/);
    await commit(from, 'two');
    await git(root, 'fetch', '--quiet', '--depth=1');
    expect(await stepOf(root)).toBe(
      'unknown: not compared with origin/main: the shallow clone lacks the history for it',
    );
  });

  it('broken: a detached head, and ok where it holds everything', async () => {
    const from = await origin();
    await commit(from, 'one');
    const root = await clone(from);
    await git(root, 'checkout', '--quiet', '--detach', 'HEAD~1');
    expect(await stepOf(root)).toBe(
      'unknown: a detached head that lacks 1 commit of origin/main, perhaps on purpose',
    );
    await git(root, 'checkout', '--quiet', '--detach', 'origin/main');
    expect(await stepOf(root)).toMatch(/^pass/);
  });

  it('broken: the merge commit of a pull request, as CI fetches it', async () => {
    const from = await origin();
    await git(from, 'switch', '--quiet', '--create', 'feature');
    await commit(from, 'feature');
    await git(from, 'switch', '--quiet', '--detach', 'main');
    await git(from, 'merge', '--quiet', '--no-ff', '--no-edit', 'feature');
    await git(from, 'update-ref', 'refs/pull/7/merge', 'HEAD');
    await git(from, 'switch', '--quiet', 'main');
    const root = await temp();
    await git(root, 'init', '--quiet');
    await git(root, 'remote', 'add', 'origin', `file://${from}`);
    await git(
      root,
      'fetch',
      '--quiet',
      '--depth=1',
      'origin',
      '+refs/pull/7/merge:refs/remotes/pull/7/merge',
    );
    await git(root, 'checkout', '--quiet', 'refs/remotes/pull/7/merge');
    expect(await stepOf(root)).toBe('unknown: this clone has no stored origin/main, being a shallow one');
    await git(root, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    expect(await stepOf(root)).toMatch(/^pass/);
    await commit(from, 'later');
    await git(root, 'fetch', '--quiet', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    expect(await stepOf(root)).toMatch(/^unknown: a detached head that lacks 1 commit/);
  });

  it('broken: no git, no commit, no remote, a repository that is none', async () => {
    const root = await temp();
    expect(await stepOf(root)).toBe('unknown: it is no git repository');
    await git(root, 'init', '--quiet', '--initial-branch=main');
    expect(await stepOf(root)).toBe('unknown: it has no commit that git can read');
    await writeFiles(root, { 'a.txt': '' });
    await commitAll(root);
    expect(await stepOf(root)).toBe('unknown: this clone has no stored origin/main');
    writeFileSync(join(root, '.git/HEAD'), 'nonsense\n');
    expect(await stepOf(root)).toMatch(/^unknown: it has no commit/);
  });

  it('goes by the default branch of the remote, and by the one that is declared before it', async () => {
    const from = await origin();
    await git(from, 'branch', '--move', 'main', 'trunk');
    await git(from, 'branch', 'production');
    const root = await clone(from);
    expect((await readCheckout(root, undefined)).deploy).toEqual({ name: 'trunk' });
    const declared = { name: 'production', declared: 'option' } as const;
    expect(await readCheckout(root, declared)).toMatchObject({ stored: true, behind: 0, branch: 'trunk' });
    const hostile = { name: '../../heads/*', declared: 'option' } as const;
    expect(await readCheckout(root, hostile)).toMatchObject({ stored: false });
  });

  it('runs nothing that the configuration of the repository names', async () => {
    const root = await clone(await origin());
    const mark = join(root, 'pwned');
    const program = join(root, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(program, 0o755);
    const keys = ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'filter.x.clean', 'diff.external'];
    for (const key of keys) await git(root, 'config', key, program);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change'])
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    writeFileSync(join(root, '.gitattributes'), '* filter=x\n');
    expect(await stepOf(root)).toMatch(/^pass/);
    appendFileSync(join(root, 'railway.toml'), '# changed\n');
    expect(await changedFiles(workspaceOf(root, '.gitattributes'), ['railway.toml'])).toEqual([]);
    expect(existsSync(mark)).toBe(false);
  });
});

describe('changedFiles', { timeout: 60_000 }, () => {
  it('names what differs from the commit and what is not in it, in the folder that was asked about', async () => {
    const root = await temp();
    const files = { 'api/railway.toml': '[deploy]\n', 'api/Dockerfile': 'FROM a\n', 'api/:(top)x': 'a' };
    await writeFiles(root, files);
    await commitAll(root);
    await writeFiles(root, { 'api/railway.toml': '[build]\n', 'api/Procfile': 'web: a\n' });
    await git(root, 'add', '--all');
    const paths = ['Dockerfile', 'Procfile', 'railway.toml', ':(top)x'];
    expect(await changedFiles(workspaceOf(join(root, 'api')), paths)).toEqual([
      { path: 'Procfile', how: 'not committed' },
      { path: 'railway.toml', how: 'changed' },
    ]);
  });

  it('takes line ends that git converts for no difference', async () => {
    const root = await temp();
    await writeFiles(root, { 'railway.toml': '[deploy]\n' });
    await commitAll(root);
    await writeFiles(root, { 'railway.toml': '[deploy]\r\n' });
    expect(await changedFiles(workspaceOf(root), ['railway.toml'])).toEqual([]);
  });

  it('says nothing where there is no commit', async () => {
    const root = await temp();
    await writeFiles(root, { 'railway.toml': '' });
    expect(await changedFiles(workspaceOf(root), ['railway.toml'])).toEqual([]);
    await git(root, 'init', '--quiet');
    expect(await changedFiles(workspaceOf(root), ['railway.toml'])).toEqual([]);
  });
});

function workspaceOf(root: string, ...paths: readonly string[]): Workspace {
  return { root, files: paths.map((path) => ({ path, size: 1 })), projects: [], services: [] };
}
