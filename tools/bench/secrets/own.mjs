import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { linesOf } from './tree.mjs';

/** The kind of what is no secret: counted by itself. */
export const ACCOUNT = 'account-name';

/**
 * What our engine finds, with all formats and forms, and the names of accounts beside stored passwords. An engine of
 * before those (`--engine`) has none.
 */
export function ownFindings({ detect, accountsOf = () => [] }, { root, paths }) {
  return paths.flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    const hits = detect(bytes, path);
    const accounts = accountsOf(bytes, hits).map(({ start }) => ({ kind: ACCOUNT, start }));
    return [...hits, ...accounts].map(({ kind, start }) => ({
      path,
      kind,
      line: linesOf(bytes.subarray(0, start)) + 1,
    }));
  });
}
