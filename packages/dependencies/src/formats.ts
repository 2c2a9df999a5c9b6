import type { Format, ManifestFormat } from './format.js';
import { NPM_FORMATS, NPM_MANIFESTS } from './npm/formats.js';
import { OTHER_FORMATS, OTHER_MANIFESTS } from './others/formats.js';
import { PYTHON_FORMATS, PYTHON_MANIFESTS } from './python/formats.js';

/** Every form of lockfile. A file belongs to the first that its name fits. */
export const FORMATS: readonly Format[] = [...NPM_FORMATS, ...PYTHON_FORMATS, ...OTHER_FORMATS];
export const MANIFESTS: readonly ManifestFormat[] = [
  ...NPM_MANIFESTS,
  ...PYTHON_MANIFESTS,
  ...OTHER_MANIFESTS,
];

const ALL: readonly (Format | ManifestFormat)[] = [...FORMATS, ...MANIFESTS];

/** Does a file of this name say what is depended on? Looks at the name alone. */
export function isDependencyFile(path: string): boolean {
  return ALL.some((format) => format.matches(path));
}
