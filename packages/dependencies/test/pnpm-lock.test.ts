import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile, type Texts } from './read-files.js';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;
const repo = (lockfile: string, manifest?: object): Texts => ({
  'pnpm-lock.yaml': lockfile,
  ...(manifest && { 'package.json': JSON.stringify(manifest, null, 1) }),
});

describe('pnpm-lock.yaml', () => {
  it('tells apart the sets of peers that a package gets', async () => {
    const lockfile = await readLockfile(
      repo(
        lines(
          "lockfileVersion: '9.0'", 'importers:', '  .:', '    dependencies:', '      a:', '        specifier: ^1', '        version: 1.0.0(p@1.0.0)',
          '    devDependencies:', '      b:', '        specifier: npm:a@1', '        version: a@1.0.0(p@2.0.0(q@1.0.0))',
          'packages:', '  a@1.0.0:', '    resolution: {integrity: sha512-a}', '    deprecated: |-', '      Use b.', '      Really.',
          '  p@1.0.0:', '    resolution: {integrity: sha512-p}', '  p@2.0.0:', '    resolution: {integrity: sha512-p}',
          'snapshots:', '  a@1.0.0(p@1.0.0):', '    dependencies:', '      p: 1.0.0',
          '  a@1.0.0(p@2.0.0(q@1.0.0)):', '    dependencies:', '      p: 2.0.0', '  p@1.0.0: {}', '  p@2.0.0: {}',
        ),
      ),
    ); // prettier-ignore
    expect(brief(lockfile)).toEqual([
      'a 1.0.0 13 direct → 2', 'a 1.0.0 13 direct dev → 3', 'p 1.0.0 18', 'p 2.0.0 20 dev',
    ]); // prettier-ignore
    expect(lockfile.packages[0]).toMatchObject({ deprecated: 'Use b.\nReally.', integrity: 'sha512-a' });
    expect(lockfile.packages[1]).toMatchObject({ alias: 'b', name: 'a' });
  });

  it('knows git, folders, archives, runtimes and links, whose keys are addresses', async () => {
    const { packages, projects } = await readLockfile(
      repo(
        lines(
          "lockfileVersion: '9.0'", 'importers:', '  .:', '    dependencies:',
          ...['gh: https://codeload.github.com/o/gh/tar.gz/abc', 'dir: file:dir', 'tgz: file:t.tgz', 'url: https://u:p@host.example/url.tgz', 'node: runtime:22.0.0', 'out: link:../../out', 'here: link:elsewhere', 'plain: 1.0.0'].flatMap((text) => {
            const [name = '', version = ''] = text.split(': ');
            return [`      ${name}:`, `        specifier: x`, `        version: ${version}`];
          }),
          'packages:',
          '  gh@https://codeload.github.com/o/gh/tar.gz/abc:', '    resolution: {tarball: https://codeload.github.com/o/gh/tar.gz/abc}', '    version: 1.1.0',
          '  dir@file:dir:', '    resolution: {directory: dir, type: directory}',
          '  tgz@file:t.tgz:', '    resolution: {integrity: sha512-t, tarball: file:t.tgz}', '    version: 1.2.0',
          '  url@https://u:p@host.example/url.tgz:', '    resolution: {tarball: https://u:p@host.example/url.tgz}', '    version: 1.3.0',
          '  node@runtime:22.0.0:', '    resolution:', '      type: variations', '      variants:', '        - resolution: {archive: tarball}', '          targets:', '            - cpu: x64', '    version: 22.0.0',
          '  plain@1.0.0:', '    resolution: {integrity: sha512-x, tarball: https://registry.example/any/where.tgz}',
          'snapshots:', '  gh@https://codeload.github.com/o/gh/tar.gz/abc: {}', '  dir@file:dir: {}', '  tgz@file:t.tgz: {}', '  url@https://u:p@host.example/url.tgz: {}', '  node@runtime:22.0.0: {}', '  plain@1.0.0: {}',
        ),
      ),
    ); // prettier-ignore
    expect(packages.map(({ name, version, source, resolved }) => [name, version, source, resolved ?? ''])).toEqual([
      ['gh', '1.1.0', 'git', 'https://codeload.github.com/o/gh/tar.gz/abc'], ['dir', '', 'file', ''], ['tgz', '1.2.0', 'file', 'file:t.tgz'],
      ['url', '1.3.0', 'url', 'https://host.example/url.tgz'], ['node', '22.0.0', 'url', ''], ['plain', '1.0.0', 'registry', 'https://registry.example/any/where.tgz'],
      ['out', '', 'file', ''], ['here', '', 'file', ''],
    ]); // prettier-ignore
    expect(projects[0]?.requirements.every(({ target }) => target !== undefined)).toBe(true);
  });

  it('reads version 5 without a workspace: keys with slashes, peers behind an underscore', async () => {
    const lockfile = await readLockfile(
      repo(
        lines(
          'lockfileVersion: 5.4', 'specifiers:', '  a: ^1', "  '@s/b': ^1", 'dependencies:', '  a: 1.0.0_p@1.0.0', 'devDependencies:', "  '@s/b': 2.0.0",
          'packages:', '  /@s/b/2.0.0:', '    resolution: {integrity: sha512-b}', '    requiresBuild: true', '    dev: true',
          '  /a/1.0.0_p@1.0.0:', '    resolution: {integrity: sha512-a}', '    dependencies:', '      p: 1.0.0', '      g: github.com/o/g/abc',
          '  /p/1.0.0:', '    resolution: {integrity: sha512-p}', '  github.com/o/g/abc:', '    resolution: {tarball: https://codeload.github.com/o/g/tar.gz/abc}', '    name: g', '    version: 0.1.0',
          '  registry.example/h/3.0.0:', '    resolution: {integrity: sha512-h}', '    name: h', '    version: 3.0.0',
        ),
        { dependencies: { a: '^2' }, devDependencies: { '@s/b': '^1' } },
      ),
    ); // prettier-ignore
    expect(brief(lockfile)).toEqual([
      '@s/b 2.0.0 10 direct dev', 'a 1.0.0 14 direct → 2 3', 'p 1.0.0 19', 'g 0.1.0 21 git', 'h 3.0.0 25',
    ]); // prettier-ignore
    expect(lockfile.packages[0]?.hasInstallScript).toBe(true);
    expect(lockfile.projects[0]?.disagreements).toEqual([
      { name: 'a', kind: 'prod', declared: '^2', recorded: '^1', line: 3 },
    ]);
  });

  it('knows catalogs, overrides and what pnpm adds by itself', async () => {
    const importer = (name: string, specifier: string): string[] => [
      `      ${name}:`,
      `        specifier: ${specifier}`,
      '        version: 1.0.0',
    ];
    const text = (...head: string[]): string =>
      lines(
        "lockfileVersion: '9.0'", ...head, 'importers:', '  .:', '    dependencies:', ...importer('c', "'catalog:'"), ...importer('o', '1.0.0'), ...importer('peer', "'*'"),
        'packages:', ...['c', 'o', 'peer'].flatMap((name) => [`  ${name}@1.0.0:`, '    resolution: {integrity: sha512-x}']),
        'snapshots:', '  c@1.0.0: {}', '  o@1.0.0: {}', '  peer@1.0.0: {}',
      ); // prettier-ignore
    const manifest = { dependencies: { c: 'catalog:', o: '^1' }, peerDependencies: { peer: '*' } };
    const plain = await readLockfile(repo(text(), manifest));
    expect(plain.projects[0]?.disagreements).toEqual([
      { name: 'o', kind: 'prod', declared: '^1', recorded: '1.0.0', line: 4 },
    ]);
    const overridden = await readLockfile(repo(text('overrides:', '  x>o@^1: 1.0.0'), manifest));
    expect(overridden.projects[0]?.disagreements).toBeUndefined();
    const hooked = await readLockfile(repo(text('pnpmfileChecksum: sha256-x'), manifest));
    expect(hooked.projects[0]?.disagreements).toBeUndefined();
  });

  it('reads the document in which pnpm keeps itself', async () => {
    const document = (kind: string, name: string): string[] => [
      "lockfileVersion: '9.0'", 'importers:', '  .:', `    ${kind}:`, `      ${name}:`, '        specifier: 1.0.0', '        version: 1.0.0',
      'packages:', `  ${name}@1.0.0:`, '    resolution: {integrity: sha512-x}', 'snapshots:', `  ${name}@1.0.0: {}`,
    ]; // prettier-ignore
    const text = lines(
      '---',
      ...document('configDependencies', 'a').map((line) => line.replace('1.0.0', '2.0.0')),
      '---',
      ...document('dependencies', 'a'),
    );
    const lockfile = await readLockfile(repo(text, { dependencies: { a: '1.0.0' } }));
    expect(brief(lockfile)).toEqual(['a 2.0.0 10 direct dev', 'a 1.0.0 23 direct']);
    expect(lockfile.projects.map(({ path, disagreements }) => [path, disagreements])).toEqual([
      ['.', undefined],
    ]);
  });

  it('never leaves the repository, and names a link once', async () => {
    const { projects } = await readLockfile(repo(lines("lockfileVersion: '9.0'", 'importers:', '  .: {}', '  ../out: {}', '  /abs: {}', '  a: {}'))); // prettier-ignore
    expect(projects.map(({ path }) => path)).toEqual(['.', 'a']);
  });

  it.each([
    ['a reference to nothing', lines("lockfileVersion: '9.0'", 'importers:', '  .:', '    dependencies:', '      a:', '        specifier: ^1', '        version: 1.0.0'), 'PART_SKIPPED pnpm-lock.yaml: pnpm-lock.yaml refers to packages that it does not hold: `a@1.0.0`. It is truncated'],
    ['packages without snapshots', lines("lockfileVersion: '9.0'", 'packages:', '  a@1.0.0:', '    resolution: {integrity: sha512-x}'), 'PART_SKIPPED pnpm-lock.yaml: pnpm-lock.yaml does not say what these depend on: `a@1.0.0`'],
    ['an unknown version', lines("lockfileVersion: '10.0'"), 'FILE_UNPARSEABLE pnpm-lock.yaml:1 pnpm-lock.yaml has the lockfile version 10.0, which is unknown. Known are 5, 6, 7 and 9.'],
    ['no version', lines('packages: {}'), 'FILE_UNPARSEABLE pnpm-lock.yaml:1 pnpm-lock.yaml does not parse at line 1. It has no `lockfileVersion`.'],
    ['nothing', '\n', 'FILE_UNPARSEABLE pnpm-lock.yaml:1 pnpm-lock.yaml does not parse at line 1. It is empty.'],
    ['a truncated line', "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha5", 'FILE_UNPARSEABLE pnpm-lock.yaml:4 pnpm-lock.yaml does not parse at line 4. It ends within'],
    ['a truncated key', "lockfileVersion: '9.0'\npackages:\n  'a@1.0", 'FILE_UNPARSEABLE pnpm-lock.yaml:3 '],
    ['a key that stands twice', lines("lockfileVersion: '9.0'", 'packages:', '  a@1.0.0: {}', '  a@1.0.0: {}', 'snapshots:', '  a@1.0.0: {}'), 'PART_SKIPPED pnpm-lock.yaml:4 pnpm-lock.yaml holds the key `a@1.0.0` twice'],
    ['conflict markers', "lockfileVersion: '9.0'\n<<<<<<< HEAD\na: 1\n", 'FILE_UNPARSEABLE pnpm-lock.yaml:2 pnpm-lock.yaml does not parse at line 2. It holds the markers of a merge conflict'],
  ])('says that it cannot read %s', async (_, text, expected) => {
    const found = gapsOf(await readFiles({ 'pnpm-lock.yaml': text }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  }); // prettier-ignore
});
