import { describe, expect, it } from 'vitest';

import { gapsOf, readFiles, type Texts } from './read-files.js';

const MANIFEST =
  '{\n "dependencies": {\n  "a": "^1",\n  "b": "git+https://t:s@host.example/b.git"\n },\n "peerDependencies": { "p": "*" }\n}';

async function unpinned(texts: Texts): Promise<string[]> {
  return (await readFiles(texts)).unpinned.map(({ path, manager }) => `${path} ${manager}`);
}

describe('package.json without a lockfile', () => {
  it('is named with its requirements and their lines', async () => {
    const { unpinned: found, gaps } = await readFiles({ 'a/package.json': MANIFEST });
    expect(gaps).toEqual([]);
    expect(found).toEqual([
      {
        path: 'a/package.json',
        ecosystem: 'npm',
        manager: 'npm',
        requirements: [
          { name: 'a', kind: 'prod', range: '^1', line: 3 },
          { name: 'b', kind: 'prod', range: 'git+https://host.example/b.git', line: 4 },
        ],
      },
    ]);
  });

  it.each([
    ['no dependencies', '{"name": "a"}'],
    ['peers alone', '{"peerDependencies": {"p": "*"}}'],
    [
      'folders and workspaces alone',
      '{"dependencies": {"a": "file:../a", "b": "workspace:*", "c": "link:c"}}',
    ],
    ['a template', '{{ name }}'],
    ['a list', '[]'],
    ['odd values', '{"dependencies": [], "workspaces": 1, "devDependencies": {"a": {}}}'],
  ])('is nothing with %s', async (_, text) => {
    expect(await readFiles({ 'package.json': text })).toMatchObject({ unpinned: [], gaps: [] });
  });

  it('guesses the package manager', async () => {
    const pinned = MANIFEST.replace('{', '{ "packageManager": "yarn@4.1.0",');
    expect(await unpinned({ 'a/package.json': pinned })).toEqual(['a/package.json yarn']);
    expect(await unpinned({ 'package.json': '{"packageManager": "pnpm@9"}', 'a/b/package.json': MANIFEST })).toEqual(['a/b/package.json pnpm']); // prettier-ignore
    expect(await unpinned({ 'bunfig.toml': '', 'a/package.json': MANIFEST })).toEqual(['a/package.json bun']);
    expect(await unpinned({ '.yarnrc.yml': '', 'package.json': MANIFEST.replace('{', '{ "packageManager": "evil@1",') })).toEqual(['package.json yarn']); // prettier-ignore
  });

  it('is covered by the lockfile of its workspace, and by one that could not be read', async () => {
    const root = '{"workspaces": {"packages": ["packages/*", "!packages/out"]}}';
    const files = {
      'package.json': root,
      'packages/a/package.json': MANIFEST,
      'packages/out/package.json': MANIFEST,
    };
    expect(await unpinned({ ...files, 'yarn.lock': 'a@^1:\n  version "1.0.0"\n' })).toEqual([
      'packages/out/package.json yarn',
    ]);
    expect(await unpinned({ ...files, 'package-lock.json': '{' })).toEqual(['packages/out/package.json npm']);
    expect(await unpinned({ 'pnpm-lock.yaml': '{', 'pnpm-workspace.yaml': 'packages:\n  - packages/a\n', ...files })).toEqual(['packages/out/package.json pnpm']); // prettier-ignore
  });

  it('is covered where a lockfile was written for whoever asks for its folder', async () => {
    const lock = '{"lockfileVersion": 1, "dependencies": {"x": {"version": "file:x"}}}';
    expect(await unpinned({ 'package.json': '{"dependencies": {"x": "file:./x"}}', 'package-lock.json': lock, 'x/package.json': MANIFEST })).toEqual([]); // prettier-ignore
  });

  it('is a gap where it does not parse, and nothing where it is installed', async () => {
    const truncated = MANIFEST.slice(0, 30);
    const read = await readFiles({ 'package.json': truncated, 'node_modules/a/package.json': MANIFEST });
    expect(gapsOf(read)).toEqual([
      'FILE_UNPARSEABLE package.json:3 package.json does not parse at line 3. It ends in the middle: expected `"`: the string that begins here has no end. It is probably truncated.',
    ]);
    expect(read.unpinned).toEqual([]);
  });
});
