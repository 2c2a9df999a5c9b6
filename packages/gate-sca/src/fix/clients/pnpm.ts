import { posix } from 'node:path';

import type { Lockfile } from '@railgate/dependencies';
import { keptOfYaml, parseNpmrc, settingsOf } from '@railgate/dependencies/repair';
import { readSource, type Tool } from '@railgate/kit';

import type { RepairInput } from '../repair-input.js';
import type { Refusal } from '../wanted.js';
import type { Client, ClientFiles } from './client.js';
import { cleanManifests, nodeClient, nodeEnvironment, variables } from './node-client.js';

const SETTINGS = 'pnpm-workspace.yaml';

const TOOL: Tool = {
  name: 'pnpm',
  command: 'pnpm',
  answers: [0, 1, 2],
  install: 'Install pnpm 8 or newer: the one that wrote the lockfile.',
};

/** pnpm 8 to 12: lockfiles of version 6 and 9, workspaces, catalogs, overrides. */
export const pnpm: Client = {
  ...nodeClient(SETTINGS),
  name: 'pnpm',
  tool: TOOL,
  timeout: 300,
  lock: [
    'install',
    '--lockfile-only',
    '--no-frozen-lockfile',
    '--ignore-scripts',
    '--ignore-pnpmfile',
    '--config.fetch-retries=1',
    '--config.fetch-retry-mintimeout=1000',
    '--config.fetch-timeout=30000',
    '--config.confirm-modules-purge=false',
    '--reporter=append-only',
  ],
  refuses: (version) => (Number.parseInt(version, 10) < 8 ? 'is too old.' : undefined),
  // From 11 on it reads no npm_config_ variables but those that name files.
  environment: (root) => ({ ...nodeEnvironment(root), ...variables(/^pnpm_config_(?:user|global)config$/i) }),
  files,
};

/** What decides which versions go together, as data: in pnpm-workspace.yaml by these names, in .npmrc in kebab case. */
const RESOLUTION: ReadonlySet<string> = new Set([
  'autoInstallPeers', 'excludeLinksFromLockfile', 'dedupePeerDependents', 'dedupePeers', 'dedupeDirectDeps', 'linkWorkspacePackages',
  'preferWorkspacePackages', 'injectWorkspacePackages', 'resolvePeersFromWorkspaceRoot', 'strictPeerDependencies',
  'resolutionMode', 'peersSuffixMaxLength', 'sharedWorkspaceLockfile', 'catalogMode', 'minimumReleaseAge', 'minimumReleaseAgeExclude',
]); // prettier-ignore
const LISTS: ReadonlySet<string> = new Set([
  ...RESOLUTION,
  'catalog', 'catalogs', 'overrides', 'packageExtensions', 'peerDependencyRules', 'allowedDeprecatedVersions',
  'ignoredOptionalDependencies', 'supportedArchitectures',
]); // prettier-ignore

async function files(input: RepairInput, lockfile: Lockfile, text: string): Promise<ClientFiles | Refusal> {
  if (/^pnpmfileChecksum:/m.test(text)) return { reason: PNPMFILE };
  if (/^patchedDependencies:/m.test(text)) return { reason: PATCHES };
  const home = posix.dirname(lockfile.path);
  const read = (name: string): string | undefined => {
    const source = readSource(input.workspace, posix.join(home, name));
    return 'gap' in source ? undefined : source.text;
  };
  const editable = new Map(
    [...cleanManifests(input, lockfile)].map(([path, { text: manifest, clean }]) => [
      path,
      { text: manifest, clean: async (changed: string) => withPlainSettings(await clean(changed)) },
    ]),
  );
  const settings = read(SETTINGS);
  const packages = lockfile.projects
    .map(({ path }) => posix.relative(home, path))
    .filter((path) => path !== '');
  // Where nothing says that it is a workspace, it is none: pnpm would look for other projects.
  if (settings !== undefined) {
    const more = settings.includes('packages') || packages.length > 0 ? { packages: ['.', ...packages] } : {};
    editable.set(posix.join(home, SETTINGS), {
      text: settings,
      clean: (changed) => keptOfYaml(changed, LISTS, home, more),
    });
    if ((await settingsOf(settings))['configDependencies'] !== undefined) return { reason: CONFIG };
  }
  const npmrc = resolutionOf(read('.npmrc') ?? '');
  return { editable, others: new Map(npmrc === '' ? [] : [[posix.join(home, '.npmrc'), npmrc]]) };
}

/** pnpm 10 and older take their settings from `package.json`, too. */
function withPlainSettings(manifest: string): string {
  const { pnpm: settings, ...fields } = JSON.parse(manifest) as Readonly<Record<string, unknown>>;
  if (typeof settings !== 'object' || settings === null) return manifest;
  const kept = Object.entries(settings).filter(([key]) => LISTS.has(key));
  return JSON.stringify({ ...fields, pnpm: Object.fromEntries(kept) });
}

const PNPMFILE =
  'The lockfile was made with a .pnpmfile.cjs, a program of the repository, which Railgate does not start.';
const PATCHES =
  'The lockfile holds patched packages, whose patches pnpm would read: run the command yourself.';
const CONFIG =
  'pnpm-workspace.yaml takes its configuration from packages (`configDependencies`), which pnpm would load.';

/** Of a `.npmrc` the settings that decide about versions, and whose value is a plain word. */
function resolutionOf(text: string): string {
  const lines = [...parseNpmrc(text)].flatMap(([key, value]) => {
    const name = key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return RESOLUTION.has(name) && typeof value === 'string' && /^[\w-]{1,40}$/.test(value)
      ? [`${key}=${value}\n`]
      : [];
  });
  return lines.join('');
}
