import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { copyExample } from './example.js';
import { git } from './git.js';
import { makeRepo } from './make-repo.js';
import { removeFolder, withTempFolder } from './temp-folder.js';

it('writes texts, bytes and links, in folders and under strange names', async () => {
  const root = await makeRepo({
    'a/b.txt': 'text',
    'c.bin': Buffer.from([0, 255]),
    d: { linkTo: 'a/b.txt' },
    'line\nbreak.js': '',
  });
  expect(readFileSync(join(root, 'a/b.txt'), 'utf8')).toBe('text');
  expect(readFileSync(join(root, 'c.bin'))).toEqual(Buffer.from([0, 255]));
  expect(readlinkSync(join(root, 'd'))).toBe('a/b.txt');
  expect(existsSync(join(root, 'line\nbreak.js'))).toBe(true);
  await removeFolder(root);
  expect(existsSync(root)).toBe(false);
});

it('makes the same commit of the same files, wherever and whenever', async () => {
  const roots = await Promise.all(
    [1, 2].map(() => makeRepo({ 'a.txt': 'a', '.gitignore': 'b.txt\n', 'b.txt': 'b' }, { git: true })),
  );
  const [one, two] = await Promise.all(roots.map((root) => git(root, 'rev-parse', 'HEAD')));
  expect(one).toBe(two);
  expect((await git(roots[0] as string, 'ls-files')).split('\n')).toEqual(['.gitignore', 'a.txt', '']);
  await Promise.all(roots.map(removeFolder));
});

it('is no repository unless asked', async () => {
  const root = await makeRepo({ 'a.txt': 'a' });
  expect(existsSync(join(root, '.git'))).toBe(false);
  await removeFolder(root);
});

it('removes the folder after a failure too', async () => {
  let seen = '';
  const failing = withTempFolder((folder) => {
    seen = folder;
    throw new Error('failed');
  });
  await expect(failing).rejects.toThrow('failed');
  expect(existsSync(seen)).toBe(false);
});

it('commits the .env of the flawed example, which its .gitignore forgot, and has none in the fixed one', async () => {
  const [flawed, fixed] = await Promise.all([
    copyExample('flawed', { git: true }),
    copyExample('fixed', { git: true }),
  ]);
  expect(await git(flawed, 'ls-files', '.env')).toBe('.env\n');
  expect(await git(fixed, 'ls-files', '.env', '.env.example')).toBe('.env.example\n');
  expect(await git(fixed, 'status', '--porcelain')).toBe('');
  await Promise.all([flawed, fixed].map(removeFolder));
});
