import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, posix } from 'node:path';

import type { Lockfile } from '@railgate/dependencies';
import { poetryRepositories, pyprojectSources, withPythonRequirement } from '@railgate/dependencies/repair';
import { isInside, type Tool } from '@railgate/kit';

import { plainText } from '../../findings/plain-text.js';
import type { RepairInput } from '../repair-input.js';
import type { Refusal } from '../wanted.js';
import type { Client, ClientFiles } from './client.js';
import { variables } from './node-client.js';
import { GUARD, GUARD_FOLDER } from './poetry-guard.js';
import { PYPROJECT, pyprojects, pythonEdits } from './python-client.js';

const TOOL: Tool = {
  name: 'poetry',
  command: 'poetry',
  answers: [0, 1, 2],
  install: 'Install Poetry 2: `pipx install poetry`.',
};

/** What says how the user's Poetry reaches repositories, and where it keeps what it fetched. */
const OWN =
  /^POETRY_(?:REPOSITORIES|HTTP_BASIC|PYPI_TOKEN|CERTIFICATES|CACHE_DIR|CONFIG_DIR|REQUESTS)\w{0,100}$/;

/** Poetry 2. It builds source archives to read what they need, and has no option against that: see `poetry-guard.ts`. */
export const poetry: Client = {
  name: 'poetry',
  tool: TOOL,
  timeout: 240,
  manifest: PYPROJECT,
  lock: ['lock', '--no-interaction', '--no-ansi'],
  refuses: (version) =>
    Number.parseInt(version, 10) < 2 ? 'is too old: it moves other packages, too.' : undefined,
  environment: () => ({
    ...variables(OWN),
    // No environment is made, and no other Python is looked for.
    POETRY_VIRTUALENVS_CREATE: 'false',
    POETRY_VIRTUALENVS_USE_POETRY_PYTHON: 'true',
    POETRY_KEYRING_ENABLED: 'false',
    PYTHONDONTWRITEBYTECODE: '1',
  }),
  pythonPath: GUARD_FOLDER,
  files,
  edits: (lockfile, wanted, found, current) => pythonEdits(lockfile, wanted, found, current),
  withRequirement: withPythonRequirement,
  exactly: (version) => `==${version}`,
};

function files(input: RepairInput, lockfile: Lockfile): ClientFiles | Refusal {
  const editable = pyprojects(input, { ...lockfile, projects: [] });
  const known = new Set(ownRepositories(input.workspace.root).map(withoutSlash));
  for (const [path, { text }] of editable)
    if (pyprojectSources(text).indexes.some((url) => !known.has(withoutSlash(url))))
      return { reason: `${plainText(path, 250)} ${OWN_SOURCE}` };
  return { editable, others: new Map([[posix.join(GUARD_FOLDER, 'sitecustomize.py'), GUARD]]) };
}

const OWN_SOURCE =
  'names a source of its own, and only those are asked that your own configuration names, too: `poetry config repositories.NAME URL`.';

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

/** Of the variables and of config.toml, unless that lies in the scanned repository. */
function ownRepositories(root: string): string[] {
  const named = Object.values(variables(/^POETRY_REPOSITORIES_\w{1,100}_URL$/));
  const config = process.env['XDG_CONFIG_HOME'] ?? join(process.env['HOME'] ?? homedir(), '.config');
  const folder = process.env['POETRY_CONFIG_DIR'] ?? join(config, 'pypoetry');
  const file = join(folder, 'config.toml');
  return [...named, ...(isInside(root, file) ? [] : poetryRepositories(readOwn(file)))];
}

function readOwn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
