import type { ScanInput } from '@railgate/contract';

/** What a repair needs of a scan. */
export type RepairInput = Pick<
  ScanInput,
  'workspace' | 'target' | 'offline' | 'signal' | 'processes' | 'progress' | 'repair'
>;
