import type { Workspace } from '@railgate/contract';

import { forgetExpectation, isExpected } from './expectation.js';
import { ScanThread } from './scan-thread.js';

/**
 * Starts threads and ends them. A thread takes a tenth of a second until it can scan: the first one gets ready while
 * the files are listed, unless the run will probably need none.
 */
export class ThreadSupply {
  readonly #memoryLimit: number;
  readonly #all = new Set<ScanThread>();
  #ready: ScanThread | undefined;
  #closing: Promise<unknown> | undefined;

  /** @param memoryLimit megabytes of heap a thread. */
  constructor(memoryLimit: number) {
    this.#memoryLimit = memoryLimit;
    if (!isExpected()) this.#ready = this.#start();
  }

  /** A thread that knows the workspace. */
  take(workspace: Workspace): ScanThread {
    if (!this.#ready && this.#all.size === 0) forgetExpectation();
    const thread = this.#ready ?? this.#start();
    this.#ready = undefined;
    thread.open(workspace);
    return thread;
  }

  /** Ends all threads and everything they started. */
  async close(): Promise<void> {
    await (this.#closing ??= Promise.all([...this.#all].map((thread) => thread.stop())));
  }

  #start(): ScanThread {
    const thread = new ScanThread(this.#memoryLimit);
    this.#all.add(thread);
    return thread;
  }
}
