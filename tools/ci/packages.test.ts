import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { HOMEPAGE } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly private?: boolean;
  readonly repository?: { readonly url: string; readonly directory: string };
}

const PACKAGES = join(import.meta.dirname, '../../packages');
const published = readdirSync(PACKAGES)
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8')) as Manifest,
  }))
  .filter(({ manifest }) => manifest.private !== true);

describe('what is published', () => {
  // npm refuses a package with provenance whose manifest names another repository than the workflow's, or none (E422).
  it.each(published)('$folder names the repository that it comes from', ({ folder, manifest }) => {
    expect(manifest.repository).toMatchObject({
      url: `git+${HOMEPAGE}.git`,
      directory: `packages/${folder}`,
    });
  });
});
