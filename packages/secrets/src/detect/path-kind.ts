import { baseName, fileKind } from '../generic/file-kind.js';
import { FORMS } from '../generic/index.js';
import { surroundings } from '../judge/surroundings.js';

/** Equal for paths under which the same bytes hold the same secrets: a key in a test is none, a key beside the code is one. */
export function pathKind(path: string): string {
  const { bare = '', isConfig } = fileKind(path);
  const isNotebook = baseName(path).endsWith('.ipynb');
  const forms = FORMS.filter((form) => form.reads(path)).map(({ id }) => id);
  return [surroundings(path), bare, isConfig, isNotebook, ...forms].join(' ');
}
