import { posix } from 'node:path';

import type { Lockfile } from '@railgate/dependencies';
import { keptOfYaml } from '@railgate/dependencies/repair';
import { readSource, type Tool } from '@railgate/kit';

import type { RepairInput } from '../repair-input.js';
import type { Client, ClientFiles } from './client.js';
import { cleanManifests, nodeClient, nodeEnvironment, variables } from './node-client.js';
import { rebindRanges } from './yarn-ranges.js';

const SETTINGS = '.yarnrc.yml';

function toolOf(install: string): Tool {
  return { name: 'yarn', command: 'yarn', answers: [0, 1, 2], install };
}

/** The repository may name a yarn of its own (`yarnPath`), which is a program of the repository. */
const OWN_YARN = { YARN_IGNORE_PATH: '1' };

/**
 * yarn 1. It has no mode that writes the lockfile alone: it fetches every package of the lockfile into the user's cache and
 * unpacks it in the scratch folder.
 */
export const yarnClassic: Client = {
  ...nodeClient(SETTINGS),
  name: 'yarn',
  tool: toolOf('Install yarn 1.22: `npm install --global yarn@1`.'),
  timeout: 300,
  lock: [
    'install',
    '--ignore-scripts',
    '--ignore-engines',
    '--ignore-platform',
    '--no-bin-links',
    '--non-interactive',
    '--no-progress',
    '--network-timeout=30000',
    '--json',
  ],
  refuses: (version) => (version.startsWith('1.') ? undefined : 'writes another form than yarn 1 does.'),
  environment: (root) => ({ ...nodeEnvironment(root), ...OWN_YARN, ...variables(/^YARN_CACHE_FOLDER$/i) }),
  files: (input, lockfile) => ({ editable: cleanManifests(input, lockfile), others: new Map() }),
  rebind: (text, wanted, ranges) => rebindRanges(text, wanted, ranges, ''),
};

/** What says how a yarn of the user's reaches registries; nothing that names a program. */
const REGISTRY =
  /^YARN_(?:NPM_\w{1,60}|UNSAFE_HTTP_WHITELIST|HTTPS?_PROXY|HTTPS_CA_FILE_PATH|ENABLE_STRICT_SSL|CACHE_FOLDER|GLOBAL_FOLDER|ENABLE_GLOBAL_CACHE)$/;
/** What decides about versions and about what the lockfile holds. */
const KEPT: ReadonlySet<string> = new Set([
  'catalog', 'catalogs', 'packageExtensions', 'compressionLevel', 'enableTransparentWorkspaces', 'defaultProtocol',
  'supportedArchitectures',
]); // prettier-ignore

/** yarn 3 and 4: only the lockfile is written (`--mode=update-lockfile`), and what is new is fetched for its checksum. */
export const yarnBerry: Client = {
  ...yarnClassic,
  tool: toolOf(
    'Install yarn 4, or the version that wrote the lockfile: `npm install --global @yarnpkg/cli-dist`.',
  ),
  timeout: 240,
  lock: ['install', '--mode=update-lockfile', '--json'],
  refuses: (version) =>
    Number.parseInt(version, 10) < 3 ? 'cannot write this lockfile, or not without installing.' : undefined,
  environment: () => ({
    ...OWN_YARN,
    COREPACK_ENABLE_PROJECT_SPEC: '0',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    YARN_ENABLE_SCRIPTS: '0',
    YARN_ENABLE_TELEMETRY: '0',
    // On where `CI` is set, and forbids what is wanted here. (yarn 4 takes a pull request to a public repository for a reason
    // to check more, by variables of GitHub's that do not come here; yarn 3 ends where it does not know a setting.)
    YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
    YARN_HTTP_RETRY: '1',
    ...variables(REGISTRY),
  }),
  files: berryFiles,
  rebind: (text, wanted, ranges) => rebindRanges(text, wanted, ranges, 'npm:'),
};

function berryFiles(input: RepairInput, lockfile: Lockfile): ClientFiles {
  const editable = cleanManifests(input, lockfile);
  const home = posix.dirname(lockfile.path);
  const path = posix.join(home, SETTINGS);
  const read = readSource(input.workspace, path);
  if (!('gap' in read))
    editable.set(path, { text: read.text, clean: (text) => keptOfYaml(text, KEPT, home) });
  return { editable, others: new Map() };
}
