import type { Format, LockfileRead, ManifestFormat, Repository } from '../format.js';
import { isPylock } from './pylock-name.js';
import { isManifest } from './manifest-name.js';
import { isRequirementsFile } from './requirements-name.js';

/** requirements.txt, and the lockfiles of poetry, uv, pipenv and pdm. */
export const PYTHON_FORMATS: readonly Format[] = [
  format(isRequirementsFile, async () => (await import('./requirements-lock.js')).readRequirementsLock),
  format(named('poetry.lock'), async () => (await import('./poetry-lock.js')).readPoetryLock),
  format(named('uv.lock'), async () => (await import('./uv-lock.js')).readUvLock),
  format(named('Pipfile.lock'), async () => (await import('./pipfile-lock.js')).readPipfileLock),
  format(named('pdm.lock'), async () => (await import('./pdm-lock.js')).readPdmLock),
  format(isPylock, async () => (await import('./pylock.js')).readPylock),
];

export const PYTHON_MANIFESTS: readonly ManifestFormat[] = [
  {
    matches: isRequirementsFile,
    unpinned: async (_paths, _repository, lockfiles) =>
      (await import('./requirements-unpinned.js')).unpinnedRequirements(lockfiles),
  },
  {
    matches: isManifest,
    unpinned: async (...input) => (await import('./manifests.js')).unpinnedManifests(...input),
  },
];

type Read = (path: string, repository: Repository) => LockfileRead;

function format(matches: Format['matches'], load: () => Promise<Read>): Format {
  return { matches, read: async (path, repository) => (await load())(path, repository) };
}

function named(name: string): (path: string) => boolean {
  return (path) => path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '/');
}
