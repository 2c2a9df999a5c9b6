import type { Format, ManifestFormat } from '../format.js';
import { lazyFormat, named } from '../named.js';
import { isPylock } from './pylock-name.js';
import { isManifest } from './manifest-name.js';
import { isRequirementsFile } from './requirements-name.js';

/** requirements.txt, and the lockfiles of poetry, uv, pipenv and pdm. */
export const PYTHON_FORMATS: readonly Format[] = [
  lazyFormat(isRequirementsFile, async () => (await import('./requirements-lock.js')).readRequirementsLock),
  lazyFormat(named('poetry.lock'), async () => (await import('./poetry-lock.js')).readPoetryLock),
  lazyFormat(named('uv.lock'), async () => (await import('./uv-lock.js')).readUvLock),
  lazyFormat(named('Pipfile.lock'), async () => (await import('./pipfile-lock.js')).readPipfileLock),
  lazyFormat(named('pdm.lock'), async () => (await import('./pdm-lock.js')).readPdmLock),
  lazyFormat(isPylock, async () => (await import('./pylock.js')).readPylock),
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
