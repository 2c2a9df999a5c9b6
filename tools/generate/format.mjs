import { join } from 'node:path';

import { format as prettier, resolveConfig } from 'prettier';

import { ROOT } from './root.mjs';

/** Through prettier with the repository's own settings, so that `npm run format` changes no generated file. */
export async function format(path, text) {
  const filepath = join(ROOT, path);
  return prettier(text, { ...(await resolveConfig(filepath, { editorconfig: true })), filepath });
}
