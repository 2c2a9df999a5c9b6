import { createHash } from 'node:crypto';

import { file } from './files.js';
import type { TarEntry } from './tar.js';

/** Trivy's rule for `sampleToken`. */
export const SECRET_RULE = 'github-pat';

/** A token that scanners take for one of GitHub's. Put together here, so that no file of this repository holds it. */
export function sampleToken(seed = 'image'): string {
  const random = createHash('sha256').update(seed).digest('hex');
  return `${['gh', 'p'].join('')}_${random.slice(0, 36)}`;
}

/** A file with one secret, in its second line. */
export function secretFile(path = 'app/.env', seed?: string): TarEntry {
  return file(path, `NODE_ENV=production\nGITHUB_TOKEN=${sampleToken(seed)}\n`);
}
