import type { Format, ManifestFormat } from '../format.js';

/** requirements.txt, and the lockfiles of poetry, uv, pipenv and pdm. */
export const PYTHON_FORMATS: readonly Format[] = [];

export const PYTHON_MANIFESTS: readonly ManifestFormat[] = [];
