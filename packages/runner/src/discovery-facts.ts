import type { Gap, NotScanned, Project } from '@railgate/contract';

/** What the file list says of itself, as plain data for the manifest. */
export interface DiscoveryFacts {
  readonly source: 'git' | 'folder';
  /** Number of files. */
  readonly files: number;
  readonly ignored: number;
  readonly projects: readonly Project[];
  readonly gaps: readonly Gap[];
  readonly notScanned: readonly NotScanned[];
}
