import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { git, makeRepo, makeTempFolder, removeFolder, writeFiles } from '@railgate/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { MAIN } from './run-cli.js';

const HOOKS = fileURLToPath(new URL('../../../pipelines/hooks', import.meta.url));

// Each starts the command several times.
vi.setConfig({ testTimeout: 300_000 });

const roots: string[] = [];
afterEach(() => Promise.all(roots.splice(0).map(removeFolder)));

interface Ended {
  readonly code: number;
  /** Both streams. */
  readonly said: string;
}

/** Hooks look for an installed Railgate there, and that of this checkout must not be what they find. */
const PATH_WITHOUT = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !existsSync(join(folder, 'railgate')))
  .join(delimiter);

/** Git as a user calls it, with hooks. Railgate is the built command. */
function userGit(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return run('git', args, folder, { RAILGATE: `${process.execPath} ${MAIN}`, ...env });
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const names = ['GIT_AUTHOR', 'GIT_COMMITTER'];
  const identity = names.flatMap((name) => [
    [`${name}_NAME`, 'T'],
    [`${name}_EMAIL`, 't@railgate.example'],
  ]);
  const whole = {
    PATH: PATH_WITHOUT,
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...(Object.fromEntries(identity) as Record<string, string>),
    ...env,
  };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: whole }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, said: stdout + stderr });
    });
  });
}

/** A repository with both hooks, and its remote. */
async function repository(): Promise<string> {
  const root = await makeRepo({ 'a.txt': 'fine\n' }, { git: true });
  const remote = await makeTempFolder();
  roots.push(root, remote);
  await git(remote, 'init', '--quiet', '--bare');
  await git(root, 'remote', 'add', 'origin', remote);
  for (const name of ['pre-commit', 'pre-push']) install(root, name);
  return root;
}

function install(root: string, name: string): void {
  const path = join(root, '.git/hooks', name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(HOOKS, name), path);
  chmodSync(path, 0o755);
}

const secret = (): string => `RAILWAY_TOKEN=${randomUUID()}\n`;

async function commit(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  await writeFiles(root, files);
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--no-verify', '-m', 'A change');
}

describe('the hook before a commit', () => {
  it('lets a clean commit through, and one that only deletes', async () => {
    const root = await repository();
    await writeFiles(root, { 'b.txt': 'fine\n' });
    await git(root, 'add', 'b.txt');
    expect(await userGit(root, ['commit', '-m', 'Clean'])).toMatchObject({ code: 0 });
    await git(root, 'rm', '--quiet', 'b.txt');
    expect(await userGit(root, ['commit', '-m', 'Deleted'])).toMatchObject({ code: 0 });
    expect(await userGit(root, ['commit', '--allow-empty', '-m', 'Empty'])).toMatchObject({ code: 0 });
  });

  it('stops a commit with a secret, says how to go on, and shows no secret', async () => {
    const root = await repository();
    const text = secret();
    await writeFiles(root, { 'b.sh': text });
    await git(root, 'add', 'b.sh');
    const ended = await userGit(root, ['commit', '-m', 'Secret']);
    expect(ended.code).toBe(1);
    expect(ended.said).toContain('what is staged holds a secret');
    expect(ended.said).toContain('railgate.waivers.yaml');
    expect(ended.said).toContain('RAILGATE_SKIP=1');
    expect(ended.said).not.toContain(text.trim().split('=')[1]);
    expect((await git(root, 'log', '--oneline')).trim().split('\n')).toHaveLength(1);
    const skipped = await userGit(root, ['commit', '-m', 'Secret'], { RAILGATE_SKIP: '1' });
    expect([skipped.code, skipped.said]).toEqual([0, expect.stringContaining('nothing was looked at')]);
  });

  it('sees what `git commit -a` and `git commit FILE` commit, which is not what is staged', async () => {
    const root = await repository();
    await writeFiles(root, { 'a.txt': secret() });
    expect((await userGit(root, ['commit', '-a', '-m', 'All'])).code).toBe(1);
    expect((await userGit(root, ['commit', 'a.txt', '-m', 'One'])).code).toBe(1);
    await writeFiles(root, { 'a.txt': 'fine again\n', 'b.sh': secret() });
    await git(root, 'add', 'b.sh');
    expect((await userGit(root, ['commit', 'a.txt', '-m', 'The other'])).code).toBe(0);
  });

  it('stops what cannot be looked at: no Railgate, a wrong configuration', async () => {
    const root = await repository();
    await writeFiles(root, { 'b.txt': 'fine\n' });
    await git(root, 'add', 'b.txt');
    const none = await userGit(root, ['commit', '-m', 'x'], { RAILGATE: '' });
    expect([none.code, none.said]).toEqual([1, expect.stringContaining('it is not installed')]);
    await writeFiles(root, { 'railgate.json': '{ "gatez": {} }' });
    const wrong = await userGit(root, ['commit', '-m', 'x']);
    expect([wrong.code, wrong.said]).toEqual([
      1,
      expect.stringContaining('configuration or the call is wrong'),
    ]);
  });

  it('works in a linked working tree, and under `sh -e` as husky calls it', async () => {
    const root = await repository();
    const tree = join(await makeTempFolder(), 'tree');
    roots.push(dirname(tree));
    await git(root, 'worktree', 'add', '--quiet', tree, '-b', 'side');
    await writeFiles(tree, { 'b.sh': secret() });
    await git(tree, 'add', 'b.sh');
    expect((await userGit(tree, ['commit', '-m', 'x'])).said).toContain('what is staged holds a secret');
    const husky = await run('sh', ['-e', join(HOOKS, 'pre-commit')], tree, {
      RAILGATE: `${process.execPath} ${MAIN}`,
    });
    expect(husky).toMatchObject({
      code: 1,
      said: expect.stringContaining('railgate.waivers.yaml') as string,
    });
  });

  it('finds the installation of the repository', async () => {
    const root = await repository();
    await writeFiles(root, { 'b.sh': secret(), '.gitignore': 'node_modules\n' });
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    symlinkSync(MAIN, join(root, 'node_modules/.bin/railgate'));
    chmodSync(MAIN, 0o755);
    await git(root, 'add', '.');
    const ended = await userGit(root, ['commit', '-m', 'x'], { RAILGATE: '' });
    expect(ended.said).toContain('what is staged holds a secret');
  });
});

describe('the hook before a push', () => {
  it('lets clean commits through: a new branch, more of it, a tag, a deleted branch', async () => {
    const root = await repository();
    expect(await userGit(root, ['push', 'origin', 'main'])).toMatchObject({ code: 0 });
    await commit(root, { 'b.txt': 'fine\n' });
    expect(await userGit(root, ['push', 'origin', 'main', 'main:side'])).toMatchObject({ code: 0 });
    await git(root, 'tag', 'v1');
    expect(await userGit(root, ['push', 'origin', 'v1'])).toMatchObject({ code: 0 });
    expect(await userGit(root, ['push', 'origin', '--delete', 'side'])).toMatchObject({ code: 0 });
  });

  it('stops a secret that a later commit took out again, and shows no secret', async () => {
    const root = await repository();
    const text = secret();
    await commit(root, { 'b.sh': text });
    await commit(root, { 'b.sh': 'fine\n' });
    const ended = await userGit(root, ['push', 'origin', 'main']);
    expect(ended.code).toBe(1);
    expect(ended.said).toContain('the push is stopped: a commit');
    expect(ended.said).toContain('has to be revoked');
    expect(ended.said).not.toContain(text.trim().split('=')[1]);
    expect(readFileSync(join(root, '.railgate/report.sarif'), 'utf8')).not.toContain(
      text.trim().split('=')[1],
    );
    expect((await userGit(root, ['push', 'origin', 'main'], { RAILGATE_SKIP: '1' })).code).toBe(0);
  });

  it('asks for what the remote does not have, and for nothing else', async () => {
    const root = await repository();
    await commit(root, { 'old.sh': secret() });
    expect((await userGit(root, ['push', '--no-verify', 'origin', 'main'])).code).toBe(0);
    // What was pushed before, and what lies about in the working tree, is not pushed now.
    writeFileSync(join(root, 'untracked.sh'), secret());
    await git(root, 'checkout', '--quiet', '-b', 'side');
    await writeFiles(root, { 'b.txt': 'fine\n' });
    await git(root, 'add', 'b.txt');
    await git(root, 'commit', '--quiet', '--no-verify', '-m', 'Clean');
    expect(await userGit(root, ['push', 'origin', 'side'])).toMatchObject({ code: 0 });
  });

  it('looks at what a forced push brings', async () => {
    const root = await repository();
    await commit(root, { 'b.txt': '1\n' });
    await userGit(root, ['push', 'origin', 'main']);
    await git(root, 'reset', '--quiet', '--hard', 'HEAD~1');
    await commit(root, { 'c.sh': secret() });
    expect((await userGit(root, ['push', '--force', 'origin', 'main'])).code).toBe(1);
    await git(root, 'reset', '--quiet', '--hard', 'HEAD~1');
    await commit(root, { 'c.sh': 'fine\n' });
    expect(await userGit(root, ['push', '--force', 'origin', 'main'])).toMatchObject({ code: 0 });
  });

  it('looks at tags that name a file or a folder instead of a commit', async () => {
    const root = await repository();
    await git(root, 'push', '--no-verify', '--quiet', 'origin', 'main');
    await writeFiles(root, { 'b.sh': secret(), 'c.sh': 'fine\n' });
    const [bad, fine] = (await git(root, 'hash-object', '-w', 'b.sh', 'c.sh')).trim().split('\n');
    await git(root, 'tag', 'bad', bad ?? '');
    await git(root, 'tag', 'fine', fine ?? '');
    expect(await userGit(root, ['push', 'origin', 'fine'])).toMatchObject({ code: 0 });
    expect((await userGit(root, ['push', 'origin', 'bad'])).code).toBe(1);
  });

  it('works with a bare address, and when all refs are pushed', async () => {
    const root = await repository();
    const address = (await git(root, 'remote', 'get-url', 'origin')).trim();
    await commit(root, { 'b.sh': secret() });
    expect((await userGit(root, ['push', address, 'main'])).code).toBe(1);
    await git(root, 'branch', 'other');
    expect((await userGit(root, ['push', '--all', 'origin'])).code).toBe(1);
  });

  it('takes what the framework pre-commit tells it', async () => {
    const root = await repository();
    await commit(root, { 'b.sh': secret() });
    const [head = '', first = ''] = (await git(root, 'rev-list', 'HEAD')).split('\n');
    const push = (env: Readonly<Record<string, string>>): Promise<Ended> =>
      run('sh', [join(HOOKS, 'pre-push')], root, {
        RAILGATE: `${process.execPath} ${MAIN}`,
        PRE_COMMIT: '1',
        PRE_COMMIT_REMOTE_NAME: 'origin',
        ...env,
      });
    expect(await push({ PRE_COMMIT_FROM_REF: first, PRE_COMMIT_TO_REF: head })).toMatchObject({ code: 1 });
    expect(await push({ PRE_COMMIT_FROM_REF: head, PRE_COMMIT_TO_REF: head })).toMatchObject({ code: 0 });
    // A repository that is pushed for the first time: there are no refs, and nothing on standard input.
    expect(await push({})).toMatchObject({ code: 1 });
    // That of another branch than the one that is checked out.
    await git(root, 'branch', 'with-secret');
    await git(root, 'reset', '--quiet', '--hard', first);
    expect(await push({})).toMatchObject({ code: 0 });
    expect(await push({ PRE_COMMIT_LOCAL_BRANCH: 'refs/heads/with-secret' })).toMatchObject({ code: 1 });
  });

  it('stops what cannot be looked at', async () => {
    const root = await repository();
    const ended = await userGit(root, ['push', 'origin', 'main'], { RAILGATE: '' });
    expect([ended.code, ended.said]).toEqual([1, expect.stringContaining('it is not installed')]);
  });
});
