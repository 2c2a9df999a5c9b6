import { Worker } from 'node:worker_threads';

/** Threads always run built code: Node 20 reads no TypeScript. */
const FOLDER = new URL('../dist/', import.meta.url);

/** A thread that runs one of the entries of this package; `data` is copied. */
export function startWorker(entry: 'merge-worker', data: unknown): Worker {
  return new Worker(new URL(`${entry}.js`, FOLDER), {
    workerData: data,
    // Not those of this process: a loader or an inspector of the caller has no business there.
    execArgv: [],
  });
}
