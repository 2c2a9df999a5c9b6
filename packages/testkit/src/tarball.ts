import { gzipSync } from 'node:zlib';

import { tarOf } from './images/tar.js';

/** A gzipped tar archive of these files below `package/`, the same bytes each time. */
export function makeTarball(files: Readonly<Record<string, string>>): Buffer {
  return gzipSync(
    tarOf(Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, content }))),
  );
}
