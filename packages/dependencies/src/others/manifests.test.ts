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
