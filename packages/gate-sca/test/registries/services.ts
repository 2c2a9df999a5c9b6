import { startStubServer, type StubAnswer, type StubServer } from '@railgate/testkit';

/** Answers by path, as each registry publishes their form; `{url}` is the stub's own address. Anything else is a 404. */
export type Answers = Readonly<Record<string, unknown>>;

export function startService(answers: Answers): Promise<StubServer<'any'>> {
  return startStubServer<'any'>((url) => ({
    routeOf: () => 'any',
    answer: ({ path }): StubAnswer =>
      Object.hasOwn(answers, path) ? { body: filled(answers[path], url) } : { status: 404, body: {} },
  }));
}

function filled(body: unknown, url: string): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.replaceAll('{url}', url);
}

/** docs.pypi.org/api/json, of one release. */
export function pypiRelease(
  name: string,
  info: object,
  uploads: readonly string[] = ['2020-01-01T00:00:00.000000Z'],
): object {
  return {
    info: {
      name,
      version: '1.0',
      yanked: false,
      yanked_reason: null,
      license: null,
      classifiers: [],
      ...info,
    },
    urls: uploads.map((upload_time_iso_8601) => ({ upload_time_iso_8601, yanked: false })),
  };
}

/** peps.python.org/pep-0691 and pep-0700. */
export function simpleProject(name: string, files: readonly object[]): object {
  return { meta: { 'api-version': '1.1' }, name, versions: [], files };
}

/** The sparse index of Cargo: a version a line. */
export function indexLines(...versions: readonly object[]): string {
  return `${versions.map((one) => JSON.stringify(one)).join('\n')}\n`;
}

/** Answers of every registry beside PyPI about one package that is fine and young, and one version of it that was taken back. */
export const SERVICES: Readonly<Record<string, Answers>> = {
  RubyGems: {
    '/api/v1/versions/rack.json': [
      { number: '2.0', platform: 'ruby', created_at: '2020-01-01T00:00:00.000Z', licenses: ['MIT'] },
      { number: '2.0', platform: 'java', created_at: '2026-11-20T00:00:00.000Z', licenses: ['MIT', 'Ruby'] },
    ],
  },
  'crates.io': {
    '/se/rd/serde': indexLines(
      { name: 'serde', vers: '1.0.0', yanked: true, pubtime: '2020-01-01T00:00:00Z' },
      { name: 'serde', vers: '2.0.0', yanked: false, pubtime: '2026-11-20T00:00:00Z' },
      { name: 'serde', vers: '3.0.0', yanked: false },
    ),
  },
  NuGet: {
    '/v3/index.json': {
      version: '3.0.0',
      resources: [{ '@id': '{url}/reg/', '@type': 'RegistrationsBaseUrl/3.6.0' }],
    },
    '/reg/newton.json/1.0.0.json': {
      listed: true,
      published: '2026-11-20T00:00:00+00:00',
      packageContent: '{url}/x.nupkg',
      catalogEntry: '{url}/catalog/a.json',
    },
    '/catalog/a.json': {
      licenseExpression: 'MIT',
      deprecation: { message: 'Use System.Text.Json.', reasons: ['Legacy'] },
    },
    '/reg/newton.json/2.0.0.json': {
      listed: false,
      published: '1900-01-01T00:00:00+00:00',
      packageContent: '{url}/x.nupkg',
      catalogEntry: { licenseExpression: 'MIT' },
    },
  },
  Hex: {
    '/packages/plug': {
      name: 'plug',
      meta: { licenses: ['Apache-2.0'] },
      releases: [
        { version: '1.0.0', inserted_at: '2026-11-20T00:00:00.000000Z' },
        { version: '1.1.0', inserted_at: '2020-01-01T00:00:00.000000Z' },
        { version: '1.2.0', inserted_at: '2020-01-01T00:00:00.000000Z' },
      ],
      retirements: {
        '1.1.0': { reason: 'security', message: 'CVE in it' },
        '1.2.0': { reason: 'deprecated', message: null },
      },
    },
  },
  Pub: {
    '/api/packages/http': {
      name: 'http',
      isDiscontinued: true,
      replacedBy: 'dio',
      versions: [
        { version: '1.0.0', published: '2026-11-20T00:00:00Z' },
        { version: '2.0.0', published: '2020-01-01T00:00:00Z', retracted: true },
      ],
    },
  },
};
