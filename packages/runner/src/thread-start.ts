import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';

import { isExpected } from './expectation.js';
import { optimizeLate } from './optimize-late.js';
import { ProgressCell } from './progress-cell.js';
import type { ToWorker, WorkerSetup } from './worker-protocol.js';

/** Threads run bundles: `tools/build/threads.test.ts`. */
const ENTRY = new URL('../bundle/scan-worker.js', import.meta.url);

/**
 * A thread on its way. Imports next to nothing, so that a command can start one before it loads the rest of itself: a
 * thread takes a tenth of a second until it can scan. It keeps no process alive until somebody takes it.
 */
export class StartedThread {
  readonly progress = new ProgressCell();
  readonly worker: Worker;
  /** The exit code, at the end. */
  readonly ended: Promise<number>;
  /** What was thrown and not caught. */
  failure: unknown;
  hasEnded = false;

  /** @param memoryLimit megabytes of heap. More ends the thread, and not the machine. */
  constructor(readonly memoryLimit: number) {
    optimizeLate();
    this.worker = new Worker(ENTRY, {
      workerData: { progress: this.progress.buffer } satisfies WorkerSetup,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: youngLimit() },
      // Not those of this process: a loader or an inspector of the caller has no business there.
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
    });
    this.worker.unref();
    this.worker.on('error', (error) => (this.failure = error));
    this.ended = new Promise((resolve) => this.worker.once('exit', resolve));
    this.worker.once('exit', () => (this.hasEnded = true));
  }
}

let ahead: StartedThread | undefined;

/**
 * Starts the thread that the next run takes first, unless that will probably need none. A process that runs nothing ends
 * all the same.
 */
export function startThreadAhead(): void {
  if (isExpected()) return;
  ahead ??= new StartedThread(memoryLimitOf(availableParallelism()));
}

/** Lets that thread load a gate, since some take as long as all else that a small run does. */
export function loadAhead(gate: string, module: string): void {
  ahead?.worker.postMessage({ type: 'load', gate, module } satisfies ToWorker);
}

/** A thread with that limit: the one that was started ahead, else a new one. */
export function takeThread(memoryLimit: number): StartedThread {
  const ready = ahead;
  ahead = undefined;
  const isFit = ready?.memoryLimit === memoryLimit && !ready.hasEnded;
  if (!isFit) void ready?.worker.terminate();
  const thread = isFit ? ready : new StartedThread(memoryLimit);
  thread.worker.ref();
  return thread;
}

/**
 * Megabytes for young objects. Node 20 and 22 take 48 by themselves. Node 24 would take 192, and keeps the pages of a thread that has ended.
 */
function youngLimit(): number {
  return Number(process.versions.node.split('.')[0]) < 24 ? 48 : 16;
}

/** Megabytes of heap a gate, for so many at once: together they stay below what the machine or its container has. */
export function memoryLimitOf(jobs: number): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  const share = (bytes * 0.75) / jobs / 2 ** 20;
  return Math.round(Math.min(Math.max(share, 1024), 4096));
}
