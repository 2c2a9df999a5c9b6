import { createHash } from 'node:crypto';

import { rcompare, satisfies } from 'semver';

import { startStubServer, type StubAnswer, type StubRequest, type StubServer } from './stub-server.js';
import { makeTarball } from './tarball.js';

/** A version of a package that the registry has. What is left out is as for most packages. */
export interface StubPackage {
  readonly name: string;
  readonly version: string;
  /** ISO 8601. */
  readonly published?: string;
  /** What the maintainer says of why. */
  readonly deprecated?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bundleDependencies?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  /** Other files of the archive. */
  readonly files?: Readonly<Record<string, string>>;
}

/** As the bulk endpoint gives it. */
export interface StubAdvisory {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly severity: 'info' | 'low' | 'moderate' | 'high' | 'critical';
  readonly vulnerable_versions: string;
  readonly cwe?: readonly string[];
  readonly cvss?: { readonly score: number; readonly vectorString: string | null };
}

export interface RegistryStubOptions {
  readonly packages?: readonly StubPackage[];
  /** By package name. Without it: those of `KNOWN_ADVISORIES`. */
  readonly advisories?: ReadonlyMap<string, readonly StubAdvisory[]>;
  /** Requests without `Authorization: Bearer <token>` get a 401. */
  readonly token?: string;
}

/** `bulk`: the advisories. `quick`: the retired endpoints, which answer 410. */
export type RegistryRoute = 'bulk' | 'quick' | 'packument' | 'tarball' | 'other';

export interface RegistryStub extends StubServer<RegistryRoute> {
  publish(...packages: readonly StubPackage[]): void;
  /** What the bulk endpoint was asked for, over all requests: names with their versions. */
  asked(): ReadonlyMap<string, ReadonlySet<string>>;
  /** As packuments and lockfiles have it. */
  tarballUrl(name: string, version: string): string;
  integrity(name: string, version: string): string;
}

const lodash: StubAdvisory = {
  id: 1106913,
  url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
  title: 'Command Injection in lodash',
  severity: 'high',
  vulnerable_versions: '<4.17.21',
  cwe: ['CWE-77', 'CWE-94'],
  cvss: { score: 7.2, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' },
};
const minimist: StubAdvisory = {
  id: 1097677,
  url: 'https://github.com/advisories/GHSA-xvch-5gv4-984h',
  title: 'Prototype Pollution in minimist',
  severity: 'critical',
  vulnerable_versions: '>=1.0.0 <1.2.6',
  cwe: ['CWE-1321'],
  cvss: { score: 9.8, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
};

/** Real advisories of the public registry: lodash, which is the canary, and minimist. */
export const KNOWN_ADVISORIES: ReadonlyMap<string, readonly StubAdvisory[]> = new Map([
  ['lodash', [lodash]],
  ['minimist', [minimist]],
]);

/** Packages in which those advisories are, and are fixed; mkdirp depends on minimist. */
export const KNOWN_PACKAGES: readonly StubPackage[] = [
  { name: 'lodash', version: '4.17.20' },
  { name: 'lodash', version: '4.17.21' },
  { name: 'minimist', version: '1.2.5' },
  { name: 'minimist', version: '1.2.8' },
  { name: 'mkdirp', version: '0.5.5', dependencies: { minimist: '^1.2.5' } },
  { name: 'mkdirp', version: '0.5.6', dependencies: { minimist: '^1.2.6' } },
];

/** An npm registry on the loopback interface, for npm, pnpm and yarn. */
export async function startRegistry(options: RegistryStubOptions = {}): Promise<RegistryStub> {
  const packages = new Map<string, Map<string, StubPackage>>();
  const publish = (...added: readonly StubPackage[]): void => {
    for (const one of added)
      packages.set(one.name, (packages.get(one.name) ?? new Map()).set(one.version, one));
  };
  publish(...(options.packages ?? KNOWN_PACKAGES));
  const advisories = options.advisories ?? KNOWN_ADVISORIES;
  const server = await startStubServer<RegistryRoute>((url) => ({
    routeOf,
    token: options.token,
    answer: (request) => answer(request, url, packages, advisories),
  }));
  return {
    ...server,
    publish,
    asked: () => askedOf(server.requests),
    tarballUrl: (name, version) => tarballUrl(server.url, name, version),
    integrity: (name, version) => integrityOf(tarballOf(found(packages, name, version))),
  };
}

type Packages = ReadonlyMap<string, ReadonlyMap<string, StubPackage>>;

function found(packages: Packages, name: string, version: string): StubPackage {
  const one = packages.get(name)?.get(version);
  if (!one) throw new Error(`The registry has no ${name}@${version}.`);
  return one;
}

const AUDIT = '/-/npm/v1/security/';

function routeOf(method: string, path: string): RegistryRoute {
  if (path.startsWith(`${AUDIT}advisories/bulk`)) return 'bulk';
  if (path.startsWith(`${AUDIT}audits`)) return 'quick';
  if (path.startsWith('/-/') || method !== 'GET') return 'other';
  return path.includes('/-/') ? 'tarball' : 'packument';
}

function answer(
  { route, path, body }: StubRequest<RegistryRoute>,
  url: string,
  packages: Packages,
  advisories: ReadonlyMap<string, readonly StubAdvisory[]>,
): StubAnswer {
  const name = decodeURIComponent((path.split('?')[0] ?? '').slice(1));
  switch (route) {
    case 'bulk':
      return { body: matching(body, advisories) };
    case 'quick':
      return {
        status: 410,
        body: { error: 'This endpoint is being retired. Use the bulk advisory endpoint.' },
      };
    case 'packument':
      return packumentOf(packages.get(name), url);
    case 'tarball':
      return tarballAnswer(packages, name);
    default:
      return path.startsWith('/-/npm/v1/keys') ? { body: { keys: [] } } : NOT_FOUND;
  }
}

const NOT_FOUND: StubAnswer = { status: 404, body: { error: 'Not found' } };

/** As the real one: only the advisories that one of the asked versions is in. */
function matching(
  body: unknown,
  advisories: ReadonlyMap<string, readonly StubAdvisory[]>,
): Record<string, StubAdvisory[]> {
  const hits = Object.entries(body as Record<string, string[]>).flatMap(([name, versions]) => {
    const known = (advisories.get(name) ?? []).filter((one) => isIn(versions, one));
    return known.length === 0 ? [] : [[name, known] as const];
  });
  return Object.fromEntries(hits);
}

function isIn(versions: readonly string[], { vulnerable_versions: range }: StubAdvisory): boolean {
  return versions.some((version) => satisfies(version, range, { includePrerelease: true, loose: true }));
}

function packumentOf(versions: ReadonlyMap<string, StubPackage> | undefined, url: string): StubAnswer {
  const all = [...(versions?.values() ?? [])].sort((a, b) => rcompare(a.version, b.version));
  const [newest] = all;
  if (!newest) return NOT_FOUND;
  const latest = all.find(({ version }) => !version.includes('-')) ?? newest;
  const time = Object.fromEntries(all.map((one) => [one.version, one.published ?? PUBLISHED]));
  return {
    body: {
      _id: newest.name,
      name: newest.name,
      'dist-tags': { latest: latest.version },
      versions: Object.fromEntries(all.map((one) => [one.version, manifestOf(one, url)])),
      time: { created: PUBLISHED, modified: PUBLISHED, ...time },
    },
  };
}

const PUBLISHED = '2020-01-01T00:00:00.000Z';
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

function manifestOf(one: StubPackage, url: string): object {
  const tarball = tarballOf(one);
  const hasInstallScript = INSTALL_SCRIPTS.some((script) => one.scripts?.[script] !== undefined);
  return {
    _id: `${one.name}@${one.version}`,
    ...packageJsonOf(one),
    ...(one.deprecated !== undefined && { deprecated: one.deprecated }),
    ...(hasInstallScript && { hasInstallScript }),
    dist: {
      tarball: tarballUrl(url, one.name, one.version),
      integrity: integrityOf(tarball),
      shasum: createHash('sha1').update(tarball).digest('hex'),
    },
  };
}

function packageJsonOf({ published: _at, deprecated: _why, files: _files, ...rest }: StubPackage): object {
  return { license: 'MIT', ...rest };
}

function tarballOf(one: StubPackage): Buffer {
  return makeTarball({
    'package.json': JSON.stringify(packageJsonOf(one)),
    'index.js': 'module.exports = {};\n',
    ...one.files,
  });
}

function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}

function tarballUrl(url: string, name: string, version: string): string {
  return `${url}/${name}/-/${name.split('/').at(-1) ?? name}-${version}.tgz`;
}

function tarballAnswer(packages: Packages, path: string): StubAnswer {
  const [name = '', file = ''] = path.split('/-/');
  const versions = packages.get(name)?.values() ?? [];
  const one = [...versions].find(({ version }) => tarballUrl('', name, version).endsWith(`/-/${file}`));
  if (!one) return NOT_FOUND;
  return { body: tarballOf(one), headers: { 'content-type': 'application/octet-stream' } };
}

function askedOf(requests: readonly StubRequest<RegistryRoute>[]): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const { route, body } of requests) {
    if (route !== 'bulk') continue;
    for (const [name, versions] of Object.entries(body as Record<string, string[]>))
      asked.set(name, new Set([...(asked.get(name) ?? []), ...versions]));
  }
  return asked;
}
