import { Worker } from 'node:worker_threads';

import type { MergeOrder } from './protocol.js';

/** Threads run bundles: `tools/build/threads.test.ts`. */
const ENTRY = new URL('../../../bundle/merge-worker.js', import.meta.url);

/** Another thread that reads. */
export function startHelper(order: MergeOrder): Worker {
  // Not the flags of this process: a loader or an inspector of the caller has no business there.
  return new Worker(ENTRY, { workerData: order, execArgv: [] });
}
