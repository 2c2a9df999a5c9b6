import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';

import { cleanText, type Gap, type Workspace } from '@railgate/contract';

import type { Looked } from './looked.js';
import { makeObey } from './obey.js';
import type { Batch, Order } from './protocol.js';
import { LookThread } from './thread.js';

export type { AccountPlace, Looked, SecretPlace } from './looked.js';

/** Looks at files and bytes, on as many threads as it is worth. */
export interface Pool {
  /** A file of the working tree. Ask for many before the first has answered: only then is there work for threads. */
  file(workspace: Pick<Workspace, 'root' | 'edited'>, path: string): Promise<Looked>;
  /** One version of a file, from git. The bytes are given away. */
  bytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Looked>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Beside the caller's own. The cores less one when left out, three at most. */
  readonly threads?: number;
  /** Milliseconds of work on the caller's thread before others are started. */
  readonly patience?: number;
  /** What a thread runs. */
  readonly entry?: URL;
}

export function openPool(options: PoolOptions = {}): Pool {
  return new ThreadedPool(options);
}

/** Each holds its own engine and memory, and reading is bound by the disk at some time. */
const MOST_THREADS = 3;

/** A thread takes as long until it can look: a repository that is done by then must not pay for it. */
const PATIENCE = 150;

/** Files that are worth a thread once so much was worked, and those that take longer than that in any case. */
const SOME = 64;
const MANY = 4096;

/** Milliseconds of own work between two looks at what threads and others have to say. */
const SLICE = 10;

/**
 * Orders sent at once, and bytes of those that bring some; a thread has two batches, and so something to do until the caller's
 * thread looks up from its own work: a small file takes a twentieth of a millisecond.
 */
const BATCH = 256;
const BATCH_BYTES = 1024 * 1024;
const BATCHES_AHEAD = 2;

/** Threads that may die before the pool gives up on them. */
const MOST_DEATHS = 8;

interface Job {
  readonly order: Order;
  answer(looked: Looked): void;
}

class ThreadedPool implements Pool {
  readonly #key = randomBytes(32);
  readonly #obey = makeObey(this.#key);
  readonly #options: Required<Omit<PoolOptions, 'entry'>> & Pick<PoolOptions, 'entry'>;
  readonly #sent = new Map<number, readonly Job[]>();
  #queue: Job[] = [];
  #next = 0;
  #threads: LookThread[] = [];
  #batches = 0;
  #worked = 0;
  #deaths = 0;
  #isPumping = false;

  constructor({ threads, patience = PATIENCE, entry }: PoolOptions) {
    const fitting = Math.min(MOST_THREADS, availableParallelism() - 1);
    this.#options = { threads: threads ?? fitting, patience, ...(entry && { entry }) };
  }

  file({ root, edited }: Pick<Workspace, 'root' | 'edited'>, path: string): Promise<Looked> {
    const text = edited?.get(path);
    if (text === undefined) return this.#add({ path, root });
    return this.bytes(path, typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(text));
  }

  bytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Looked> {
    return this.#add({ path, bytes });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
    this.#threads = [];
  }

  #add(order: Order): Promise<Looked> {
    return new Promise((answer) => {
      this.#queue.push({ order, answer });
      this.#pumpSoon();
    });
  }

  #pumpSoon(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  /** Gives threads something to do, then works itself for a while. */
  #pump(): void {
    const start = performance.now();
    this.#startThreads();
    this.#feedThreads();
    for (let now = start; now - start < SLICE && this.#left > 0; now = performance.now()) {
      const job = this.#take();
      if (job) job.answer(this.#obey(job.order));
    }
    this.#worked += performance.now() - start;
    if (this.#left > 0) this.#pumpSoon();
  }

  get #left(): number {
    return this.#queue.length - this.#next;
  }

  #take(): Job | undefined {
    const job = this.#queue[this.#next++];
    if (this.#next === this.#queue.length) [this.#queue, this.#next] = [[], 0];
    return job;
  }

  #startThreads(): void {
    const { threads, patience, entry } = this.#options;
    const isLong = this.#left >= (this.#worked >= patience ? SOME : MANY);
    if (!isLong) return;
    while (this.#threads.length < threads && this.#deaths < MOST_DEATHS) {
      const thread: LookThread = new LookThread(
        this.#key,
        {
          looked: ({ id, looked }) => this.#answer(thread, id, looked),
          died: (left, at) => this.#bury(thread, left, at),
        },
        entry,
      );
      this.#threads.push(thread);
    }
  }

  #feedThreads(): void {
    for (const thread of this.#threads) {
      while (thread.waiting < BATCHES_AHEAD && this.#left > 1) thread.send(this.#nextBatch());
      thread.hold(thread.waiting > 0);
    }
  }

  /** Towards the end smaller ones, so that all are done at the same time. */
  #nextBatch(): Batch {
    const share = Math.ceil(this.#left / (2 * BATCHES_AHEAD * (this.#threads.length + 1)));
    const jobs: Job[] = [];
    let bytes = 0;
    while (jobs.length < Math.min(BATCH, share) && bytes < BATCH_BYTES) {
      const job = this.#take();
      if (!job) break;
      jobs.push(job);
      if ('bytes' in job.order) bytes += job.order.bytes.length;
    }
    const id = ++this.#batches;
    this.#sent.set(id, jobs);
    return { id, orders: jobs.map(({ order }) => order) };
  }

  #answer(thread: LookThread, id: number, looked: readonly Looked[]): void {
    const jobs = this.#sent.get(id) ?? [];
    this.#sent.delete(id);
    for (const [index, job] of jobs.entries())
      job.answer(looked[index] ?? { places: [], seen: false, gap: unanswered(job.order) });
    if (this.#left > 0) this.#feedThreads();
    else thread.hold(thread.waiting > 0);
  }

  /** What the thread was at is not tried again: it would end this one, too. */
  #bury(thread: LookThread, left: readonly Batch[], at: Order | undefined): void {
    this.#deaths++;
    this.#threads = this.#threads.filter((other) => other !== thread);
    for (const { id } of left) {
      const jobs = this.#sent.get(id) ?? [];
      this.#sent.delete(id);
      for (const job of jobs) {
        if (job.order === at) job.answer({ places: [], seen: false, gap: unanswered(job.order) });
        else this.#queue.push(job);
      }
    }
    this.#pumpSoon();
  }
}

function unanswered({ path }: Order): Gap {
  const message = `${cleanText(path)} could not be searched for secrets: the thread that read it died.`;
  return { code: 'ENGINE_FAILED', path, message };
}
