import { cp } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { commitAll } from './git.js';
import type { MakeRepoOptions } from './make-repo.js';
import { makeTempFolder } from './temp-folder.js';

export type Example = 'flawed' | 'fixed';

/** Where the example repository lies, to be read only. */
export function exampleFolder(which: Example): string {
  return fileURLToPath(new URL(`../example/${which}`, import.meta.url));
}

/** The golden report of the example. */
export function exampleGolden(which: Example): string {
  return fileURLToPath(new URL(`../example/expected/${which}.sarif`, import.meta.url));
}

/** A copy of the example in a temporary folder, without what a run by hand left in it. The caller removes it with `removeFolder`. */
export async function copyExample(which: Example, options: MakeRepoOptions = {}): Promise<string> {
  const root = await makeTempFolder();
  await cp(exampleFolder(which), root, { recursive: true, filter: (path) => basename(path) !== '.railgate' });
  if (options.git) await commitAll(root);
  return root;
}
