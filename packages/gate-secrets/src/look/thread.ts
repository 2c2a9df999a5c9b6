import { Worker } from 'node:worker_threads';

import type { Batch, BatchLooked, Order, ThreadSetup } from './protocol.js';

/** Threads run bundles: `tools/build/threads.test.ts`. */
const ENTRY = new URL('../../bundle/look-worker.js', import.meta.url);

/** Megabytes. More ends the thread, which names the file, and not the process. */
const HEAP = 512;

export interface ThreadEvents {
  looked(answer: BatchLooked): void;
  /** It ended by itself: the batches that it had not answered, and which order it was at, where that is known. */
  died(left: readonly Batch[], at: Order | undefined): void;
}

/** A thread that looks for secrets. */
export class LookThread {
  readonly #worker: Worker;
  readonly #at = new SharedArrayBuffer(8);
  readonly #waiting = new Map<number, Batch>();
  #isClosed = false;

  constructor(key: Uint8Array, events: ThreadEvents, entry = ENTRY) {
    this.#worker = new Worker(entry, {
      workerData: { key, at: this.#at } satisfies ThreadSetup,
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
      execArgv: [],
      env: {},
      // What a dying thread prints may quote what it read.
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.unref();
    this.#worker.on('message', (answer: BatchLooked) => {
      this.#waiting.delete(answer.id);
      events.looked(answer);
    });
    // Always followed by `exit`.
    this.#worker.on('error', () => undefined);
    this.#worker.once('exit', () => {
      if (!this.#isClosed) events.died([...this.#waiting.values()], this.#current());
    });
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  send(batch: Batch): void {
    this.#waiting.set(batch.id, batch);
    this.#worker.postMessage(batch);
  }

  /** The process waits for its answers, or does not. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#worker.ref();
    else this.#worker.unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  #current(): Order | undefined {
    const [id = 0, index = 0] = new Int32Array(this.#at);
    return this.#waiting.get(id)?.orders[index];
  }
}
