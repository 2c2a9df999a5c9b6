import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

const PYPROJECT = `[project]
name = "shop"
dependencies = ["Flask>=2", "absent>=1"]

[dependency-groups]
dev = ["pytest"]
`;

describe('poetry.lock', () => {
  const file = (body: string, version = '2.1'): string =>
    `${body}\n[metadata]\nlock-version = "${version}"\npython-versions = "*"\ncontent-hash = "x"\n`;
  const named = (name: string, more = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "1.0"\noptional = false\nfiles = [\n    {file = "a.whl", hash = "sha256:aa"},\n    {file = "a.tar.gz", hash = "sha256:bb"},\n]\n${more}\n`;

  it('of version 2 has groups, edges, lines and digests', async () => {
    const lockfile = await readLockfile({
      'app/poetry.lock': file(
        named(
          'Flask',
          'groups = ["main"]\n\n[package.dependencies]\nclick = {version = ">=8", markers = "x"}\n',
        ) +
          named('click', 'groups = ["main", "dev"]\n') +
          named(
            'pytest',
            'groups = ["dev"]\n\n[package.source]\ntype = "git"\nurl = "https://u:p@g.com/p.git"\nreference = "main"\nresolved_reference = "abc"\n',
          ),
      ),
      'app/pyproject.toml': PYPROJECT,
    });
    expect(brief(lockfile)).toEqual([
      'flask 1.0 2 direct → 1',
      'click 1.0 15',
      'pytest 1.0 25 direct dev git',
    ]);
    expect(lockfile.packages[0]?.integrity).toBe('sha256:aa sha256:bb');
    expect(lockfile.packages[2]?.resolved).toBe('https://g.com/p.git#abc');
    expect(lockfile).toMatchObject({
      version: '2.1',
      projects: [{ path: 'app', name: 'shop', manifest: 'app/pyproject.toml' }],
    });
    expect(lockfile.projects[0]?.requirements).toEqual([
      { name: 'Flask', kind: 'prod', range: '>=2', line: 3, target: 0 },
      { name: 'absent', kind: 'prod', range: '>=1', line: 3 },
      { name: 'pytest', kind: 'dev', range: '', line: 6, target: 2 },
    ]);
  });

  it('of version 1 has categories, and its digests at the end', async () => {
    const old = (name: string, category: string): string =>
      `[[package]]\nname = "${name}"\nversion = "1"\ncategory = "${category}"\noptional = false\n\n`;
    const text = `${old('a', 'main')}${old('b', 'dev')}${file('', '1.1')}\n[metadata.files]\na = [\n    {file = "a.whl", hash = "sha256:cc"},\n]\nb = []\n`;
    const lockfile = await readLockfile({ 'poetry.lock': text });
    expect(brief(lockfile)).toEqual(['a 1 2 direct', 'b 1 8 direct dev']);
    expect(lockfile.packages[0]?.integrity).toBe('sha256:cc');
  });

  it('reads the tables of poetry for what is asked for', async () => {
    const manifest =
      '[tool.poetry.dependencies]\npython = "^3.9"\na = "^1"\n[tool.poetry.group.dev.dependencies]\nb = { version = "*" }\n';
    const lockfile = await readLockfile({
      'poetry.lock': file(named('a') + named('b')),
      'pyproject.toml': manifest,
    });
    expect(brief(lockfile)).toEqual(['a 1.0 2 direct', 'b 1.0 11 direct dev']);
  });

  it.each([
    ['cut off', file(named('a')).split('[metadata]')[0] ?? '', 'has no [metadata]: it seems to be cut off.'],
    ['of a later version', file(named('a'), '3.0'), 'lockfile version 3.0, which is unknown'],
    ['torn', file(named('a')).slice(0, 60), 'is not valid TOML'],
    ['a package without a name', file('[[package]]\nversion = "1"\n'), 'without name or version'],
  ])('is a gap when it is %s', async (_, text, message) => {
    const read = await readFiles({ 'poetry.lock': text });
    expect(read.lockfiles).toEqual([]);
    expect(gapsOf(read)[0]).toContain(message);
    expect([read.expected, read.seen]).toEqual([{ files: 1 }, { files: 0 }]);
  });
});

describe('uv.lock', () => {
  const UV = `version = 1
revision = 3
requires-python = ">=3.12"

[manifest]
members = ["api", "shop"]

[[package]]
name = "shop"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "api" },
    { name = "flask", extra = ["async"] },
]

[package.optional-dependencies]
s3 = [
    { name = "boto" },
]

[package.dev-dependencies]
dev = [
    { name = "pytest", version = "8.0", source = { registry = "https://pypi.org/simple" }, marker = "x" },
]

[package.metadata]
requires-dist = [
    { name = "flask", extras = ["async"], specifier = ">=3" },
]

[[package]]
name = "api"
version = "0.2.0"
source = { editable = "packages/api" }
dependencies = [
    { name = "click" },
]

[[package]]
name = "flask"
version = "3.0"
source = { registry = "https://me:pw@internal/simple" }
dependencies = [
    { name = "click" },
]
sdist = { url = "https://x/f.tar.gz", hash = "sha256:aa", size = 1 }
wheels = [
    { url = "https://x/f.whl", hash = "sha256:bb", size = 2 },
]

[package.optional-dependencies]
async = [
    { name = "asgiref" },
]

[[package]]
name = "click"
version = "8.1"
source = { git = "https://g.com/click?rev=main#abc" }

[[package]]
name = "asgiref"
version = "1!3.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "boto"
version = "1"
source = { url = "https://x/b.whl" }

[[package]]
name = "pytest"
version = "7.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pytest"
version = "8.0"
source = { registry = "https://pypi.org/simple" }
`;

  it('serves the projects of a workspace', async () => {
    const lockfile = await readLockfile({
      'uv.lock': UV,
      'packages/api/pyproject.toml': '[project]\nname = "api"\ndependencies = ["click"]\n',
    });
    expect(brief(lockfile)).toEqual([
      'api 0.2.0 33 direct workspace → 2',
      'flask 3.0 41 direct → 2 3',
      'click 8.1 58 direct git',
      'asgiref 1!3.0 63',
      'boto 1 68 direct optional url',
      'pytest 7.0 73',
      'pytest 8.0 78 direct dev',
    ]);
    expect(lockfile.projects.map(({ path, name, manifest }) => ({ path, name, manifest }))).toEqual([
      { path: '.', name: 'shop', manifest: undefined },
      { path: 'packages/api', name: 'api', manifest: 'packages/api/pyproject.toml' },
    ]);
    expect(lockfile.projects[0]?.requirements[1]).toEqual({
      name: 'flask',
      kind: 'prod',
      range: '>=3',
      target: 1,
    });
    expect(lockfile.packages[1]).toMatchObject({
      resolved: 'https://internal/simple',
      integrity: 'sha256:aa sha256:bb',
    });
  });

  it.each([
    ['nothing', '', 'has no version'],
    ['a later version', 'version = 2\n', 'lockfile version 2, which is unknown'],
    ['a key twice', 'version = 1\nversion = 1\n', '`version` is defined twice'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'uv.lock': text }))[0]).toContain(message);
  });

  it('is kept beside a gap when it refers to what it does not hold', async () => {
    const read = await readFiles({ 'uv.lock': UV.split('[[package]]\nname = "asgiref"')[0] ?? '' });
    expect(gapsOf(read)[0]).toContain(
      'refers to packages that it does not hold: `asgiref`, `boto`, `pytest`',
    );
    expect(read.lockfiles[0]?.packages).toHaveLength(3);
  });

  it('makes no edges without number of one name that stands 5,000 times', async () => {
    const one =
      '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "r" }\ndependencies = [{ name = "a" }]\n';
    const lockfile = await readLockfile({ 'uv.lock': `version = 1\n${one.repeat(5000)}` });
    expect(lockfile.packages.every(({ dependencies }) => dependencies.length <= 32)).toBe(true);
  });
});

describe('Pipfile.lock', () => {
  const lock = (meta: object, sections: object): string =>
    JSON.stringify({ _meta: meta, ...sections }, null, 4);
  const META = {
    'pipfile-spec': 6,
    sources: [{ name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true }],
  };

  it('has sections for production and for development', async () => {
    const sections = {
      default: {
        Django: { version: '==4.2', hashes: ['sha256:aa'] },
        own: { git: 'https://u:p@g.com/o.git', ref: 'abc' },
      },
      develop: {
        Django: { version: '==4.2' },
        pytest: { version: '==8.0', index: 'pypi' },
        local: { path: './lib' },
      },
    };
    const lockfile = await readLockfile({
      'Pipfile.lock': lock(META, sections),
      Pipfile:
        '[[source]]\nurl = "x"\n[packages]\ndjango = "*"\nown = {git = "https://g.com/o.git"}\n[dev-packages]\npytest = "*"\n',
    });
    expect(brief(lockfile)).toEqual([
      'django 4.2 13 direct',
      'own - 19 direct git',
      'pytest 8.0 28 direct dev',
      'local - 32 dev file',
    ]);
    expect(lockfile.packages[1]?.resolved).toBe('https://g.com/o.git#abc');
  });

  it.each([
    ['an unknown version', lock({ 'pipfile-spec': 7 }, {}), 'lockfile version 7, which is unknown'],
    ['no version', '{}', 'no lockfile of pipenv'],
    ['half a file', '{"_meta": {', 'it ends in the middle'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'Pipfile.lock': text }))[0]).toContain(message);
  });

  it('is kept beside a gap when a name stands twice', async () => {
    const text =
      '{"_meta": {"pipfile-spec": 6},\n"default": {\n"a": {"version": "==1"},\n"a": {"version": "==2"}}, "develop": {}}';
    const read = await readFiles({ 'Pipfile.lock': text });
    expect(gapsOf(read)).toEqual([
      'PART_SKIPPED Pipfile.lock:3 Pipfile.lock holds a key twice, and the later value is the one that is read.',
    ]);
    expect(read.lockfiles[0]?.packages).toMatchObject([{ name: 'a', version: '2' }]);
  });
});

describe('pdm.lock', () => {
  const HEAD = '[metadata]\ngroups = ["default", "dev"]\nstrategy = []\nlock_version = "4.5.0"\n\n';

  it('writes a package once for each set of extras', async () => {
    const lockfile = await readLockfile({
      'pdm.lock': `${HEAD}[[package]]\nname = "uvicorn"\nversion = "0.30"\ngroups = ["default"]\ndependencies = ["click>=7.0", "h11>=0.8; python_version > '3'"]\nfiles = [{file = "a", hash = "sha256:aa"}]\n
[[package]]\nname = "uvicorn"\nversion = "0.30"\nextras = ["standard"]\ngroups = ["default"]\ndependencies = ["httptools>=0.5", "uvicorn==0.30"]\n
[[package]]\nname = "click"\nversion = "8"\ngroups = ["default"]\n
[[package]]\nname = "h11"\nversion = "1"\ngroups = ["dev"]\n
[[package]]\nname = "httptools"\nversion = "1"\ngroups = ["default"]\ngit = "https://g.com/h.git"\nrevision = "abc"\n`,
    });
    expect(brief(lockfile)).toEqual([
      'uvicorn 0.30 7 direct → 1 2 3',
      'click 8 21',
      'h11 1 26 dev',
      'httptools 1 31 git',
    ]);
  });

  it.each([
    ['no version', '[metadata]\n', 'has no lock_version'],
    ['a later one', '[metadata]\nlock_version = "5.0"\n', 'lockfile version 5.0, which is unknown'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'pdm.lock': text }))[0]).toContain(message);
  });
});

describe('pylock.toml', () => {
  it('has packages of all sources', async () => {
    const lockfile = await readLockfile({
      'pylock.prod.toml': `lock-version = "1.0"\ncreated-by = "x"\n
[[packages]]\nname = "attrs"\nversion = "25.1"\nindex = "https://pypi.org/simple"\ndependencies = [{name = "cattrs"}]\nwheels = [\n{name = "a.whl", url = "u", hashes = {sha256 = "aa"}},\n]\n
[[packages]]\nname = "cattrs"\nversion = "24"\nmarker = "'dev' in dependency_groups"\nsdist = {name = "c", url = "u", hashes = {sha256 = "bb"}}\n
[[packages]]\nname = "own"\nvcs = {type = "git", url = "https://u:p@g.com/o", commit-id = "abc"}\n
[[packages]]\nname = "local"\ndirectory = {path = "./lib", editable = true}\n
[[packages]]\nname = "zip"\narchive = {url = "https://x/z.zip", hashes = {sha256 = "cc"}}\n`,
    });
    expect(brief(lockfile)).toEqual([
      'attrs 25.1 5 direct → 1',
      'cattrs 24 14 dev',
      'own - 20 direct git',
      'local - 24 direct file',
      'zip - 28 direct url',
    ]);
    expect(lockfile.packages.map(({ integrity }) => integrity)).toEqual([
      'sha256:aa',
      'sha256:bb',
      undefined,
      undefined,
      'sha256:cc',
    ]);
  });

  it.each([
    ['no version', 'a = 1\n', 'has no lock-version'],
    ['a later one', 'lock-version = "2.0"\n', 'lockfile version 2.0, which is unknown'],
    ['no packages', 'lock-version = "1.0"\n', 'seems to be cut off'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'pylock.toml': text }))[0]).toContain(message);
  });
});
