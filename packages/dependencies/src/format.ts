import type { Gap } from '@railgate/contract';
import type { SourceRead } from '@railgate/kit';

import type { Lockfile, Manifest } from './lockfile.js';

/** What a reader may see of the repository. Paths are relative to its root, `/` between segments. */
export interface Repository {
  /** Is the file among those to look at? */
  has(path: string): boolean;
  /** All of them, sorted. */
  readonly paths: readonly string[];
  /** The text of a file, up to `limit` bytes (`LOCKFILE_LIMIT` where none is given), or why there is none. */
  read(path: string, limit?: number): SourceRead;
}

/** Bytes. A lockfile of 200,000 packages has about 90 MB; Node's longest string has 512 MB. */
export const LOCKFILE_LIMIT = 256 * 1024 * 1024;

/** What came of one lockfile: without `lockfile` at least one gap; beside one, the parts of it that are not known. */
export interface LockfileRead {
  readonly lockfile?: Lockfile;
  readonly gaps: readonly Gap[];
  /** Files that it takes in by name, to be read as the same format whatever they are called. */
  readonly includes?: readonly string[];
}

/** One form of lockfile. `read` imports what it needs itself: a list of formats loads no parser. */
export interface Format {
  /** By the name of the file alone. */
  matches(path: string): boolean;
  /** May throw `ReadError` for a file that is not what its name says. */
  read(path: string, repository: Repository): Promise<LockfileRead>;
}

/** The manifests of one family of package managers. */
export interface ManifestFormat {
  matches(path: string): boolean;
  /**
   * Those that declare dependencies which no lockfile pins. Asked once, after all lockfiles were read.
   *
   * @param paths the files that match
   * @param lockfiles all that were read, of every family
   * @param unread lockfiles that are gaps: what they would pin is not known, and their gaps say so already
   */
  unpinned(
    paths: readonly string[],
    repository: Repository,
    lockfiles: readonly Lockfile[],
    unread: readonly string[],
  ): Promise<ManifestsRead>;
}

export interface ManifestsRead {
  readonly unpinned: readonly Manifest[];
  readonly gaps: readonly Gap[];
}
