import { describe, expect, it } from 'vitest';

import { readFiles } from '../../test/read-files.js';

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

  const LOCKED: readonly (readonly [path: string, text: string, lockfile: string, other: string, own: string])[] = [
    ['Gemfile', texts.Gemfile, 'Gemfile.lock', 'GEM\n  specs:\n    rack (3.0)\n\nDEPENDENCIES\n  rack\n', 'GEM\n  specs:\n    pg (1.5.4)\n\nDEPENDENCIES\n  pg\n'],
    ['Cargo.toml', texts['Cargo.toml'], 'Cargo.lock', 'version = 4\n[[package]]\nname = "app"\nversion = "1.0.0"\n', ['serde', 'x', 'nix'].map((name) => `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = "registry+r"\n`).join('')],
    ['composer.json', texts['composer.json'], 'composer.lock', '{"packages":[]}', '{"packages":[{"name":"A/b","version":"1"}]}'],
    ['pubspec.yaml', texts['pubspec.yaml'], 'pubspec.lock', 'packages: {}\nsdks:\n  dart: "3"\n', 'packages:\n  http:\n    version: "1.0.0"\n  test:\n    version: "1.0.0"\nsdks:\n  dart: "3"\n'],
    ['mix.exs', texts['mix.exs'], 'mix.lock', '%{}', '%{\n  "phoenix": {:hex, :phoenix, "1.7.0", "aa", [:mix], [], "hexpm", "bb"},\n}'],
    ['build.gradle.kts', texts['build.gradle.kts'], 'gradle.lockfile', 'c:d:1=x\nempty=\n', 'org.a:b:1.0=x\nempty=\n'],
    ['x.csproj', '<Project><PackageReference Include="A" Version="1" /><PackageReference Include="B" Version="1" /></Project>', 'packages.lock.json', '{"version":1,"dependencies":{"net8.0":{}}}', '{"version":1,"dependencies":{"net8.0":{"a":{"type":"Direct","resolved":"1.0.0"}}}}'],
  ]; // prettier-ignore

  it.each(LOCKED)(
    'is %s beside a lockfile that holds nothing of it',
    async (path, text, lockfile, other, own) => {
      const { unpinned } = await readFiles({ [path]: text, [lockfile]: other });
      expect(unpinned.map((one) => [one.path, one.lockfile])).toEqual([[path, undefined]]);
      expect((await readFiles({ [path]: text, [lockfile]: own })).unpinned).toEqual([]);
      expect((await readFiles({ [path]: text, [lockfile]: '<<<<<<< HEAD\n' })).unpinned).toEqual([]);
    },
  );

  it('is one that is data and asks for more than its lockfile holds', async () => {
    const { unpinned } = await readFiles({
      'Cargo.toml':
        '[dependencies]\nserde_json = "1"\nnew = "2"\npatched = "1"\n[workspace.dependencies]\noffered = "1"\n',
      'Cargo.lock':
        'version = 4\n[[package]]\nname = "serde-json"\nversion = "1.0.0"\nsource = "registry+r"\n[[package]]\nname = "patched"\nversion = "1.0.0"\n',
      'composer.json': '{"require":{"a/b":"1","psr/log-implementation":"1","c/d":"1"}}',
      'composer.lock': '{"packages":[{"name":"a/b","version":"1","provide":{"psr/log-implementation":"1"}}]}',
    });
    expect(
      unpinned.map((one) => [one.path, one.lockfile, ...one.requirements.map(({ name }) => name)]),
    ).toEqual([
      ['Cargo.toml', 'Cargo.lock', 'new'],
      ['composer.json', 'composer.lock', 'c/d'],
    ]);
  });

  it('is a project of .NET to which the files above give packages', async () => {
    const { unpinned } = await readFiles({
      'src/app/x.csproj': '<Project></Project>',
      'src/Directory.Build.props':
        '<Project><ItemGroup><PackageReference Include="A" Version="1.0.0" /><PackageReference Include="B" /></ItemGroup></Project>',
      'Directory.Build.props': '<Project><PackageReference Include="NotTheNearest" Version="1" /></Project>',
      'Directory.Build.targets': '<Project><PackageReference Include="C" Version="3" /></Project>',
      'Directory.Packages.props':
        '<Project><PackageVersion Include="b" Version="2.0.0" /><GlobalPackageReference Include="G" Version="4" /></Project>',
    });
    expect(unpinned.map(({ path, requirements }) => [path, ...requirements])).toEqual([
      [
        'src/app/x.csproj',
        { name: 'A', kind: 'prod', range: '1.0.0' },
        { name: 'B', kind: 'prod', range: '2.0.0' },
        { name: 'C', kind: 'prod', range: '3' },
        { name: 'G', kind: 'dev', range: '4' },
      ],
    ]);
  });

  it('is no matter where a lockfile stands, above for those that have workspaces', async () => {
    const { unpinned } = await readFiles({
      'crates/a/Cargo.toml': texts['Cargo.toml'],
      'Cargo.lock': 'version = 4\n',
      'sub/Gemfile': texts.Gemfile,
      'Gemfile.lock': 'GEM\n  specs:\n    pg (1.5.4)\n\nDEPENDENCIES\n  pg\n',
    });
    expect(unpinned.map(({ path }) => path)).toEqual(['sub/Gemfile']);
  });
});
