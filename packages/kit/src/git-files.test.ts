import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { gitFiles, type GitListing, parseListing } from './git-files.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(cwd: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.invalid',
    '-c',
    'init.defaultBranch=main',
  ];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
}

function write(path: string, text = 'x\n'): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

async function list(path = folder): Promise<GitListing> {
  const listing = await gitFiles(path, { above: true });
  if (listing === undefined || 'failure' in listing) throw new Error(listing?.failure ?? 'no repository');
  return listing;
}

async function paths(path = folder): Promise<string[]> {
  return (await list(path)).files.map((file) => file.path).sort();
}

function repository(): void {
  git(folder, 'init', '-q');
  write('a.js');
  write('apps/api/b.js');
  write('.gitignore', 'ignored/\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'x');
}

describe('ok: what git lists', () => {
  it('is tracked or untracked, and not ignored', async () => {
    repository();
    write('new file.js');
    write('ignored/c.js');
    expect(await paths()).toEqual(['.gitignore', 'a.js', 'apps/api/b.js', 'new file.js']);
  });

  it('is relative to a folder inside the working tree', async () => {
    repository();
    expect(await paths(join(folder, 'apps'))).toEqual(['api/b.js']);
  });

  it('has the modes of what is tracked', async () => {
    repository();
    symlinkSync('a.js', join(folder, 'link'));
    git(folder, 'add', 'link');
    const files = (await list()).files;
    expect(files.find(({ path }) => path === 'link')).toEqual({
      path: 'link',
      mode: '120000',
      sparse: false,
    });
    expect(files.find(({ path }) => path === 'a.js')?.mode).toBe('100644');
  });

  it('has a path in conflict once', async () => {
    repository();
    git(folder, 'checkout', '-qb', 'other');
    write('a.js', 'other\n');
    git(folder, 'commit', '-qam', 'other');
    git(folder, 'checkout', '-q', 'main');
    write('a.js', 'main\n');
    git(folder, 'commit', '-qam', 'main');
    expect(() => git(folder, 'merge', 'other')).toThrow();
    expect(git(folder, 'ls-files', '-s', 'a.js').trim().split('\n')).toHaveLength(3);
    expect((await paths()).filter((path) => path === 'a.js')).toHaveLength(1);
  });

  it('takes an untracked name for what it is, whatever it says', async () => {
    repository();
    const name = `100644 ${'0'.repeat(40)} 0\ta.js`;
    write(name);
    expect(await paths()).toContain(name);
  });

  it('is nothing without a repository, or where the repository ignores the folder', async () => {
    mkdirSync(join(folder, 'plain'));
    expect(await gitFiles(join(folder, 'plain'), { above: false })).toBeUndefined();
    repository();
    write('ignored/c.js');
    expect(await gitFiles(join(folder, 'ignored'), { above: true })).toBeUndefined();
  });

  it('comes from a linked working tree too, whose .git is a file', async () => {
    repository();
    git(folder, 'worktree', 'add', '-q', join(folder, 'ignored/tree'));
    expect(await paths(join(folder, 'ignored/tree'))).toEqual(['.gitignore', 'a.js', 'apps/api/b.js']);
  });

  it('does not depend on variables that point git elsewhere', async () => {
    repository();
    process.env['GIT_DIR'] = '/nonexistent';
    try {
      expect(await paths()).toContain('a.js');
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});

describe('ng: a repository with a hostile configuration', () => {
  it('does not get core.fsmonitor run', async () => {
    repository();
    const proof = join(folder, 'ran');
    git(folder, 'config', 'core.fsmonitor', `touch '${proof}'; false`);
    git(folder, 'config', 'core.untrackedCache', 'true');
    git(folder, 'status', '--short');
    expect(existsSync(proof), 'the attack works on plain git').toBe(true);
    rmSync(proof);
    expect(await paths()).toContain('a.js');
    expect(existsSync(proof)).toBe(false);
  });

  it('does not get a missing object fetched by a command of its own', async () => {
    repository();
    write('apps/.gitignore', '*.log\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'ignore');
    const object = git(folder, 'rev-parse', 'HEAD:apps/.gitignore').trim();
    const proof = join(folder, '.git', 'ran');
    git(folder, 'update-index', '--skip-worktree', 'apps/.gitignore');
    rmSync(join(folder, 'apps/.gitignore'));
    rmSync(join(folder, '.git/objects', object.slice(0, 2), object.slice(2)));
    git(folder, 'config', 'core.repositoryFormatVersion', '1');
    git(folder, 'config', 'extensions.partialClone', 'origin');
    git(folder, 'config', 'remote.origin.url', folder);
    git(folder, 'config', 'remote.origin.promisor', 'true');
    git(folder, 'config', 'remote.origin.uploadpack', `touch '${proof}'; false`);
    git(folder, 'config', 'protocol.file.allow', 'always');
    attempt(() => git(folder, 'ls-files', '--others', '--exclude-standard'));
    expect(existsSync(proof), 'the attack works on plain git').toBe(true);
    rmSync(proof);
    await gitFiles(folder, { above: true });
    expect(existsSync(proof)).toBe(false);
  });

  it('cannot point to another working tree', async () => {
    repository();
    git(folder, 'config', 'core.worktree', join(folder, 'apps'));
    write('new.js');
    expect(await paths()).toContain('new.js');
  });

  it('cannot name paths that lead out', () => {
    const output = Buffer.from(
      ['../x', '/etc/passwd', 'a/../../x', 'a//b', './a', 'ok'].map((path) => `? ${path}\0`).join(''),
    );
    const { files, badNames } = parseListing(output);
    expect(files.map(({ path }) => path)).toEqual(['ok']);
    expect(badNames).toHaveLength(5);
    expect(badNames[0]).toEqual({ shown: '../x', why: 'leads out of the folder' });
  });

  it('has names that are not valid UTF-8 shown as escapes, tracked or not', () => {
    const tracked = Buffer.from(`H 100644 ${'0'.repeat(40)} 0\tcaf\xe9.js\0`, 'latin1');
    const { files, badNames } = parseListing(
      Buffer.concat([tracked, Buffer.from('? \xff\0? a b\0', 'latin1')]),
    );
    expect(files.map(({ path }) => path)).toEqual(['a b']);
    expect(badNames.map(({ shown }) => shown)).toEqual(['caf\\xE9.js', '\\xFF']);
  });
});

describe('broken: git cannot answer', () => {
  it('says why, without the path of this machine', async () => {
    repository();
    writeFileSync(join(folder, '.git/HEAD'), 'nonsense\n');
    const listing = await gitFiles(folder, { above: true });
    expect(listing).toEqual({
      failure: expect.stringMatching(/^git ended with 128: .*not a git repository/),
    });
    expect(JSON.stringify(listing)).not.toContain(folder);
  });

  it('says that git is missing', async () => {
    repository();
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      expect(await gitFiles(folder, { above: true })).toEqual({ failure: 'git is not installed' });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('gives up on a git that hangs', async () => {
    repository();
    const path = process.env['PATH'];
    write('bin/git', '#!/bin/sh\nexec sleep 600\n');
    execFileSync('chmod', ['755', join(folder, 'bin/git')]);
    process.env['PATH'] = `${join(folder, 'bin')}:${path}`;
    try {
      const listing = await gitFiles(folder, { above: true, timeout: 0.2 });
      expect(listing).toEqual({ failure: 'git did not answer within 0.2 s' });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('says so of an index that is damaged', async () => {
    repository();
    writeFileSync(join(folder, '.git/index'), 'no index'.repeat(20));
    expect(await gitFiles(folder, { above: true })).toHaveProperty('failure');
  });
});

function attempt(action: () => unknown): void {
  try {
    action();
  } catch {
    // Whether plain git ends well does not matter.
  }
}
