import { makeRepo, removeFolder, staticImports } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { gapsOf, readFiles } from '../test/read-files.js';
import { isDependencyFile, readDependencies } from './index.js';

describe('isDependencyFile', () => {
  it.each([
    'requirements.txt', 'a/dev-requirements.txt', 'requirements/prod.txt', 'constraints-3.12.txt', 'requirements-dev.lock',
    'requirements.in', 'requirements/dev.in', 'poetry.lock', 'a/uv.lock', 'Pipfile', 'Pipfile.lock', 'pdm.lock', 'pylock.toml',
    'pylock.prod.toml', 'pyproject.toml', 'setup.py', 'setup.cfg', 'go.mod', 'Gemfile', 'Gemfile.lock', 'gems.locked',
    'Cargo.toml', 'Cargo.lock', 'composer.json', 'composer.lock', 'packages.lock.json', 'packages.config', 'x/A.csproj',
    'gradle.lockfile', 'build.gradle.kts', 'pom.xml', 'mix.lock', 'mix.exs', 'pubspec.yaml', 'pubspec.lock', 'package-lock.json',
  ])('knows %s', (path) => {
    expect(isDependencyFile(path)).toBe(true);
  }); // prettier-ignore

  it.each(['README.md', 'docs/pylock.a.b.toml', 'x-uv.lock', 'src/requirements.ts', 'go.sum', 'notes.txt'])(
    'passes over %s',
    (path) => {
      expect(isDependencyFile(path)).toBe(false);
    },
  );

  it('loads no reader', () => {
    const { files, packages } = staticImports(new URL('names.ts', import.meta.url));
    expect([...packages]).toEqual(['node:path']);
    const readers = [...files].filter((file) => /(?:lock|toml|json|xml|cursor|draft)\.ts$/.test(file));
    expect(readers).toEqual([]);
  });
});

describe('readDependencies', () => {
  it('gives all in the order of the paths, the same each time', async () => {
    const texts = {
      'b/go.mod': 'module b\n',
      'a/requirements.txt': 'x==1\n-r no.txt\n',
      'a/Cargo.toml': '[dependencies]\ny = "1"\n',
      'c/uv.lock': '',
    };
    const shuffled = Object.fromEntries(Object.entries(texts).reverse());
    const told: string[] = [];
    const read = await readFiles(texts, (path) => told.push(path));
    expect(await readFiles(shuffled)).toEqual(read);
    expect(read.lockfiles.map(({ path }) => path)).toEqual(['a/requirements.txt', 'b/go.mod']);
    expect(read.unpinned.map(({ path }) => path)).toEqual(['a/Cargo.toml']);
    expect(read.gaps.map(({ path }) => path)).toEqual(['a/requirements.txt', 'c/uv.lock']);
    expect([read.expected, read.seen]).toEqual([{ files: 4 }, { files: 2 }]);
    expect(told).toEqual([
      'a/requirements.txt',
      'b/go.mod',
      'c/uv.lock',
      'a/requirements.txt',
      'a/Cargo.toml',
    ]);
  });

  it('expects nothing where there is nothing', async () => {
    const read = await readFiles({ 'README.md': 'x', 'src/a.py': 'import os' });
    expect(read).toEqual({
      lockfiles: [],
      unpinned: [],
      gaps: [],
      expected: { files: 0 },
      seen: { files: 0 },
    });
  });

  it('names a merge that nobody finished, and its line', async () => {
    const conflict = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n';
    for (const path of [
      'requirements.txt',
      'uv.lock',
      'Pipfile.lock',
      'pom.xml',
      'go.mod',
      'Gemfile.lock',
      'pyproject.toml',
    ]) {
      const read = await readFiles({ [path]: conflict });
      expect(gapsOf(read)).toEqual([
        `FILE_UNPARSEABLE ${path}:2 ${path} holds the conflict markers of a merge that nobody has finished, from line 2 on.`,
      ]);
      expect(read.lockfiles).toEqual([]);
    }
  });

  it('does not leave the repository, read what is no file, or trust names', async () => {
    const root = await makeRepo({
      'a/uv.lock': { linkTo: '/etc/passwd' },
      'evil\u001b[2J/go.mod': 'what is this\n',
      'b/go.mod': 'module b\n',
    });
    try {
      const files = ['a/uv.lock', 'b/go.mod', 'evil\u001b[2J/go.mod', 'gone/go.mod'].map((path) => ({
        path,
        size: 1,
      }));
      const read = await readDependencies({ root }, files, () => undefined);
      expect(gapsOf(read).map((text) => text.replaceAll('\u001b', 'ESC'))).toEqual([
        'FILE_UNREADABLE a/uv.lock: a/uv.lock is a symbolic link that leaves the repository and is not followed.',
        'FILE_UNPARSEABLE evilESC[2J/go.mod:1 evil\\u001b[2J/go.mod is not a go.mod: the line is no directive of one.',
        'FILE_UNREADABLE gone/go.mod: gone/go.mod cannot be read: it is not there, or a symbolic link points nowhere.',
      ]);
      expect([read.expected, read.seen]).toEqual([{ files: 4 }, { files: 1 }]);
    } finally {
      await removeFolder(root);
    }
  });

  it.each([
    ['bytes that are no text', Buffer.from([0x80, 0x81, 0xff]), 'FILE_ENCODING'],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'FILE_BINARY'],
    ['a NUL', Buffer.from('module a\0'), 'FILE_BINARY'],
  ])('says that %s cannot be read', async (_, bytes, code) => {
    expect((await readFiles({ 'go.mod': bytes })).gaps).toMatchObject([{ code, path: 'go.mod' }]);
  });
});
