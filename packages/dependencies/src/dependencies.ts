import type { Count, Gap } from '@railgate/contract';

import type { Lockfile, Manifest } from './lockfile.js';

/** Everything that the files of a target say about what it depends on. */
export interface Dependencies {
  /** Sorted by path. */
  readonly lockfiles: readonly Lockfile[];
  /** Manifests with requirements that no lockfile pins: nobody knows what is installed. */
  readonly unpinned: readonly Manifest[];
  /** Lockfiles that could not be read, each with its path and the line of the error. */
  readonly gaps: readonly Gap[];
  /** Files that say what is depended on: `{ files: 3 }`; `expected` = `seen` + what `gaps` name. */
  readonly expected: Count;
  readonly seen: Count;
}
