import type { DiscoverySource } from '@railgate/contract';

/** Who listed the files, behind "listed by". */
export const LISTED: Readonly<Record<DiscoverySource, string>> = {
  git: 'git',
  folder: 'reading the folder',
  index: 'git: what is staged, and nothing else',
};
