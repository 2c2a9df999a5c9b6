import { Worker } from 'node:worker_threads';

/** Threads run bundles: `tools/build/threads.test.ts`. */
const ENTRIES = { 'merge-worker': new URL('../bundle/merge-worker.js', import.meta.url) };

/** A thread that runs one of the entries of this package; `data` is copied. */
export function startWorker(entry: keyof typeof ENTRIES, data: unknown): Worker {
  return new Worker(ENTRIES[entry], {
    workerData: data,
    // Not those of this process: a loader or an inspector of the caller has no business there.
    execArgv: [],
  });
}
