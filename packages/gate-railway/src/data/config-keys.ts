import type { Section } from '../services/settings.js';

/**
 * The keys of railway.toml and railway.json, from docs.railway.com/config-as-code/reference and from validators that
 * quote railway.com/railway.schema.json (read in September 2026). A null is allowed everywhere and means "not set".
 */
export type ValueType = 'string' | 'boolean' | 'integer' | 'number' | 'object' | 'string list' | 'own rule';

const BUILD: readonly (readonly [string, ValueType])[] = [
  ['builder', 'own rule'],
  ['watchPatterns', 'string list'],
  ['buildCommand', 'string'],
  ['dockerfilePath', 'string'],
  ['railpackVersion', 'string'],
  ['nixpacksConfigPath', 'string'],
  ['nixpacksPlan', 'object'],
  ['nixpacksVersion', 'string'],
  ['buildEnvironment', 'string'],
];

const DEPLOY: readonly (readonly [string, ValueType])[] = [
  ['startCommand', 'string'],
  ['preDeployCommand', 'own rule'],
  ['preDeployTimeoutSeconds', 'number'],
  ['numReplicas', 'integer'],
  ['healthcheckPath', 'own rule'],
  ['healthcheckTimeout', 'own rule'],
  ['sleepApplication', 'boolean'],
  ['runtime', 'string'],
  ['registryCredentials', 'object'],
  ['restartPolicyType', 'own rule'],
  ['restartPolicyMaxRetries', 'own rule'],
  ['cronSchedule', 'own rule'],
  ['region', 'string'],
  ['multiRegionConfig', 'object'],
  ['limitOverride', 'object'],
  ['requiredMountPath', 'string'],
  ['overlapSeconds', 'own rule'],
  ['drainingSeconds', 'own rule'],
  ['ipv6EgressEnabled', 'boolean'],
  ['useLegacyStacker', 'boolean'],
];

export const KEYS: Readonly<Record<Section, ReadonlyMap<string, ValueType>>> = {
  build: new Map(BUILD),
  deploy: new Map(DEPLOY),
};

export const TOP_KEYS: readonly string[] = ['$schema', 'build', 'deploy', 'environments'];

export const BUILDERS: readonly string[] = ['RAILPACK', 'DOCKERFILE', 'NIXPACKS', 'HEROKU', 'PAKETO'];
export const RESTART_POLICIES: readonly string[] = ['ON_FAILURE', 'ALWAYS', 'NEVER'];

/** What people write for it: another name of the same setting with the same values. Seen in public repositories. */
export const ALIASES: Readonly<Record<Section, ReadonlyMap<string, string>>> = {
  build: new Map([
    ['watchPaths', 'watchPatterns'],
    ['command', 'buildCommand'],
    ['dockerfile', 'dockerfilePath'],
  ]),
  deploy: new Map([
    ['restartPolicy', 'restartPolicyType'],
    ['maxRetries', 'restartPolicyMaxRetries'],
    ['releaseCommand', 'preDeployCommand'],
    ['cron', 'cronSchedule'],
    ['command', 'startCommand'],
    ['replicas', 'numReplicas'],
  ]),
};

/** What has no setting of its own, and where it belongs instead. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...['env', 'envVars', 'variables', 'environmentVariables', 'vars'].map(
    (key) => [key, 'set variables on the service in Railway'] as const,
  ),
  ...['rootDirectory', 'root', 'buildContext', 'dockerContext'].map(
    (key) => [key, 'set Root Directory on the service in Railway'] as const,
  ),
  ['services', 'write one config file for each service, or .railway/railway.ts for all of them'],
  ['service', 'write one config file for each service, or .railway/railway.ts for all of them'],
  ['volumes', 'add a volume in Railway and name its path in `deploy.requiredMountPath`'],
  ['crons', 'make each of them a service with `deploy.cronSchedule`'],
  ['plugins', 'add a database service instead: Railway removed plugins'],
  ['installCommand', 'set the variable RAILPACK_INSTALL_CMD on the service'],
  ['healthcheck', 'use `deploy.healthcheckPath` and `deploy.healthcheckTimeout`'],
  ...['networking', 'domains', 'customDomains', 'ports'].map(
    (key) => [key, 'set domains and ports on the service in Railway'] as const,
  ),
  ...['resources', 'limits', 'memory', 'cpu'].map(
    (key) => [key, 'set limits on the service in Railway, or use `deploy.limitOverride`'] as const,
  ),
  ...['providers', 'phases', 'nixPkgs', 'nixpacks'].map(
    (key) => [key, 'write nixpacks.toml or `build.nixpacksPlan`, or move to Railpack'] as const,
  ),
  ['minReplicas', 'Railway does not scale by itself: use `deploy.numReplicas`'],
  ['maxReplicas', 'Railway does not scale by itself: use `deploy.numReplicas`'],
]);
