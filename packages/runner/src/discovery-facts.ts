import type { DiscoverySource, Gap, ManifestSelection, NotScanned, Project } from '@railgate/contract';

/** What the file list says of itself, as plain data for the manifest. */
export interface DiscoveryFacts {
  /** As in the manifest. */
  readonly root: string;
  /** Of the command line, as in the manifest. */
  readonly selection?: ManifestSelection;
  readonly source: DiscoverySource;
  /** Number of files. */
  readonly files: number;
  readonly ignored: number;
  readonly projects: readonly Project[];
  readonly gaps: readonly Gap[];
  readonly notScanned: readonly NotScanned[];
}

/** A commit that deletes files alone brings nothing to look at. */
export function isNothingStaged({ source, files }: Pick<DiscoveryFacts, 'source' | 'files'>): boolean {
  return source === 'index' && files === 0;
}
