import { runGate } from '@railgate/testkit';
import { beforeAll, describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';

/** One manifest a package manager, which asks for something, with no lockfile anywhere; what helps, as far as a command does. */
const MANIFESTS: readonly (readonly [path: string, text: string, remedy: string])[] = [
  ['npm/package.json', '{"dependencies":{"a":"^1"}}', 'npm install --package-lock-only'],
  ['pip/requirements.txt', 'a>=1\n', ''],
  ['pep621/pyproject.toml', '[project]\nname = "x"\ndependencies = ["a>=1"]\n', ''],
  ['poetry/pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.9"\na = "^1"\n', 'poetry lock'],
  ['pipenv/Pipfile', '[packages]\na = "*"\n', 'pipenv lock'],
  ['setup/setup.py', 'setup(name="x", install_requires=["a>=1"])\n', ''],
  ['setup/setup.cfg', '[options]\ninstall_requires =\n    a>=1\n', ''],
  ['ruby/Gemfile', 'source "https://rubygems.org"\ngem "a"\n', 'bundle lock'],
  ['gem/Gemfile', 'gemspec\n', 'bundle lock'],
  ['rust/Cargo.toml', '[package]\nname = "x"\n[dependencies]\na = "1"\n', 'cargo generate-lockfile'],
  ['php/composer.json', '{"require":{"a/b":"^1"}}', 'composer update --no-install'],
  ['dart/pubspec.yaml', 'name: x\ndependencies:\n  a: ^1.0.0\n', 'dart pub get'],
  ['elixir/mix.exs', '[\n  {:a, "~> 1.0"}\n]\n', 'mix deps.get'],
  [
    'gradle/build.gradle',
    'dependencies {\n  implementation "a:b:1"\n}\n',
    'gradle dependencies --write-locks',
  ],
  ['catalog/build.gradle.kts', 'dependencies {\n  api(libs.a.b)\n}\n', 'gradle dependencies --write-locks'],
  [
    'net/x.csproj',
    '<Project><ItemGroup><PackageReference Include="a" Version="1" /></ItemGroup></Project>',
    'dotnet restore --use-lock-file',
  ],
  [
    'range/pom.xml',
    '<project><artifactId>x</artifactId><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>[1,2)</version></dependency></dependencies></project>',
    'Write their versions into the pom.xml',
  ],
];

/** Those whose own form says versions, and not what these need in turn: findings could not be complete. */
const PARTIAL: readonly (readonly [path: string, text: string, says: string])[] = [
  ['old-go/go.mod', 'module x\ngo 1.16\nrequire a.example/b v1.0.0\n', 'before 1.17'],
];

describe('what no lockfile pins', () => {
  let scan: Awaited<ReturnType<typeof runGate>>['scan'];
  beforeAll(async () => {
    const files = [...MANIFESTS, ...PARTIAL].map(([path, text]) => [path, text] as const);
    ({ scan } = await runGate(gate, Object.fromEntries(files), { options: { engines: ['osv'] } }));
  });

  it.each(MANIFESTS)('is a finding in %s, with what helps', (path, _, remedy) => {
    const results = (scan.run.results ?? []).filter(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri === path,
    );
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      expect.stringMatching(/^sca\/(?:missing-lockfile|unpinned-requirement)$/),
    ]);
    expect(results[0]?.message.text).toContain(remedy);
  });

  it.each(PARTIAL)('is a gap in %s', (path, _, says) => {
    const gaps = scan.gaps.filter((gap) => gap.path === path);
    expect(gaps).toMatchObject([{ code: 'PART_SKIPPED', message: expect.stringContaining(says) as string }]);
  });
});
