import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { gapsOf, readFiles, readLockfile, type Texts } from './read-files.js';

type Entries = Readonly<Record<string, unknown>>;

const lock = (packages: Entries, more: object = {}): string =>
  JSON.stringify({ name: 'a', lockfileVersion: 3, packages, ...more }, null, 2);
const repo = (packages: Entries, manifest?: object): Texts => ({
  'package-lock.json': lock(packages),
  ...(manifest && { 'package.json': JSON.stringify(manifest, null, 2) }),
});

describe('package-lock.json', () => {
  it('finds what a package gets in the nearest node_modules upwards', async () => {
    const { packages } = await readLockfile(
      repo({
        '': { dependencies: { a: '1', b: '2' } },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
        'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { a: '1', c: '1' } },
        'node_modules/b': { version: '2.0.0' },
        'node_modules/c': { version: '1.0.0', dependencies: { b: '2' } },
      }),
    );
    const edges = packages.map(({ name, version, dependencies }) => [name + version, ...dependencies.map((to) => packages[to]).map((to) => `${to?.name}${to?.version}`)]); // prettier-ignore
    expect(edges).toEqual([['a1.0.0', 'b1.0.0'], ['b1.0.0', 'a1.0.0', 'c1.0.0'], ['b2.0.0'], ['c1.0.0', 'b2.0.0']]); // prettier-ignore
  });

  it('follows peers, and marks what optional peers and optional dependencies bring', async () => {
    const { packages } = await readLockfile(
      repo({
        '': { dependencies: { a: '1' }, devDependencies: { d: '1' } },
        'node_modules/a': {
          version: '1.0.0',
          dependencies: { o: '1' },
          optionalDependencies: { o: '1' },
          peerDependencies: { p: '1', q: '1' },
          peerDependenciesMeta: { q: { optional: true } },
        },
        'node_modules/d': { version: '1.0.0', dependencies: { e: '1' } },
        'node_modules/e': { version: '1.0.0', dependencies: { d: '1' } },
        'node_modules/o': { version: '1.0.0' },
        'node_modules/p': { version: '1.0.0' },
        'node_modules/q': { version: '1.0.0' },
        'node_modules/x': { version: '1.0.0', extraneous: true },
      }),
    );
    const marks = packages.map(({ name, dev, optional, direct }) => [name, dev, optional, direct]);
    expect(marks).toEqual([
      ['a', false, false, true], ['d', true, false, true], ['e', true, false, false], ['o', false, true, false],
      ['p', false, false, false], ['q', false, true, false], ['x', false, false, false],
    ]); // prettier-ignore
  });

  it('knows aliases, git, folders, archives and what is bundled', async () => {
    const { packages, projects } = await readLockfile(
      repo({
        '': { dependencies: { alias: 'npm:real@1', git: 'github:o/r', dir: 'file:../common', tgz: 'file:a.tgz', url: 'https://host.example/u.tgz' } },
        '../common': { version: '3.0.0', name: 'shared', dependencies: { alias: '*' } },
        'node_modules/alias': { name: 'real', version: '1.0.0', resolved: 'https://registry.example/real/-/real-1.0.0.tgz', license: 'MIT', deprecated: 'Use b.', hasInstallScript: true },
        'node_modules/dir': { resolved: '../common', link: true },
        'node_modules/git': { version: '1.0.0', resolved: 'git+ssh://git@github.com/o/r.git#abc' },
        'node_modules/gh': { version: '1.0.0', resolved: 'https://npm.pkg.example/download/@s/gh/1.0.0/abc' },
        'node_modules/odd': { version: '1.0.0', resolved: 'https://user:secret@mirror.example/odd.tgz?token=abc' },
        'node_modules/none': { version: '1.0.0', resolved: false, integrity: 'sha512-x' },
        'node_modules/tgz': { version: '1.0.0', resolved: 'file:a.tgz' },
        'node_modules/url': { version: '1.0.0', resolved: 'https://host.example/u.tgz', inBundle: true },
      }),
    ); // prettier-ignore
    const found = packages.map(({ alias, name, source, resolved }) => [
      alias ?? '',
      name,
      source,
      resolved ?? '',
    ]);
    expect(found).toEqual([
      ['alias', 'real', 'registry', 'https://registry.example/real/-/real-1.0.0.tgz'],
      ['', 'git', 'git', 'git+ssh://git@github.com/o/r.git#abc'],
      ['', 'gh', 'registry', 'https://npm.pkg.example/download/@s/gh/1.0.0/abc'],
      ['', 'odd', 'registry', 'https://mirror.example/odd.tgz'],
      ['', 'none', 'registry', ''],
      ['', 'tgz', 'file', 'file:a.tgz'],
      ['', 'url', 'url', 'https://host.example/u.tgz'],
      ['', 'shared', 'file', ''],
    ]);
    expect(packages[6]?.bundled).toBe(true);
    expect(packages[0]).toMatchObject({ licence: 'MIT', deprecated: 'Use b.', hasInstallScript: true });
    expect(projects.map(({ path }) => path)).toEqual(['.']);
  });

  it('says where manifest and lockfile disagree, and at which line', async () => {
    const recorded = {
      dependencies: { same: '1', changed: '^1', gone: '1', broken: '1' },
      optionalDependencies: { absent: '1' },
    };
    const declared = {
      dependencies: { same: '1', changed: '^2', added: '1', broken: '1' },
      optionalDependencies: { absent: '1' },
      peerDependencies: { peer: '*' },
    };
    const entry = { version: '1.0.0' };
    const { projects } = await readLockfile(
      repo({ '': recorded, 'node_modules/same': entry, 'node_modules/changed': entry, 'node_modules/gone': entry }, declared),
    ); // prettier-ignore
    expect(projects[0]?.disagreements).toEqual([
      { name: 'changed', kind: 'prod', declared: '^2', recorded: '^1', line: 4 },
      { name: 'added', kind: 'prod', declared: '1', line: 5 },
      { name: 'broken', kind: 'prod', declared: '1', line: 6 },
      { name: 'gone', kind: 'prod', recorded: '1' },
    ]);
    expect(projects[0]?.requirements.find(({ name }) => name === 'added')).toEqual({ name: 'added', kind: 'prod', range: '1', line: 5 }); // prettier-ignore
  });

  it('a name that is declared twice agrees with what is recorded for either', async () => {
    const declared = { dependencies: { a: '^1', b: '^1' }, devDependencies: { a: '^2', b: '^3' } };
    const recorded = { dependencies: { a: '^1', b: '^2' }, devDependencies: { a: '^2' } };
    const entry = { version: '1.0.0' };
    const { projects } = await readLockfile(
      repo({ '': recorded, 'node_modules/a': entry, 'node_modules/b': entry }, declared),
    );
    expect(projects[0]?.disagreements?.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'b prod',
      'b dev',
    ]);
  });

  it('keeps hostile names apart from what objects inherit', async () => {
    const text = lock({ '': { dependencies: {} } }).replace('"": {', '"node_modules/__proto__": {"version": "1.0.0", "dependencies": {"constructor": "1"}},\n"node_modules/constructor": {"version": "2.0.0"},\n"": {'); // prettier-ignore
    const { packages } = await readLockfile({ 'package-lock.json': text });
    expect(packages.map(({ name, dependencies }) => [name, dependencies])).toEqual([['__proto__', [1]], ['constructor', []]]); // prettier-ignore
    expect(({} as Record<string, unknown>)['version']).toBeUndefined();
  });

  it('never leaves the repository: workspaces above it or with absolute paths are no projects', async () => {
    const files = repo({
      '': {},
      '../../etc': { name: 'e', version: '1.0.0' },
      '/abs': { name: 'f', version: '1.0.0' },
      'C:\\x': { name: 'g' },
    });
    const { projects, packages } = await readLockfile(files);
    expect(projects.map(({ path }) => path)).toEqual(['.']);
    expect(packages.map(({ name, source }) => [name, source])).toEqual([['e', 'file'], ['f', 'file'], ['g', 'file']]); // prettier-ignore
  });

  it('counts a peer that a workspace has for development as no more than that', async () => {
    const { packages, projects } = await readLockfile(
      repo({
        '': { workspaces: ['w'] },
        '..': { name: 'above', version: '1.0.0' },
        w: { name: 'w', version: '1.0.0', devDependencies: { p: '1' }, peerDependencies: { p: '1' } },
        'node_modules/above': { resolved: '..', link: true },
        'node_modules/p': { version: '1.0.0' },
        'node_modules/w': { resolved: 'w', link: true },
      }),
    );
    expect(packages.map(({ name, dev, dependencies }) => [name, dev, dependencies])).toEqual([['p', true, []], ['above', false, []], ['w', false, []]]); // prettier-ignore
    expect(projects.map(({ path }) => path)).toEqual(['.', 'w']);
  });

  it('reads numbers where versions should be, and shrinkwraps without a version of their own', async () => {
    const { lockfiles, gaps } = await readFiles({
      'a/package-lock.json':
        '{"lockfileVersion": "3", "packages": {"": {}, "node_modules/a": {"version": 1}}}',
      'b/npm-shrinkwrap.json': '{"dependencies": {"a": {"version": "1.0.0", "from": "a@^1"}}}',
      'node_modules/c/package-lock.json': '{',
    });
    expect(gaps).toEqual([]);
    expect(lockfiles.map(({ path, version, packages }) => [path, version, packages[0]?.version])).toEqual([
      ['a/package-lock.json', '3', '1'],
      ['b/npm-shrinkwrap.json', undefined, '1.0.0'],
    ]);
  });

  it.each([
    ['a truncated file', lock({ 'node_modules/a': { version: '1.0.0' } }).slice(0, -20), 'FILE_UNPARSEABLE package-lock.json:6 package-lock.json does not parse at line 6. It ends in the middle'],
    ['conflict markers', '{\n<<<<<<< HEAD\n "a": 1,\n=======\n "a": 2,\n>>>>>>> b\n}', 'FILE_UNPARSEABLE package-lock.json:2 '],
    ['an unknown version', '{\n "lockfileVersion": 4,\n "packages": {}\n}', 'FILE_UNPARSEABLE package-lock.json:2 package-lock.json has the lockfile version 4, which is unknown. Known are 1, 2 and 3.'],
    ['a key that stands twice', '{"lockfileVersion": 3, "packages": {\n"node_modules/a": {"version": "1.0.0"},\n"node_modules/a": {"version": "2.0.0"}}}', 'PART_SKIPPED package-lock.json:3 package-lock.json holds the key `node_modules/a` twice'],
    ['two lists of packages', '{"lockfileVersion": 3, "packages": {},\n"packages": {}}', 'PART_SKIPPED package-lock.json:2 package-lock.json holds the key `packages` twice'],
    ['a package without a version', '{"lockfileVersion": 3, "packages": {\n"node_modules/\u001b[2Ja": {}}}'.replace('\u001b', '\\u001b'), 'PART_SKIPPED package-lock.json:2 package-lock.json gives no version for: `\\u001b[2Ja`'],
    ['deep nesting', `{"x": ${'{"a":'.repeat(5000)}`, 'FILE_UNPARSEABLE package-lock.json:1 package-lock.json does not parse at line 1. It is nested more than 256'],
    ['a deep tree of version 1', `{"lockfileVersion": 1, ${'"dependencies": {"a": {"version": "1.0.0", '.repeat(5000)}`, 'FILE_UNPARSEABLE package-lock.json:1 '],
    ['a list', '[]', 'FILE_UNPARSEABLE package-lock.json:1 package-lock.json does not parse at line 1. Expected an object.'],
    ['nothing', '', 'FILE_UNPARSEABLE package-lock.json:1 package-lock.json does not parse at line 1. It ends in the middle'],
  ])('says that it cannot read %s', async (_, text, expected) => {
    const found = gapsOf(await readFiles({ 'package-lock.json': text }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  }); // prettier-ignore

  it('does not depend on the order of its entries; each edge leads somewhere and each line holds the name', async () => {
    const name = fc.constantFrom('a', 'b', 'c', '@s/d', 'toString');
    const ranges = fc.dictionary(name, fc.constantFrom('^1.0.0', 'npm:x@1', 'file:x'), { maxKeys: 3 });
    const entry = fc.record({ version: fc.constantFrom('1.0.0', '2.0.0'), dependencies: ranges, optionalDependencies: ranges, peerDependencies: ranges }); // prettier-ignore
    const location = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.map((each) => `node_modules/${each}`).join('/')); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.dictionary(location, entry, { minKeys: 1 }), ranges, ranges, fc.nat(), async (entries, dependencies, devDependencies, seed) => {
        const sorted = Object.entries({ ...entries, '': { dependencies, devDependencies } });
        const turn = seed % sorted.length;
        const described = async (list: typeof sorted): Promise<unknown[]> => {
          const text = lock(Object.fromEntries(list));
          const { packages } = await readLockfile({ 'package-lock.json': text });
          const lines = text.split('\n');
          return packages.map(({ line, dependencies: edges, ...found }) => {
            expect(lines[line - 1]).toContain(`node_modules/${found.name}"`);
            expect(edges.every((to) => packages[to] !== undefined)).toBe(true);
            const to = edges.map((index) => lines[(packages[index]?.line ?? 0) - 1]).sort();
            return JSON.stringify({ ...found, at: lines[line - 1], to });
          }).sort();
        };
        expect(await described([...sorted.slice(turn), ...sorted.slice(0, turn)])).toEqual(await described(sorted));
      }), // prettier-ignore
      { numRuns: 60 },
    );
  });
});

describe('version 1', () => {
  const old = (dependencies: Entries): string =>
    JSON.stringify({ lockfileVersion: 1, requires: true, dependencies }, null, 1);

  it('knows aliases, git, archives and nested packages', async () => {
    const { packages } = await readLockfile({
      'package-lock.json': old({
        alias: { version: 'npm:@s/real@1.2.3', integrity: 'sha512-x' },
        git: { version: 'git+ssh://git@github.com/o/r.git#abc', from: 'github:o/r' },
        tgz: { version: 'https://user:pw@host.example/t.tgz', requires: { b: '1' } },
        b: { version: '1.0.0', bundled: true, requires: { c: '1' }, dependencies: { c: { version: '2.0.0', requires: { alias: '1' } } } },
        c: { version: '1.0.0', dev: true },
      }),
    }); // prettier-ignore
    expect(packages.map(({ alias, name, version, source, resolved, dependencies, dev }) => [alias ?? '', name, version, source, resolved ?? '', dependencies, dev])).toEqual([
      ['alias', '@s/real', '1.2.3', 'registry', '', [], false],
      ['', 'git', '', 'git', 'git+ssh://git@github.com/o/r.git#abc', [], false],
      ['', 'tgz', '', 'url', 'https://host.example/t.tgz', [3], false],
      ['', 'b', '1.0.0', 'registry', '', [4], false],
      ['', 'c', '2.0.0', 'registry', '', [0], false],
      ['', 'c', '1.0.0', 'registry', '', [], true],
    ]); // prettier-ignore
    expect(packages.map(({ direct }) => direct)).toEqual([false, true, true, false, false, true]);
    expect(packages[3]?.bundled).toBe(true);
  });

  it('believes the manifest about what is for development', async () => {
    const { packages, projects } = await readLockfile({
      'package-lock.json': old({
        a: { version: '1.0.0', dev: true },
        b: { version: '1.0.0', optional: true },
      }),
      'package.json':
        '{"dependencies": {"a": "1"}, "optionalDependencies": {"b": "1"}, "devDependencies": {\n"new": "1"}}',
    });
    expect(packages.map(({ dev, optional }) => [dev, optional])).toEqual([[false, false], [false, true]]); // prettier-ignore
    expect(projects[0]?.disagreements).toEqual([{ name: 'new', kind: 'dev', declared: '1', line: 2 }]);
  });
});
