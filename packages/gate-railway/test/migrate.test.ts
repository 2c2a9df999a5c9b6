import { parseJson, parseToml } from '@railgate/code/reader';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { effectiveInFile, effectiveInIac } from '../src/migrate/effective.js';
import { settingsOfFile, type ServiceSettings } from '../src/migrate/service-settings.js';
import { writeIac } from '../src/migrate/write-iac.js';

function settingsOf(path: string, text: string): ServiceSettings {
  const parsed = path.endsWith('.toml') ? parseToml(path, text) : parseJson(path, text, 'json');
  if (parsed.kind !== 'document') throw new Error(`${path} does not parse: ${JSON.stringify(parsed)}`);
  return settingsOfFile(parsed.document);
}

function iacOf(path: string, text: string, repository?: string): string {
  const service = { name: 'api', root: 'apps/api', configFile: path, ...settingsOf(path, text) };
  return writeIac({ project: 'shop', repository, services: [service] });
}

/** Without the two lines of advice at the top. */
const bodyOf = (path: string, text: string, repository?: string) =>
  iacOf(path, text, repository).split('\n').slice(2).join('\n');
const leftOf = (text: string) =>
  settingsOf('railway.json', text).left.map(({ name, isLost }) => `${name} ${isLost}`);

describe('railway.ts of a config file', () => {
  it('has its settings under their names, environments as conditions, and its comments', () => {
    const toml = `# how api is built
[build]
builder = "dockerfile"
# only this
watchPatterns = ["apps/api/**", "package.json"] # and that

[deploy]
startCommand = "node server.js --name \\"x\\""
preDeployCommand = "npm run migrate"
overlapSeconds = "60"
numReplicas = 2

[environments.staging.deploy]
numReplicas = 1

[environments."pull/1".deploy]
numReplicas = 0
healthcheckPath = "/health"
# the end
`;
    expect(bodyOf('apps/api/railway.toml', toml, 'acme/shop'))
      .toBe(`import { defineRailway, github, project, service } from "railway/iac";

export default defineRailway((ctx) => {
  // From apps/api/railway.toml.
  // the end
  const api = service("api", {
    source: github("acme/shop", { rootDirectory: "apps/api" }),
    build: {
      // how api is built
      builder: "DOCKERFILE",
      // only this
      // and that
      watchPatterns: ["apps/api/**", "package.json"],
    },
    deploy: {
      startCommand: "node server.js --name \\"x\\"",
      preDeployCommand: ["npm run migrate"],
      overlapSeconds: 60,
      numReplicas: ctx.isEnvironment("staging") ? 1 : ctx.isEnvironment("pull/1") ? 0 : 2,
      healthcheckPath: ctx.isEnvironment("pull/1") ? "/health" : null,
    },
  });

  return project("shop", { resources: [api] });
});
`);
  });

  it('declares no source that nobody named, and casts what the types lack', () => {
    const text = bodyOf('railway.json', '{ "deploy": { "preDeployTimeoutSeconds": 60 } }');
    expect(text).toContain(
      'import { type DeployConfig, defineRailway, project, service } from "railway/iac";',
    );
    expect(text).toContain('defineRailway(() => {');
    expect(text).toContain('preDeployTimeoutSeconds: 60,\n    } as DeployConfig,');
    expect(text).not.toContain('source:');
  });

  it('lets nothing out of a comment or a string', async () => {
    const text = `{ "deploy": { "startCommand": "\\u2028*/\\"}); process.exit() //", "x */\\n\\u2029process.exit()": 1 } }`;
    const iac = iacOf('a\n\u2028process.exit();/railway.json', text);
    expect(iac).not.toMatch(/^\s*process/m);
    expect(await effectiveInIac(iac, 'api', undefined)).toEqual(
      new Map([['deploy.startCommand', '\u2028*/"}); process.exit() //']]),
    );
  });

  it('names constants that are all different, and none of its own', () => {
    const { settings, left, comments } = settingsOf('railway.json', '{}');
    const names = ['api', 'API', 'project', 'new', '2 do', '日本', 'docs-front end'];
    const services = names.map((name) => ({ name, root: '.', configFile: 'x', settings, left, comments }));
    const [, listed] = writeIac({ project: 'p', repository: undefined, services }).split('resources: [');
    expect(listed?.match(/\w+/g)).toEqual(
      ['api', 'aPI', 'serviceproject', 'servicenew', 'service2Do', 'service1', 'docsFrontEnd'], // prettier-ignore
    );
  });
});

describe('what cannot be carried', () => {
  it.each([
    ['a value of another type', '{ "deploy": { "numReplicas": "2" } }', ['deploy.numReplicas true']],
    ['a builder that is none', '{ "build": { "builder": "docker" } }', ['build.builder true']],
    ['two commands', '{ "deploy": { "preDeployCommand": ["a", "b"] } }', ['deploy.preDeployCommand true']],
    [
      'credentials',
      '{ "deploy": { "registryCredentials": { "username": "a", "password": "b" } } }',
      ['deploy.registryCredentials true'],
    ],
    [
      'pull requests',
      '{ "environments": { "pr": { "deploy": { "numReplicas": 1 } } } }',
      ['environments.pr.deploy.numReplicas true'],
    ],
    [
      'deep nesting',
      `{ "build": { "nixpacksPlan": ${'{ "a": '.repeat(12)}1${' }'.repeat(12)} } }`,
      ['build.nixpacksPlan true'],
    ],
    [
      'what Railway ignores',
      '{ "env": {}, "deploy": { "x": 1 }, "environments": { "a": { "y": 1 } }, "build": 3 }',
      ['env false', 'build false', 'deploy.x false', 'environments.a.y false'],
    ],
    ['nothing of this', '{ "$schema": "x", "build": {}, "deploy": { "startCommand": null } }', []],
  ])('%s', (_, text, left) => {
    expect(leftOf(text)).toEqual(left);
  });

  it('stands in the file as a comment, a secret without its value', () => {
    const password = ['hunter', '2hunter2'].join('');
    const text = bodyOf(
      'railway.json',
      `{ "env": { "API_TOKEN": "${password}" }, "deploy": { "numReplicas": "2", "registryCredentials": { "password": "${password}" } } }`,
    );
    expect(text).toContain('// Not carried: deploy.numReplicas = "2": it is not a number.');
    expect(text).toContain('// Not carried: deploy.registryCredentials: it holds credentials');
    expect(text).toContain('// Left out: env: Railway ignores it.');
    expect(text).not.toContain(password);
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const plan = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text)),
);
const build = fc.record(
  {
    builder: fc.constantFrom('RAILPACK', 'dockerfile', 'Nixpacks', null),
    watchPatterns: fc.array(text, { maxLength: 4 }),
    buildCommand: fc.option(text),
    dockerfilePath: text,
    railpackVersion: text,
    nixpacksConfigPath: text,
    nixpacksPlan: plan,
    nixpacksVersion: text,
    buildEnvironment: fc.constantFrom('V2', 'V3'),
  },
  { requiredKeys: [] },
);
const seconds = fc.oneof(fc.nat(999), fc.nat(999).map(String));
const deploy = fc.record(
  {
    startCommand: fc.option(text),
    preDeployCommand: fc.oneof(text, fc.array(text, { maxLength: 1 })),
    preDeployTimeoutSeconds: fc.nat(),
    numReplicas: fc.nat(200),
    healthcheckPath: fc.option(text),
    healthcheckTimeout: fc.nat(),
    sleepApplication: fc.boolean(),
    runtime: fc.constantFrom('V2', 'LEGACY'),
    restartPolicyType: fc.constantFrom('ON_FAILURE', 'always', 'Never'),
    restartPolicyMaxRetries: fc.integer({ min: -5, max: 50 }),
    cronSchedule: text,
    region: text,
    multiRegionConfig: fc.dictionary(
      fc.constantFrom('us-west2', 'europe-west4-drams3a'),
      fc.record({ numReplicas: fc.nat(9) }),
    ),
    limitOverride: fc.record({ containers: fc.record({ cpu: fc.nat(32), memoryBytes: fc.nat() }) }),
    requiredMountPath: text,
    overlapSeconds: seconds,
    drainingSeconds: seconds,
    ipv6EgressEnabled: fc.boolean(),
    useLegacyStacker: fc.boolean(),
  },
  { requiredKeys: [] },
);
const sections = fc.record({ build, deploy }, { requiredKeys: [] });
const environments = fc.dictionary(
  text.filter((name) => !['__proto__', 'pr'].includes(name)),
  sections,
  { maxKeys: 3 },
);

describe('the same settings in every environment', () => {
  it('whatever the config file says', async () => {
    await fc.assert(
      fc.asyncProperty(sections, environments, async (base, others) => {
        const file = JSON.stringify({ ...base, environments: others });
        const { settings, left } = settingsOf('railway.json', file);
        expect(left).toEqual([]);
        const iac = iacOf('railway.json', file);
        for (const environment of [undefined, ...Object.keys(others)]) {
          const actual = await effectiveInIac(iac, 'api', environment);
          expect(plainOf(actual)).toEqual(plainOf(effectiveInFile(settings, environment)));
          expect([...actual.keys()].sort()).toEqual(
            expectedKeys(base, environment === undefined ? {} : others[environment]),
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

function plainOf(settings: ReadonlyMap<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(Object.fromEntries(settings)));
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Straight from the data, without any of the code under test: an environment's key goes before the base's. */
function expectedKeys(base: Sections, other: Sections | undefined): string[] {
  return ['build', 'deploy']
    .flatMap((section) => {
      const merged = { ...base[section], ...other?.[section] };
      return Object.keys(merged)
        .filter((key) => merged[key] !== null)
        .map((key) => `${section}.${key}`);
    })
    .sort();
}
