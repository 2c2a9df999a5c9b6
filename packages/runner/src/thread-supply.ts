import type { Workspace } from '@railgate/contract';

import { ScanThread } from './scan-thread.js';

/**
 * Starts threads and ends them. A thread takes a tenth of a second until it can scan: those that are started ahead
 * get ready while the files are listed.
 */
export class ThreadSupply {
  readonly #memoryLimit: number;
  readonly #all = new Set<ScanThread>();
  readonly #ready: ScanThread[] = [];

  /** @param memoryLimit megabytes of heap a thread. */
  constructor(memoryLimit: number) {
    this.#memoryLimit = memoryLimit;
  }

  startAhead(count: number): void {
    while (this.#ready.length < count) this.#ready.push(this.#start());
  }

  /** A thread that knows the workspace. */
  take(workspace: Workspace): ScanThread {
    const thread = this.#ready.pop() ?? this.#start();
    thread.open(workspace);
    return thread;
  }

  /** Ends all threads and everything they started. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.stop()));
    this.#all.clear();
  }

  #start(): ScanThread {
    const thread = new ScanThread(this.#memoryLimit);
    this.#all.add(thread);
    return thread;
  }
}
