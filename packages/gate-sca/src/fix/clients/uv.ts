import type { Lockfile } from '@railgate/dependencies';
import { pyprojectSources, withPythonRequirement } from '@railgate/dependencies/repair';
import type { Tool } from '@railgate/kit';

import { listed, plainText } from '../../findings/plain-text.js';
import type { RepairInput } from '../repair-input.js';
import type { Refusal } from '../wanted.js';
import type { Client, ClientFiles } from './client.js';
import { variables } from './node-client.js';
import { PYPROJECT, pyprojects, pythonEdits } from './python-client.js';

const TOOL: Tool = {
  name: 'uv',
  command: 'uv',
  answers: [0, 1, 2],
  install: 'Install uv 0.5 or newer: `pip install uv`.',
};

/** What says how the user's uv reaches indexes. */
const INDEXES =
  /^UV_(?:DEFAULT_INDEX|INDEX(?:_\w{1,80})?|EXTRA_INDEX_URL|CACHE_DIR|CONFIG_FILE|NATIVE_TLS|SYSTEM_CERTS|HTTP_TIMEOUT|INSECURE_HOST|KEYRING_PROVIDER)$/;

/** `--no-build`: what is known only to a source archive's own build stays unknown. */
const LOCK = ['lock', '--no-build', '--no-progress', '--color=never'];

export const uv: Client = {
  name: 'uv',
  tool: TOOL,
  timeout: 120,
  manifest: PYPROJECT,
  lock: LOCK,
  lockWith: (name, version) => [...LOCK, '--upgrade-package', `${name}==${version}`],
  refuses: (version) => (/^0\.[0-4]\./.test(version) ? 'is too old.' : undefined),
  environment: () => ({ UV_PYTHON_DOWNLOADS: 'never', UV_HTTP_RETRIES: '1', ...variables(INDEXES) }),
  files,
  edits: (lockfile, wanted, found, current) => pythonEdits(lockfile, wanted, found, current),
  withRequirement: withPythonRequirement,
  exactly: (version) => `==${version}`,
};

function files(input: RepairInput, lockfile: Lockfile): ClientFiles | Refusal {
  const editable = pyprojects(input, lockfile);
  for (const [path, { text }] of editable) {
    const { indexes, elsewhere } = pyprojectSources(text);
    const known = new Set(Object.values(variables(INDEXES)).flatMap((value) => value.split(/\s+/)));
    if (indexes.some((url) => !known.has(url))) return { reason: `${plainText(path, 250)} ${OWN_INDEX}` };
    if (elsewhere.length > 0)
      return { reason: `${plainText(path, 250)} ${ELSEWHERE} ${plainText(listed(elsewhere, 5), 300)}.` };
  }
  return { editable, others: new Map() };
}

const OWN_INDEX =
  'names a package index of its own, and only those of your own configuration of uv (`UV_INDEX`, `UV_DEFAULT_INDEX`) are asked.';
const ELSEWHERE = 'takes packages from git, addresses or folders, which uv would fetch:';
