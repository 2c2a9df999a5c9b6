import { deflateSync } from 'node:zlib';

import { elfWith } from './elf.js';
import type { Files } from './tar.js';
import { zipOf } from './zip.js';

type Versions = readonly (readonly [name: string, version: string])[];

/**
 * Packages of each ecosystem, in versions that have had published advisories for years. One that is found proves that the
 * database answers for the ecosystem, so there are several of each: a record may be withdrawn.
 */
const KNOWN_BAD = {
  npm: [['lodash', '4.17.20'], ['minimist', '1.2.0'], ['node-fetch', '2.6.0'], ['express', '4.0.0']],
  pip: [['jinja2', '2.4.1'], ['django', '2.2.0'], ['urllib3', '1.23'], ['pyyaml', '5.1'], ['requests', '2.5.0']],
  rubygems: [['rack', '1.4.0'], ['nokogiri', '1.6.0'], ['activesupport', '3.0.0'], ['json', '1.7.0']],
  composer: [['symfony/http-kernel', '2.3.0'], ['guzzlehttp/guzzle', '6.0.0'], ['twig/twig', '1.10.0'], ['laravel/framework', '5.5.0']],
  go: [['golang.org/x/text', 'v0.3.0'], ['golang.org/x/net', 'v0.1.0'], ['golang.org/x/crypto', 'v0.1.0']],
  cargo: [['time', '0.1.40'], ['smallvec', '0.6.0'], ['hyper', '0.11.0'], ['openssl', '0.10.20']],
  nuget: [['Newtonsoft.Json', '9.0.1'], ['System.Net.Http', '4.3.0'], ['log4net', '2.0.8'], ['System.Text.RegularExpressions', '4.3.0']],
  maven: [['org.apache.logging.log4j:log4j-core', '2.14.1'], ['commons-collections:commons-collections', '3.2.1'], ['com.fasterxml.jackson.core:jackson-databind', '2.9.0']],
} as const satisfies Record<string, Versions>; // prettier-ignore

export type Ecosystem = keyof typeof KNOWN_BAD;

/** The one of them that every database must know, and its advisory. */
export const LODASH = { ecosystem: 'npm', name: 'lodash', id: 'CVE-2021-23337' } as const;

/** By Trivy's name of a list of packages: where its advisories come from. What is not in it has none, or no canary. */
export const ECOSYSTEM_OF: ReadonlyMap<string, Ecosystem> = new Map<string, Ecosystem>([
  ...(['npm', 'yarn', 'pnpm', 'bun', 'node-pkg', 'javascript'] as const).map(
    (type) => [type, 'npm'] as const,
  ),
  ...(['pip', 'pipenv', 'poetry', 'uv', 'pylock', 'python-pkg'] as const).map(
    (type) => [type, 'pip'] as const,
  ),
  ...(['bundler', 'gemspec'] as const).map((type) => [type, 'rubygems'] as const),
  ...(['composer', 'composer-vendor'] as const).map((type) => [type, 'composer'] as const),
  ...(['gobinary', 'gomod'] as const).map((type) => [type, 'go'] as const),
  ...(['rustbinary', 'cargo'] as const).map((type) => [type, 'cargo'] as const),
  ...(['nuget', 'dotnet-core', 'packages-props'] as const).map((type) => [type, 'nuget'] as const),
  ...(['jar', 'pom', 'gradle', 'sbt'] as const).map((type) => [type, 'maven'] as const),
]);

/** The packages as an image holds them once they are installed. @param java whether Java archives can be read at all */
export function languagePackages(java: boolean): Files {
  return new Map([
    ...KNOWN_BAD.npm.map(nodePackage),
    ...KNOWN_BAD.pip.map(pythonPackage),
    ...KNOWN_BAD.rubygems.map(gem),
    composerPackages(KNOWN_BAD.composer),
    ['app/server', goProgram(KNOWN_BAD.go)],
    ['app/worker', rustProgram(KNOWN_BAD.cargo)],
    ['app/service.deps.json', dotnetPackages(KNOWN_BAD.nuget)],
    ...(java ? KNOWN_BAD.maven.map(javaArchive) : []),
  ]);
}

type Entry = [path: string, content: Buffer];

function nodePackage([name, version]: readonly [string, string]): Entry {
  return [`app/node_modules/${name}/package.json`, json({ name, version, license: 'MIT' })];
}

function pythonPackage([name, version]: readonly [string, string]): Entry {
  const text = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: BSD-3-Clause\n`;
  return [`usr/lib/python3/site-packages/${name}-${version}.dist-info/METADATA`, Buffer.from(text)];
}

function gem([name, version]: readonly [string, string]): Entry {
  const text = `Gem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\n  s.licenses = ["MIT".freeze]\nend\n`;
  return [`usr/lib/ruby/gems/3.0.0/specifications/${name}-${version}.gemspec`, Buffer.from(text)];
}

function composerPackages(versions: Versions): Entry {
  const packages = versions.map(([name, version]) => ({
    name,
    version: `v${version}`,
    version_normalized: `${version}.0`,
  }));
  return ['app/vendor/composer/installed.json', json({ packages, dev: false })];
}

/** The build information that Go's linker writes since 1.18 (debug/buildinfo: flag 2, texts with their lengths). */
function goProgram(modules: Versions): Buffer {
  const lines = [
    'path\tcanary',
    'mod\tcanary\tv1.0.0\t',
    ...modules.map(([name, version]) => `dep\t${name}\t${version}\t`),
  ];
  // Go cuts 16 bytes off both ends: its marks of where the text begins and ends.
  const information = `${'\0'.repeat(16)}${lines.join('\n')}\n${'\0'.repeat(16)}`;
  const head = Buffer.alloc(32);
  head.write('\xff Go buildinf:', 'latin1');
  head.set([8, 2], 14);
  return elfWith('.go.buildinfo', Buffer.concat([head, counted('go1.18'), counted(information)]));
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) return Buffer.concat([Buffer.from(length), bytes]);
  }
}

/** What `cargo auditable` writes into a program: JSON, compressed. */
function rustProgram(crates: Versions): Buffer {
  const packages = [
    {
      name: 'canary',
      version: '1.0.0',
      source: 'local',
      root: true,
      dependencies: crates.map((_, index) => index + 1),
    },
    ...crates.map(([name, version]) => ({ name, version, source: 'crates.io' })),
  ];
  return elfWith('.dep-v0', deflateSync(json({ packages })));
}

function dotnetPackages(versions: Versions): Buffer {
  const names = versions.map(([name, version]) => `${name}/${version}`);
  return json({
    runtimeTarget: { name: '.NETCoreApp,Version=v6.0' },
    targets: {
      '.NETCoreApp,Version=v6.0': Object.fromEntries(
        names.map((name) => [name, { runtime: { 'lib/canary.dll': {} } }]),
      ),
    },
    libraries: Object.fromEntries(
      names.map((name) => [name, { type: 'package', serviceable: true, sha512: '' }]),
    ),
  });
}

function javaArchive([name, version]: readonly [string, string]): Entry {
  const [group = '', artifact = ''] = name.split(':');
  const text = Buffer.from(`groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`);
  return [
    `app/${artifact}-${version}.jar`,
    zipOf(`META-INF/maven/${group}/${artifact}/pom.properties`, text),
  ];
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
