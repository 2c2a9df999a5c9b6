import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { linesOf } from './tree.mjs';

/** What our engine finds, with all formats and forms. */
export function ownFindings(detect, { root, paths }) {
  return paths.flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    return detect(bytes, path).map(({ kind, start }) => ({
      path,
      kind,
      line: linesOf(bytes.subarray(0, start)) + 1,
    }));
  });
}
