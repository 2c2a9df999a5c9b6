import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile, type Texts } from './read-files.js';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;
const repo = (lockfile: string, manifest?: object): Texts => ({
  'yarn.lock': lockfile,
  ...(manifest && { 'package.json': JSON.stringify(manifest, null, 1) }),
});

describe('yarn.lock of yarn 1', () => {
  const text = lines(
    '# yarn lockfile v1', '', 'a@^1.0.0, "a@>= 1.0.0 < 2":', '  version "1.0.0"', '  resolved "https://t:s@registry.example/a/-/a-1.0.0.tgz#790c58b19ba1720a84205b57c618d5ad8524973e"',
    '  dependencies:', '    "@s/b" "^2"', '  optionalDependencies:', '    c "1"', '', '"@s/b@2.1.0":', '  version "2.1.0"', '  integrity sha512-b==', '',
    'c@1:', '  version "1.0.0"', '', '"alias@npm:real@^1":', '  version "1.5.0"', '', '"git@git+https://t:s@host.example/g.git":', '  version "0.1.0"', '  resolved "git+https://host.example/g.git#abc"', '',
    'gh@o/gh:', '  version "0.2.0"', '  resolved "https://codeload.github.com/o/gh/tar.gz/abc"', '', '"tgz@file:./t.tgz":', '  version "0.3.0"', '', 'dev@*:', '  version "1.0.0"', '  dependencies:', '    c "1"',
  ); // prettier-ignore
  const manifest = {
    dependencies: { a: '^1.0.0', alias: 'npm:real@^1', git: 'git+https://t:s@host.example/g.git', gh: 'o/gh', tgz: 'file:./t.tgz', linked: 'link:./x' },
    devDependencies: { dev: '*' },
    resolutions: { '**/@s/b': '2.1.0' },
  }; // prettier-ignore

  it('takes from the manifest what is asked for, and follows resolutions', async () => {
    const lockfile = await readLockfile(repo(text, manifest));
    expect(brief(lockfile)).toEqual([
      'a 1.0.0 3 direct → 1 2', '@s/b 2.1.0 11', 'c 1.0.0 15', 'real 1.5.0 18 direct', 'git 0.1.0 21 direct git', 'gh 0.2.0 25 direct git', 'tgz 0.3.0 29 direct file', 'dev 1.0.0 32 direct dev → 2',
    ]); // prettier-ignore
    expect(lockfile.packages[0]).toMatchObject({
      resolved: 'https://registry.example/a/-/a-1.0.0.tgz',
      integrity: 'sha1-eQxYsZuhcgqEIFtXxhjVrYUklz4=',
    });
    expect(lockfile.packages[3]).toMatchObject({ alias: 'alias' });
    expect(lockfile.projects[0]?.disagreements).toBeUndefined();
    expect(lockfile.projects[0]?.requirements.find(({ name }) => name === 'git')?.range).toBe(
      'git+https://host.example/g.git',
    );
  });

  it('says what it was not written for, and keeps the package that it has', async () => {
    const changed = { dependencies: { a: '^2.0.0', added: '1' }, resolutions: { b: '2.1.0' } };
    const { projects, packages } = await readLockfile(repo(text, changed));
    expect(projects[0]?.disagreements).toEqual([
      { name: 'a', kind: 'prod', declared: '^2.0.0', recorded: '^1.0.0', line: 3 },
      { name: 'added', kind: 'prod', declared: '1', line: 4 },
    ]);
    expect(packages[0]?.direct).toBe(true);
  });

  it('without a manifest, takes for direct what nobody else asks for', async () => {
    const { packages } = await readLockfile(repo(text.replace('"^2"', '"2.1.0"')));
    expect(packages.filter(({ direct }) => !direct).map(({ name }) => name)).toEqual(['@s/b', 'c']);
  });

  it.each([
    ['a reference to nothing', 'a@1:\n  version "1.0.0"\n  dependencies:\n    b "^1"\n', 'PART_SKIPPED yarn.lock: yarn.lock refers to packages that it does not hold: `b@^1`'],
    ['a truncated key', 'a@1:\n  version "1.0.0"\n\n"b@', 'FILE_UNPARSEABLE yarn.lock:4 yarn.lock does not parse at line 4. Expected `:` after the names. It is probably truncated.'],
    ['a truncated text', 'a@1:\n  version "1.0', 'FILE_UNPARSEABLE yarn.lock:2 yarn.lock does not parse at line 2. Expected `"`'],
    ['a truncated entry', 'a@1:\n', 'PART_SKIPPED yarn.lock:1 yarn.lock gives no version for: `a`'],
    ['conflict markers', 'a@1:\n  version "1.0.0"\n<<<<<<< HEAD\nb@1:\n', 'FILE_UNPARSEABLE yarn.lock:3 yarn.lock does not parse at line 3. It holds the markers of a merge conflict'],
    ['a key that stands twice', 'a@1:\n  version "1.0.0"\na@1:\n  version "2.0.0"\n', 'PART_SKIPPED yarn.lock:3 yarn.lock holds the key `a@1` twice'],
    ['something else', '{"a": 1}', 'FILE_UNPARSEABLE yarn.lock:1 '],
  ])('says that it cannot read %s', async (_, lockfile, expected) => {
    const found = gapsOf(await readFiles({ 'yarn.lock': lockfile }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  }); // prettier-ignore

  it('takes a long line in time that grows with its length', async () => {
    const key = `"${'a'.repeat(2_000_000)}@1":`;
    const { packages } = await readLockfile(repo(lines(key, '  version "1.0.0"')));
    expect(packages[0]?.name).toHaveLength(2_000_000);
  });
});

describe('yarn.lock of yarn 2 and later', () => {
  const text = lines(
    '__metadata:', '  version: 8', '  cacheKey: 10c0', '',
    '"a@npm:^1.0.0, a@npm:^1.1.0":', '  version: 1.1.0', '  resolution: "a@npm:1.1.0"', '  dependencies:', '    b: "npm:^2"', '    g: "o/g"', '  dependenciesMeta:', '    b:', '      optional: true', '  checksum: 10c0/abc', '  languageName: node', '  linkType: hard', '',
    '"b@npm:2.0.0":', '  version: 2.0.0', '  resolution: "b@npm:2.0.0::__archiveUrl=https%3A%2F%2Ft%3As%40registry.example%2Fb.tgz"', '  linkType: hard', '',
    '"alias@npm:real@^1":', '  version: 1.0.0', '  resolution: "real@npm:1.0.0"', '  linkType: hard', '',
    '"g@o/g":', '  version: 0.1.0', '  resolution: "g@https://github.com/o/g.git#commit=abc"', '  linkType: hard', '',
    '"p@npm:^3":', '  version: 3.0.0', '  resolution: "p@npm:3.0.0"', '  linkType: hard', '',
    '"p@patch:p@npm%3A^3#./p.patch::locator=root%40workspace%3A.":', '  version: 3.0.0', '  resolution: "p@patch:p@npm%3A3.0.0#./p.patch::version=3.0.0&hash=x&locator=root%40workspace%3A."', '  linkType: hard', '',
    '"dir@file:./dir::locator=root%40workspace%3A.":', '  version: 4.0.0', '  resolution: "dir@file:./dir#./dir::hash=x&locator=root%40workspace%3A."', '  linkType: hard', '',
    '"root@workspace:.":', '  version: 0.0.0-use.local', '  resolution: "root@workspace:."', '  dependencies:', '    a: "npm:^1.0.0"', '    alias: "npm:real@^1"', '    dir: "file:./dir"', '    p: "patch:p@npm%3A^3#./p.patch"', '  linkType: soft',
  ); // prettier-ignore
  const manifest = { dependencies: { a: '^1.0.0', alias: 'npm:real@^1', dir: 'file:./dir' }, devDependencies: { p: 'patch:p@npm%3A^3#./p.patch' }, resolutions: { 'a/b': '2.0.0' } }; // prettier-ignore

  it('knows aliases, git, folders, resolutions, and patches as what they patch', async () => {
    const lockfile = await readLockfile(repo(text, manifest));
    expect(brief(lockfile)).toEqual([
      'a 1.1.0 5 direct → 3 1', 'b 2.0.0 18 optional', 'real 1.0.0 23 direct', 'g 0.1.0 28 git', 'p 3.0.0 33 direct dev', 'dir 4.0.0 43 direct file',
    ]); // prettier-ignore
    expect(lockfile.packages[0]?.integrity).toBe('yarn:10c0/abc');
    expect(lockfile.packages[1]?.resolved).toBe('https://registry.example/b.tgz');
    expect(lockfile.packages[2]?.alias).toBe('alias');
    expect(lockfile.projects[0]?.disagreements).toBeUndefined();
  });

  it('says what it was not written for', async () => {
    const { projects } = await readLockfile(repo(text, { dependencies: { a: '^2', alias: 'npm:real@^1', p: '^3' }, resolutions: manifest.resolutions })); // prettier-ignore
    expect(projects[0]?.disagreements).toEqual([
      { name: 'a', kind: 'prod', declared: '^2', recorded: 'npm:^1.0.0', line: 3 },
      { name: 'p', kind: 'prod', declared: '^3', recorded: 'patch:p@npm%3A^3#./p.patch', line: 5 },
      { name: 'dir', kind: 'prod', recorded: 'file:./dir' },
    ]);
  });

  it.each([
    ['an unknown version', '__metadata:\n  version: 11\n', 'FILE_UNPARSEABLE yarn.lock:1 yarn.lock has the lockfile version 11, which is unknown. Known are 4 to 10.'],
    ['no version', '__metadata: {}\n', 'FILE_UNPARSEABLE yarn.lock:1 '],
    ['a reference to nothing', '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  dependencies:\n    b: "npm:^1"\n', 'PART_SKIPPED yarn.lock: yarn.lock refers to packages that it does not hold: `b@npm:^1`'],
    ['a truncated line', '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@np', 'FILE_UNPARSEABLE yarn.lock:5 '],
    ['a key that stands twice', '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n"a@npm:1":\n  version: 1.0.0\n', 'PART_SKIPPED yarn.lock:5 '],
  ])('says that it cannot read %s', async (_, lockfile, expected) => {
    const found = gapsOf(await readFiles({ 'yarn.lock': lockfile }));
    expect(found.join('\n')).toContain(expected);
  }); // prettier-ignore
});
