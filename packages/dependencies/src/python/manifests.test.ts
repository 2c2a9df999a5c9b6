import { describe, expect, it } from 'vitest';

import { gapsOf, readFiles, type Texts } from '../../test/read-files.js';

async function unpinned(texts: Texts): Promise<string[]> {
  const read = await readFiles(texts);
  expect(gapsOf(read)).toEqual([]);
  return read.unpinned.flatMap(({ path, manager, requirements }) =>
    requirements.map(({ name, kind, range, line }) =>
      `${path}:${line ?? ''} ${manager} ${kind} ${name} ${range}`.trim(),
    ),
  );
}

describe('a Python manifest without a lockfile', () => {
  it('is pyproject.toml, in all its ways of asking', async () => {
    const text = `[project]
dependencies = [
    "Django>=4,<5",
    "own @ https://u:p@x.org/own.zip",
]
[project.optional-dependencies]
s3 = ["boto3"]
[dependency-groups]
dev = ["pytest>=8", {include-group = "lint"}]
lint = ["ruff"]
[tool.uv]
dev-dependencies = ["mypy"]
[tool.poetry.dependencies]
python = "^3.9"
requests = "^2.31"
extra = { version = "^1", optional = true }
several = [{ version = "1", python = "<3.9" }, { version = "2" }]
[tool.poetry.group.docs.dependencies]
sphinx = { git = "https://g.com/sphinx.git" }
`;
    expect(await unpinned({ 'a/pyproject.toml': text })).toEqual([
      'a/pyproject.toml:3 poetry prod Django >=4,<5',
      'a/pyproject.toml:4 poetry prod own https://x.org/own.zip',
      'a/pyproject.toml:7 poetry optional boto3',
      'a/pyproject.toml:9 poetry dev pytest >=8',
      'a/pyproject.toml:10 poetry dev ruff',
      'a/pyproject.toml:12 poetry dev mypy',
      'a/pyproject.toml:15 poetry prod requests ^2.31',
      'a/pyproject.toml:16 poetry optional extra ^1',
      'a/pyproject.toml:17 poetry prod several 1',
      'a/pyproject.toml:19 poetry dev sphinx https://g.com/sphinx.git',
    ]);
  });

  it('is a Pipfile, a setup.cfg, a setup.py and an input of pip-compile', async () => {
    const texts = {
      'a/Pipfile':
        '[[source]]\nname = "x"\n[packages]\nflask = "*"\n[dev-packages]\npytest = {version = "==8"}\n[requires]\npython_version = "3"\n',
      'b/setup.cfg':
        '[metadata]\nname = b\n[options]\npackages = find:\ninstall_requires =\n    flask>=2  # why\n    # no\n    click; python_version > "3"\n[options.extras_require]\ns3 = boto3\n',
      'c/setup.py':
        'from setuptools import setup\nsetup(\n  install_requires=[\n    \'flask>=2\',  # one, two\n    "click",\n  ],\n)\n',
      'd/requirements.in': 'flask\n-r other.txt\n-e .\n',
    };
    expect(await unpinned(texts)).toEqual([
      'a/Pipfile:4 pipenv prod flask *',
      'a/Pipfile:6 pipenv dev pytest ==8',
      'b/setup.cfg:6 pip prod flask >=2',
      'b/setup.cfg:8 pip prod click',
      'b/setup.cfg:10 pip optional boto3',
      'c/setup.py:4 pip prod flask >=2',
      'c/setup.py:5 pip prod click',
      'd/requirements.in:1 pip prod flask',
    ]);
  });

  it.each<[string, Texts]>([
    [
      'has nothing to ask for',
      { 'pyproject.toml': '[tool.black]\nline-length = 100\n', 'setup.py': 'setup(name="x")\n' },
    ],
    [
      'has a lockfile beside it',
      {
        'pyproject.toml': '[project]\ndependencies = ["a"]\n',
        'pylock.toml': 'lock-version = "1.0"\n[[packages]]\nname = "a"\nversion = "1"\n',
      },
    ],
    [
      'is a member of a workspace',
      {
        'packages/b/pyproject.toml': '[project]\ndependencies = ["a"]\n',
        'uv.lock':
          'version = 1\n[[package]]\nname = "b"\nsource = { editable = "packages/b" }\ndependencies = [{ name = "a" }]\n[[package]]\nname = "a"\nversion = "1"\n',
      },
    ],
    [
      'is compiled',
      { 'requirements.in': 'flask\n', 'requirements.txt': 'flask==2 # via -r requirements.in\n' },
    ],
    [
      'is pinned by a requirements file',
      { 'setup.cfg': '[options]\ninstall_requires = Flask\n', 'requirements.txt': 'flask==2\n' },
    ],
    [
      'computes what a requirements file holds',
      { 'setup.py': 'setup(install_requires=read("requirements.txt"))', 'requirements.txt': 'a==1\n' },
    ],
  ])('is no matter when it %s', async (_, texts) => {
    expect(await unpinned(texts)).toEqual([]);
  });

  it.each([
    [
      'Pipfile',
      '[packages]\na = "*"\n',
      'Pipfile.lock',
      '{"_meta":{"pipfile-spec":6},"default":{},"develop":{"b":{"version":"==1"}}}',
    ],
    ['pyproject.toml', '[project]\ndependencies = ["a"]\n', 'pdm.lock', '[metadata]\nlock_version = "4.5"\n'],
    [
      'pyproject.toml',
      '[project]\ndependencies = ["a"]\n',
      'pylock.toml',
      'lock-version = "1.0"\npackages = []\n',
    ],
    [
      'pyproject.toml',
      '[tool.poetry.dependencies]\na = "*"\n',
      'poetry.lock',
      'package = []\n[metadata]\nlock-version = "2.1"\n',
    ],
    [
      'pyproject.toml',
      '[project]\nname = "x"\ndependencies = ["a"]\n',
      'uv.lock',
      'version = 1\n[[package]]\nname = "x"\nsource = { virtual = "." }\n',
    ],
  ])('is %s of %s beside a %s that holds nothing of it', async (path, text, lockfile, locked) => {
    expect(await unpinned({ [path]: text, [lockfile]: locked })).toEqual([
      expect.stringContaining(`${path}:`) as string,
    ]);
  });

  it('is known beside a uv.lock by what it was written for', async () => {
    const { lockfiles } = await readFiles({
      'pyproject.toml':
        '[project]\nname = "x"\ndependencies = ["a", "old; python_version < \'3\'", "new>=2"]\n',
      'uv.lock':
        'version = 1\n[[package]]\nname = "x"\nsource = { virtual = "." }\ndependencies = [{ name = "a" }]\n[package.metadata]\nrequires-dist = [{ name = "a" }, { name = "old" }]\n[[package]]\nname = "a"\nversion = "1"\n',
    });
    const [project] = lockfiles.flatMap(({ projects }) => projects);
    expect(project?.requirements.map(({ name, range, target }) => [name, range, target])).toEqual([
      ['a', '', 0],
      ['new', '>=2', undefined],
    ]);
  });

  it('says nothing beside a lockfile that is a gap already', async () => {
    const read = await readFiles({
      'pyproject.toml': '[project]\ndependencies = ["a"]\n',
      'uv.lock': 'version = 9\n',
    });
    expect([read.unpinned, read.gaps.length, read.expected, read.seen]).toEqual([
      [],
      1,
      { files: 2 },
      { files: 1 },
    ]);
  });

  it.each([
    [
      'setup.py',
      'from x import y\nsetup(\n install_requires=y(),\n)\n',
      'PART_SKIPPED setup.py:3 setup.py computes its `install_requires`',
    ],
    ['pyproject.toml', '[project\n', 'FILE_UNPARSEABLE pyproject.toml:1 pyproject.toml is not valid TOML'],
    [
      'Pipfile',
      '[packages]\na = "1"\na = "2"\n',
      'FILE_UNPARSEABLE Pipfile:3 Pipfile is not valid TOML: `a` is defined twice',
    ],
  ])('is a gap when %s cannot be read', async (path, text, message) => {
    expect(gapsOf(await readFiles({ [path]: text }))[0]).toContain(message);
  });

  it.each([
    ['lists without end', `install_requires=[${'"a",'.repeat(200_000)}`],
    ['blank space', `install_requires=${' '.repeat(1_000_000)}x`],
    ['many of them', 'install_requires=["b"]\n'.repeat(20_000)],
  ])('takes linear time for a setup.py with %s', async (_, text) => {
    const read = await readFiles({ 'setup.py': text });
    expect(read.gaps.length + read.unpinned.length).toBe(1);
  });
});
