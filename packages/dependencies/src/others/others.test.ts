import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('go.mod', () => {
  it('lists modules, replacements and the standard library', async () => {
    const text = `module example.com/shop // what

go 1.21
toolchain go1.22.3-custom

require github.com/one/direct v1.0.0
require (
	github.com/two/indirect v0.0.0-20200101000000-abcdef // indirect
	github.com/old/fork v1.2.3+incompatible
	"github.com/local/folder" v1.0.0 // indirect; why
)

exclude github.com/bad/one v1.0.0
replace (
	github.com/old/fork => github.com/new/fork v1.9.0
	github.com/local/folder v1.0.0 => ../folder
)
retract [v1.0.0, v1.1.0]
tool example.com/tool
`;
    const lockfile = await readLockfile({ 'svc/go.mod': text });
    expect(brief(lockfile)).toEqual([
      'github.com/one/direct v1.0.0 6 direct',
      'github.com/two/indirect v0.0.0-20200101000000-abcdef 8',
      'github.com/new/fork v1.9.0 9 direct',
      'github.com/local/folder - 10 file',
      'stdlib 1.22.3 4 direct',
    ]);
    expect(lockfile.packages[2]?.alias).toBe('github.com/old/fork');
    expect(lockfile).toMatchObject({
      version: '1.21',
      projects: [{ path: 'svc', name: 'example.com/shop', manifest: 'svc/go.mod' }],
    });
  });

  it.each([
    [
      'a line that is none',
      'module a\n\nfoo bar\n',
      'go.mod:3 go.mod is not a go.mod: the line is no directive',
    ],
    ['a block without an end', 'module a\nrequire (\n\tb v1\n', 'a block has no end'],
    ['half a replacement', 'module a\nreplace b c\n', 'lacks its `=>`'],
    ['half a requirement', 'module a\nrequire b\n', 'go.mod:2'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'go.mod': text }))[0]).toContain(message);
  });

  it('says that before Go 1.17 it does not list everything', async () => {
    const read = await readFiles({ 'go.mod': 'module a\ngo 1.16\nrequire b v1.0.0\n' });
    expect(gapsOf(read)).toEqual([
      'PART_SKIPPED go.mod:2 go.mod is of a Go before 1.17, which does not list what its requirements need in turn.',
    ]);
    expect(read.lockfiles).toHaveLength(1);
  });
});

const GEMS = `GIT
  remote: https://u:p@github.com/x/own.git
  revision: abc
  specs:
    own (0.1.0)
      rack

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.16.0-arm64-darwin)
      racc (~> 1.4)
    nokogiri (1.16.0-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.3)
    rack (3.0.8)

PLATFORMS
  arm64-darwin

DEPENDENCIES
  nokogiri (>= 1.15)
  own!

CHECKSUMS
  racc (1.7.3) sha256=aa

BUNDLED WITH
   2.5.3
`;

describe('Gemfile.lock', () => {
  it('has gems once, whatever the platforms', async () => {
    const lockfile = await readLockfile({ 'Gemfile.lock': GEMS, Gemfile: 'gem "nokogiri"\n' });
    expect(brief(lockfile)).toEqual([
      'own 0.1.0 5 direct git → 3',
      'nokogiri 1.16.0 11 direct → 2',
      'racc 1.7.3 15',
      'rack 3.0.8 16',
    ]);
    expect(lockfile.packages[0]?.resolved).toBe('https://github.com/x/own.git#abc');
    expect(lockfile.packages[2]?.integrity).toBe('sha256:aa');
    expect(lockfile.projects[0]).toMatchObject({
      manifest: 'Gemfile',
      requirements: [{ name: 'nokogiri', range: '>= 1.15' }, { name: 'own' }],
    });
  });

  it.each([
    ['cut off', GEMS.split('DEPENDENCIES')[0] ?? '', 'seems to be cut off'],
    ['something else', 'source "x"\n', 'is not a lockfile of bundler'],
  ])('is a gap when it is %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'Gemfile.lock': text }))[0]).toContain(message);
  });
});

describe('Cargo.lock', () => {
  const CRATES = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "rand 0.8.5",
 "serde",
]

[[package]]
name = "rand"
version = "0.7.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "aa"

[[package]]
name = "rand"
version = "0.8.5"
source = "git+https://u:p@g.com/rand#abc"
dependencies = [
 "serde 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)",
]

[[package]]
name = "serde"
version = "1.0.0"
source = "sparse+https://index.crates.io/"
`;

  it('has crates, and members of the workspace that ask for them', async () => {
    const lockfile = await readLockfile({ 'Cargo.lock': CRATES });
    expect(brief(lockfile)).toEqual([
      'rand 0.7.0 12',
      'rand 0.8.5 18 direct git → 2',
      'serde 1.0.0 26 direct',
    ]);
    expect(lockfile.packages.map(({ resolved, integrity }) => [resolved, integrity])).toEqual([
      ['https://github.com/rust-lang/crates.io-index', 'sha256:aa'],
      ['https://g.com/rand#abc', undefined],
      ['https://index.crates.io/', undefined],
    ]);
  });

  it('is a gap in a version that nobody knows, and beside what is missing', async () => {
    expect(gapsOf(await readFiles({ 'Cargo.lock': 'version = 5\n' }))[0]).toContain(
      'lockfile version 5, which is unknown',
    );
    const cut = await readFiles({ 'Cargo.lock': CRATES.split('[[package]]\nname = "serde"')[0] ?? '' });
    expect(gapsOf(cut)[0]).toContain('refers to packages that it does not hold');
  });
});

describe('composer.lock', () => {
  it('tells production from development', async () => {
    const found = (name: string, more: object): object => ({
      name,
      version: 'v1.0.0',
      dist: { type: 'zip', url: `https://u:p@x.org/${name}`, shasum: 'aa' },
      ...more,
    });
    const text = JSON.stringify(
      {
        packages: [
          found('Acme/web', { require: { php: '>=8', 'acme/log': '*' }, license: ['MIT', 'GPL-2.0-only'] }),
          found('acme/log', { abandoned: 'monolog/monolog' }),
        ],
        'packages-dev': [found('acme/test', { dist: { type: 'path', url: '../t' } })],
      },
      null,
      4,
    );
    const manifest =
      '{\n"require": {"php": ">=8", "ext-json": "*", "acme/web": "^1"},\n"require-dev": {"acme/test": "*"}\n}';
    const lockfile = await readLockfile({ 'composer.lock': text, 'composer.json': manifest });
    expect(brief(lockfile)).toEqual([
      'Acme/web v1.0.0 4 direct → 1',
      'acme/log v1.0.0 21',
      'acme/test v1.0.0 33 direct dev file',
    ]);
    expect(lockfile.packages[0]).toMatchObject({
      resolved: 'https://x.org/Acme/web',
      integrity: 'sha1:aa',
      licence: '(MIT OR GPL-2.0-only)',
    });
    expect(lockfile.packages[1]?.deprecated).toBe('Use monolog/monolog.');
    expect(lockfile.projects[0]?.requirements.map(({ name, kind, line }) => [name, kind, line])).toEqual([
      ['acme/web', 'prod', 2],
      ['acme/test', 'dev', 3],
    ]);
  });

  it.each([
    ['no packages', '{}', 'no lockfile of composer'],
    ['half a file', '{"packages": [', 'it ends in the middle'],
  ])('is a gap with %s', async (_, text, message) => {
    expect(gapsOf(await readFiles({ 'composer.lock': text }))[0]).toContain(message);
  });
});

describe('NuGet', () => {
  it('locks for several frameworks at once', async () => {
    const text = JSON.stringify({ version: 2, dependencies: {
      'net6.0': { A: { type: 'Direct', requested: '[1, )', resolved: '1.0.0', contentHash: 'aa', dependencies: { b: '1' } }, B: { type: 'Transitive', resolved: '1.0.0', contentHash: 'bb' } },
      'net8.0': { A: { type: 'Direct', requested: '[1, )', resolved: '1.0.0', contentHash: 'aa', dependencies: { b: '1' } }, B: { type: 'Transitive', resolved: '2.0.0' }, lib: { type: 'Project' } },
    } }, null, 2); // prettier-ignore
    const lockfile = await readLockfile({
      'src/packages.lock.json': text,
      'src/App.csproj': '<Project><PackageReference Include="A"/></Project>',
    });
    expect(brief(lockfile)).toEqual([
      'A 1.0.0 5 direct → 1 2',
      'B 1.0.0 14',
      'B 2.0.0 30',
      'lib - 34 workspace',
    ]);
    expect(lockfile.packages[0]?.integrity).toBe('sha512-aa');
    expect(lockfile.projects[0]?.manifest).toBe('src/App.csproj');
  });

  it('reads packages.config', async () => {
    const lockfile = await readLockfile({
      'packages.config':
        '\ufeff<?xml version="1.0"?>\n<packages>\n  <package id="A" version="1.0" />\n  <package id="B" version="2" developmentDependency="true" />\n</packages>',
    });
    expect(brief(lockfile)).toEqual(['A 1.0 3 direct', 'B 2 4 direct dev']);
  });

  it.each([
    ['packages.lock.json', '{"version": 3}', 'lockfile version 3, which is unknown'],
    ['packages.lock.json', '{}', 'no lockfile of NuGet'],
    ['packages.config', '<configuration/>', 'is not a packages.config'],
  ])('%s is a gap as %s', async (path, text, message) => {
    expect(gapsOf(await readFiles({ [path]: text }))[0]).toContain(message);
  });

  it('without a lockfile is not pinned, whatever the central versions say', async () => {
    const read = await readFiles({
      'Directory.Packages.props':
        '<Project><ItemGroup><PackageVersion Include="B" Version="2.0" /></ItemGroup></Project>',
      'a/b/App.csproj':
        '<Project>\n<ItemGroup>\n<PackageReference Include="A" Version="1.0" />\n<PackageReference Include="b" />\n<PackageReference Include="T"><Version>3</Version><PrivateAssets>all</PrivateAssets></PackageReference>\n</ItemGroup>\n</Project>',
    });
    expect(read.unpinned[0]?.requirements).toEqual([
      { name: 'A', kind: 'prod', range: '1.0', line: 3 },
      { name: 'b', kind: 'prod', range: '2.0', line: 4 },
      { name: 'T', kind: 'dev', range: '3', line: 5 },
    ]);
  });
});

describe('Gradle and Maven', () => {
  it('reads gradle.lockfile', async () => {
    const text =
      '# This is a Gradle generated file\norg.a:b:1.0=compileClasspath,runtimeClasspath\norg.a:t:2.0=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n';
    expect(brief(await readLockfile({ 'gradle.lockfile': text }))).toEqual([
      'org.a:b 1.0 2 direct',
      'org.a:t 2.0 3 direct dev',
    ]);
    const cut = await readFiles({ 'gradle.lockfile': text.split('empty')[0] ?? '' });
    expect(gapsOf(cut)[0]).toContain('gradle.lockfile:3 gradle.lockfile does not end with `empty=`');
    expect(gapsOf(await readFiles({ 'gradle.lockfile': 'a:b\n' }))[0]).toContain(
      'is not a lockfile of Gradle',
    );
  });

  const dependency = (artifact: string, more = ''): string =>
    `<dependency><groupId>g</groupId><artifactId>${artifact}</artifactId>${more}</dependency>\n`;

  it('resolves what a pom.xml and its parents in the repository say, and names what it cannot', async () => {
    const child = `<project>\n<parent><groupId>g</groupId><artifactId>root</artifactId><version>7</version></parent>\n<artifactId>web</artifactId>\n<properties><a.version>\${base}.1</a.version><base>1</base></properties>\n<dependencies>\n${
      dependency('a', '<version>${a.version}</version>') +
      dependency('own', '<version>${project.version}</version>') +
      dependency('managed') +
      dependency('t', '<version>2</version><scope>test</scope>') +
      dependency('far') +
      dependency('range', '<version>[1,2)</version>') +
      dependency('loop', '<version>${x}</version>')
    }</dependencies></project>`;
    const root = `<project><groupId>g</groupId><artifactId>root</artifactId><version>7</version><properties><base>9</base><x>\${y}</x><y>\${x}</y></properties>\n<dependencyManagement><dependencies>${dependency('managed', '<version>3</version><scope>provided</scope>')}</dependencies></dependencyManagement></project>`;
    const read = await readFiles({ 'web/pom.xml': child, 'pom.xml': root });
    // What these need in turn is written nowhere; the parent asks for nothing.
    expect(gapsOf(read)).toEqual([expect.stringContaining('web/pom.xml:6 web/pom.xml names what')]);
    expect(read.lockfiles.map((lockfile) => [lockfile.projects[0]?.name, ...brief(lockfile)])).toEqual([
      ['g:root'],
      ['g:web', 'g:a 1.1 6 direct', 'g:own 7 7 direct', 'g:managed 3 8 direct', 'g:t 2 9 direct dev'],
    ]);
    expect(read.unpinned).toMatchObject([{ path: 'web/pom.xml', manager: 'maven' }]);
    expect(read.unpinned[0]?.requirements.map(({ name, line }) => [name, line])).toEqual([
      ['g:far', 10],
      ['g:range', 11],
      ['g:loop', 12],
    ]);
  });

  it('is a gap as something else', async () => {
    expect(gapsOf(await readFiles({ 'pom.xml': '<html/>' }))[0]).toContain(
      'its root element is no <project>',
    );
    expect(gapsOf(await readFiles({ 'pom.xml': '<project>' }))[0]).toContain('it ends within <project>');
  });

  it('bears properties that grow without end', async () => {
    const properties = Array.from(
      { length: 60 },
      (_, index) => `<p${index}>\${p${index + 1}}\${p${index + 1}}</p${index}>`,
    ).join('');
    const read = await readFiles({
      'pom.xml': `<project><artifactId>a</artifactId><properties>${properties}</properties><dependencies>${dependency('a', '<version>${p0}</version>')}</dependencies></project>`,
    });
    expect(read.unpinned[0]?.requirements).toHaveLength(1);
  });
});

describe('mix.lock and pubspec.lock', () => {
  const MIX = `%{
  "gun": {:hex, :grpc_gun, "2.0.1", "${'a'.repeat(64)}", [:rebar3], [{:cowlib, "~> 2.11", [hex: :cowlib, repo: "hexpm", optional: false]}], "hexpm", "${'b'.repeat(64)}"},
  "cowlib": {:hex, :cowlib, "2.13.0", "${'c'.repeat(64)}", [:make, :rebar3], [], "acme", "${'d'.repeat(64)}"},
  "ecto": {:git, "https://u:p@github.com/e/ecto.git", "abc", [tag: "1"]},
}
`;

  it('reads mix.lock', async () => {
    const lockfile = await readLockfile({ 'mix.lock': MIX });
    expect(brief(lockfile)).toEqual([
      'grpc_gun 2.0.1 2 direct → 1',
      'cowlib 2.13.0 3',
      'ecto - 4 direct git',
    ]);
    expect(lockfile.packages.map(({ alias, resolved }) => [alias, resolved])).toEqual([
      ['gun', undefined],
      [undefined, 'acme'],
      [undefined, 'https://github.com/e/ecto.git#abc'],
    ]);
    expect(lockfile.packages[0]?.integrity).toBe(`sha256:${'b'.repeat(64)}`);
  });

  const PUB =
    'packages:\n  http:\n    dependency: "direct main"\n    description:\n      name: http\n      sha256: aa\n      url: "https://pub.dev"\n    source: hosted\n    version: "1.2.0"\n  test:\n    dependency: "direct dev"\n    description:\n      path: "."\n      ref: main\n      resolved-ref: abc\n      url: "https://u:p@g.com/t.git"\n    source: git\n    version: "0.1.0"\n  flutter:\n    dependency: "direct main"\n    description: flutter\n    source: sdk\n    version: "0.0.0"\n  async:\n    dependency: transitive\n    source: hosted\n    version: "2.0.0"\nsdks:\n  dart: ">=3.0.0 <4.0.0"\n';

  it('reads pubspec.lock', async () => {
    const lockfile = await readLockfile({ 'pubspec.lock': PUB });
    expect(brief(lockfile)).toEqual([
      'http 1.2.0 2 direct',
      'test 0.1.0 10 direct dev git',
      'flutter 0.0.0 19 direct file',
      'async 2.0.0 24',
    ]);
    expect(lockfile.packages[1]?.resolved).toBe('https://g.com/t.git#abc');
  });

  it.each([
    ['mix.lock', MIX.slice(0, 300), 'is cut off'],
    ['mix.lock', '%{\n  "a": 1,\n}\n', 'mix.lock:2 mix.lock holds a line that is no package'],
    ['pubspec.lock', PUB.split('sdks')[0] ?? '', 'does not end with `sdks:`'],
    ['pubspec.lock', 'packages: {a: b}\n- x\n', 'is not a lockfile of pub'],
  ])('%s is a gap as %s', async (path, text, message) => {
    expect(gapsOf(await readFiles({ [path]: text }))[0]).toContain(message);
  });
});

describe('a manifest without a lockfile', () => {
  const texts = {
    Gemfile: 'source "x"\ngem "rails", "~> 7"\n  gem \'pg\'\n',
    'Cargo.toml':
      '[dependencies]\nserde = { version = "1", features = [] }\nown = { path = "../own" }\n[dev-dependencies]\nx = "2"\n[target.unix.dependencies]\nnix = "1"\n',
    'composer.json': '{"require": {"php": "*", "a/b": "^1"}}',
    'pubspec.yaml':
      'name: x\ndependencies:\n  flutter:\n    sdk: flutter\n  http: ^1.0.0\ndev_dependencies:\n  test: any\nflutter:\n  uses: x\n',
    'mix.exs': 'defp deps do\n  [\n    {:phoenix, "~> 1.7"},\n    {:own, path: "x"}\n  ]\nend\n',
    'build.gradle.kts':
      'dependencies {\n  implementation("org.a:b:1.0")\n  testImplementation("org.a:t")\n}\n',
    'app/build.gradle': [
      'dependencies {',
      "  implementation group: 'org.a', name: 'b', version: '1'",
      '  api(libs.okhttp.core)',
      '  debugImplementation deps.leak.canary',
      '  implementation platform("org.a:bom:2.0")',
      '  implementation(project(":lib"))',
      '  implementation files("x.jar")',
      '}',
    ].join('\n'),
    'lib/Gemfile': 'source "x"\ngemspec\n',
  };

  it('is said, with what it asks for', async () => {
    const { unpinned } = await readFiles(texts);
    expect(
      unpinned.map(({ path, ecosystem, manager, requirements }) => [
        path,
        ecosystem,
        manager,
        ...requirements.map(({ name, range, line }) => `${name} ${range} ${line ?? ''}`),
      ]),
    ).toEqual([
      ['Cargo.toml', 'crates.io', 'cargo', 'serde 1 2', 'x 2 5', 'nix 1 7'],
      ['Gemfile', 'RubyGems', 'bundler', 'rails ~> 7 2', 'pg  3'],
      [
        'app/build.gradle',
        'Maven',
        'gradle',
        'org.a:b  2',
        'libs.okhttp.core  3',
        'deps.leak.canary  4',
        'org.a:bom 2.0 5',
      ],
      ['build.gradle.kts', 'Maven', 'gradle', 'org.a:b 1.0 2', 'org.a:t  3'],
      ['composer.json', 'Packagist', 'composer', 'a/b ^1 1'],
      ['lib/Gemfile', 'RubyGems', 'bundler', 'gemspec  2'],
      ['mix.exs', 'Hex', 'mix', 'phoenix ~> 1.7 3', 'own  4'],
      ['pubspec.yaml', 'Pub', 'pub', 'http ^1.0.0 5', 'test any 7'],
    ]);
  });

  it('is no matter where a lockfile stands, above for those that have workspaces', async () => {
    const { unpinned } = await readFiles({
      'crates/a/Cargo.toml': texts['Cargo.toml'],
      'Cargo.lock': 'version = 4\n',
      'sub/Gemfile': texts.Gemfile,
      'Gemfile.lock': GEMS,
    });
    expect(unpinned.map(({ path }) => path)).toEqual(['sub/Gemfile']);
  });
});
