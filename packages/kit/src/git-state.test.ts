import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { gitState } from './git-state.js';

const IDENTITY = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-git-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', [...IDENTITY, ...args], { cwd: folder, stdio: 'pipe' });
}

function repository(): string {
  const folder = makeFolder();
  git(folder, 'init', '-q', '-b', 'main');
  writeFileSync(join(folder, 'a'), 'a');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

it.each<[string, (folder: string) => void]>([
  ['a commit', (folder) => git(folder, 'commit', '-q', '--allow-empty', '-m', 'second')],
  ['a branch', (folder) => git(folder, 'branch', 'other')],
  ['a checkout', (folder) => git(folder, 'checkout', '-q', '--detach')],
  ['what is staged', (folder) => (writeFileSync(join(folder, 'b'), ''), git(folder, 'add', 'b'))],
  ['a remote', (folder) => git(folder, 'remote', 'add', 'origin', 'https://example.org/x.git')],
  ['packing refs after a tag', (folder) => (git(folder, 'tag', 'v1'), git(folder, 'pack-refs', '--all'))],
])('changes with %s', (_, change) => {
  const folder = repository();
  const before = gitState(folder);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(gitState(folder)).toBe(before);
  change(folder);
  expect(gitState(folder)).not.toBe(before);
});

it('tells a folder without git, and does not know a folder inside a repository or a linked working tree', () => {
  const folder = repository();
  expect(gitState(makeFolder())).toBe('no repository');
  mkdirSync(join(folder, 'inside'));
  expect(gitState(join(folder, 'inside'))).toBeUndefined();
  const linked = join(makeFolder(), 'linked');
  git(folder, 'worktree', 'add', '-q', '--detach', linked);
  expect(gitState(linked)).toBeUndefined();
});
