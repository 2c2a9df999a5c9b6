import type { RunEvent, Workspace } from '@railgate/contract';

import { InterruptedError } from './output-error.js';
import { scannedPart, type Part } from './part.js';
import type { ScanStep } from './plan.js';
import type { ScanThread } from './scan-thread.js';
import { PATIENCE_MS, pickStep } from './schedule.js';
import type { ThreadSupply } from './thread-supply.js';
import { watch } from './watch.js';
import type { ScanAnswer, ScanOrder } from './worker-protocol.js';

export interface ScanOptions {
  readonly workspace: Workspace;
  /** Threads at once. */
  readonly jobs: number;
  /** Whoever makes it closes it. */
  readonly threads: ThreadSupply;
  readonly now: Date;
  readonly offline: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Milliseconds between two heartbeats. */
  readonly heartbeat: number;
  /** The drivers' names, by gate. */
  readonly titles: Readonly<Record<string, string>>;
}

/**
 * Scans all steps in threads, slowest first. Every step gets an answer: a crash or a timeout breaks its own step and
 * no other.
 *
 * @throws {InterruptedError} when the signal fires, after everything has been ended.
 */
export async function scanSteps(steps: readonly ScanStep[], options: ScanOptions): Promise<Part[]> {
  const { signal } = options;
  const pool = new Pool(steps, options);
  const interrupt = (): void => pool.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  if (signal.aborted) interrupt();
  await pool.run();
  signal.removeEventListener('abort', interrupt);
  await pool.interrupted;
  if (signal.aborted) throw new InterruptedError(signal.reason);
  return pool.parts;
}

class Pool {
  readonly parts: Part[] = [];
  readonly #queue: ScanStep[];
  readonly #options: ScanOptions;
  readonly #threads = new Set<ScanThread>();
  /** Lanes that wait for something to change. */
  #wake: (() => void)[] = [];
  #interrupted: Promise<unknown> = Promise.resolve();

  constructor(steps: readonly ScanStep[], options: ScanOptions) {
    this.#queue = [...steps];
    this.#options = options;
  }

  async run(): Promise<void> {
    const lanes = Math.min(this.#options.jobs, this.#queue.length);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
  }

  /** No further step starts, and those that run are stopped. */
  interrupt(): void {
    this.#queue.length = 0;
    this.#changed();
    this.#interrupted = Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  /** When everything has been ended that an interruption ends. */
  get interrupted(): Promise<unknown> {
    return this.#interrupted;
  }

  /** One thread, replaced when it died. */
  async #lane(): Promise<void> {
    let thread = this.#startThread();
    for (;;) {
      const step = await this.#next(thread);
      if (step === undefined) return;
      if (thread.isDead) thread = this.#replace(thread);
      thread = await this.#scan(thread, step);
    }
  }

  #replace(dead: ScanThread): ScanThread {
    this.#threads.delete(dead);
    return this.#startThread();
  }

  #startThread(): ScanThread {
    const thread = this.#options.threads.take(this.#options.workspace);
    this.#threads.add(thread);
    return thread;
  }

  async #next(thread: ScanThread): Promise<ScanStep | undefined> {
    const idleSince = Date.now();
    while (this.#queue.length > 0) {
      const others = [...this.#threads].filter((other) => other !== thread && !other.isDead);
      const isImpatient = Date.now() - idleSince >= PATIENCE_MS;
      const index = pickStep(this.#queue, thread, others, isImpatient);
      if (index !== undefined) {
        const [step] = this.#queue.splice(index, 1);
        // Now and not when it starts: another lane may pick before that, and would load the same engine.
        if (step) thread.gates.add(step.gate);
        this.#changed();
        return step;
      }
      await this.#change();
    }
    return undefined;
  }

  /** Returns the thread to go on with. */
  async #scan(thread: ScanThread, step: ScanStep): Promise<ScanThread> {
    const { onEvent, titles, signal } = this.#options;
    const names = { gate: step.gate, target: step.target.id };
    const start = performance.now();
    let used = thread;
    onEvent({ type: 'started', ...names });
    let answer = await this.#ask(used, step);
    // What an earlier gate left behind may have ended the thread: only a thread of its own tells whose fault it is.
    if (isCrash(answer, used) && used.scans > 1 && !signal.aborted) {
      used = this.#replace(used);
      answer = await this.#ask(used, step);
    }
    const part = scannedPart(step, answer, titles[step.gate] ?? step.gate, performance.now() - start);
    this.parts.push(part);
    if (!signal.aborted) {
      onEvent({ type: 'finished', outcome: part.outcome, milliseconds: Math.round(part.duration), ...names });
    }
    this.#changed();
    return used;
  }

  async #ask(thread: ScanThread, step: ScanStep): Promise<ScanAnswer> {
    const { onEvent, heartbeat, now, offline } = this.#options;
    const names = { gate: step.gate, target: step.target.id };
    const stopWatching = watch(names, () => thread.at, onEvent, heartbeat);
    const answer = await thread.scan(orderOf(step, now, offline), step.timeout);
    stopWatching();
    return answer;
  }

  #changed(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const lane of wake) lane();
  }

  /** Something changed, or patience is over. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function isCrash(answer: ScanAnswer, thread: ScanThread): boolean {
  return thread.isDead && 'error' in answer && answer.error.code === 'TOOL_CRASHED';
}

function orderOf({ gate, module, target, options }: ScanStep, now: Date, offline: boolean): ScanOrder {
  const { id, kind, path, name } = target;
  return { gate, module, target: { id, kind, path, name }, options, now: now.toISOString(), offline };
}
