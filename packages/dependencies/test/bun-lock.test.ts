import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile, type Texts } from './read-files.js';

const repo = (lockfile: string, manifest?: object): Texts => ({
  'bun.lock': lockfile,
  ...(manifest && { 'package.json': JSON.stringify(manifest, null, 1) }),
});

const text = `{
  "lockfileVersion": 1,
  // Written by hand.
  "workspaces": {
    "": { "name": "root", "dependencies": { "a": "^1", "git": "github:o/g", "dir": "file:dir", "w": "workspace:*", }, "devDependencies": { "d": "1" }, },
    "packages/w": { "name": "w", "version": "2.0.0", "dependencies": { "b": "1" }, "devDependencies": { "peer": "1" }, "peerDependencies": { "peer": "1" } },
    "../out": { "name": "out", "dependencies": { "a": "^1" } },
  },
  "overrides": { "b": "1.0.0" },
  "packages": {
    "a": ["a@1.0.0", "https://t:s@registry.example/a.tgz", { "dependencies": { "b": "^2" }, "peerDependencies": { "o": "*" }, "optionalPeers": ["o"] }, "sha512-a"],
    "a/b": ["b@2.0.0", "", {}, "sha512-b2"],
    "b": ["b@1.0.0", "", {}, "sha512-b"],
    "d": ["real@1.0.0", "", { "bundled": true }, "sha512-d"],
    "dir": ["dir@file:dir", { "devDependencies": { "b": "1" } }],
    "git": ["git@github:o/g#abc", {}, "o-g-abc"],
    "o": ["o@1.0.0", "", {}, "sha512-o"],
    "peer": ["peer@1.0.0", "", {}, "sha512-p"],
    "tgz": ["tgz@./t.tgz", {}, "sha512-t"],
    "url": ["url@https://t:s@host.example/u.tgz", {}],
    "w": ["w@workspace:packages/w"],
    "w/@s/deep": ["@s/deep@1.0.0", "", {}, "sha512-s"],
  }
}`;

describe('bun.lock', () => {
  it('follows its paths through node_modules and knows every kind of entry', async () => {
    const lockfile = await readLockfile(repo(text));
    expect(brief(lockfile)).toEqual([
      'a 1.0.0 11 direct → 1 6', 'b 2.0.0 12', 'b 1.0.0 13 direct', 'real 1.0.0 14 direct dev', 'dir - 15 direct file', 'git - 16 direct git',
      'o 1.0.0 17 optional', 'peer 1.0.0 18 direct dev', 'tgz - 19 file', 'url - 20 url', 'w 2.0.0 21 direct workspace → 2', '@s/deep 1.0.0 22',
    ]); // prettier-ignore
    const { packages, projects } = lockfile;
    expect(packages.map(({ resolved }) => resolved).filter((each) => each !== undefined)).toEqual([
      'https://registry.example/a.tgz', 'file:dir', 'github:o/g#abc', './t.tgz', 'https://host.example/u.tgz',
    ]); // prettier-ignore
    expect(packages[3]).toMatchObject({ alias: 'd', bundled: true, integrity: 'sha512-d' });
    expect(projects.map(({ path, name }) => [path, name])).toEqual([['.', 'root'], ['packages/w', 'w'], ['dir', undefined]]); // prettier-ignore
  });

  it('says what it was not written for, overrides aside', async () => {
    const manifest = {
      dependencies: { a: '^2', git: 'github:o/g', dir: 'file:dir', w: 'workspace:*' },
      devDependencies: { d: '1', e: '1' },
    };
    const { projects } = await readLockfile(repo(text, manifest));
    expect(projects[0]?.disagreements).toEqual([
      { name: 'a', kind: 'prod', declared: '^2', recorded: '^1', line: 3 },
      { name: 'e', kind: 'dev', declared: '1', line: 10 },
    ]);
  });

  it.each([
    ['an unknown version', '{"lockfileVersion": 3}', 'FILE_UNPARSEABLE bun.lock:1 bun.lock has the lockfile version 3, which is unknown. Known are 0, 1 and 2.'],
    ['no version', '{}', 'FILE_UNPARSEABLE bun.lock:1 '],
    ['a truncated file', text.slice(0, -30), 'FILE_UNPARSEABLE bun.lock:22 '],
    ['an entry that is no list', '{"lockfileVersion": 1, "packages": {"a": {}}}', 'Expected a list.'],
    ['an empty entry', '{"lockfileVersion": 1, "packages": {\n"a": []}}', 'FILE_UNPARSEABLE bun.lock:2 '],
    ['a key that stands twice', '{"lockfileVersion": 1, "packages": {"a": ["a@1.0.0"],\n"a": ["a@1.0.1"]}}', 'PART_SKIPPED bun.lock:2 '],
  ])('says that it cannot read %s', async (_, lockfile, expected) => {
    expect(gapsOf(await readFiles({ 'bun.lock': lockfile })).join('\n')).toContain(expected);
  }); // prettier-ignore

  it('has a remedy for the binary form', async () => {
    const { gaps, unpinned } = await readFiles({
      'bun.lockb': new Uint8Array([0, 1]),
      'package.json': '{"dependencies": {"a": "1"}}',
    });
    expect(gaps).toMatchObject([
      {
        code: 'SOURCE_MISSING',
        path: 'bun.lockb',
        remedy: expect.stringContaining('bun install --save-text-lockfile'),
      },
    ]);
    expect(unpinned).toEqual([]);
  });
});
