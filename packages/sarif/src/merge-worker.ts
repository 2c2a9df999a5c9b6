import { workerData } from 'node:worker_threads';

import type { MergeOrder } from './merge/threads/protocol.js';
import { runMergeWorker } from './merge/threads/run-merge-worker.js';

// What it throws ends the thread, and its owner hears of it.
void runMergeWorker(workerData as MergeOrder);
