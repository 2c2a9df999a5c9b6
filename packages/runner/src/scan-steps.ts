import type { RepairTarget, RunEvent, Workspace } from '@railgate/contract';

import { loadMasks } from './masks.js';
import { InterruptedError } from './output-error.js';
import { scannedPart, type Part } from './part.js';
import { maskError, plainError } from './plain-error.js';
import type { ScanStep } from './plan.js';
import { finishScan } from './scan-target.js';
import type { ScanThread } from './scan-thread.js';
import { HEAD_START_MS, PATIENCE_MS, isLight, pickStep } from './schedule.js';
import type { ThreadSupply } from './thread-supply.js';
import { watch } from './watch.js';
import type { CheckedScan, ScanAnswer, ScanOrder, ThreadAnswer } from './worker-protocol.js';

export interface ScanOptions {
  readonly workspace: Workspace;
  /** Threads at once. */
  readonly jobs: number;
  /** Whoever makes it closes it. */
  readonly threads: ThreadSupply;
  readonly now: Date;
  readonly offline: boolean;
  readonly maxDataAge: number | undefined;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Findings for which repairs are wanted. */
  readonly repair?: readonly RepairTarget[];
  /** Milliseconds between two heartbeats. */
  readonly heartbeat: number;
  /** What a step's gate found, before it is a part. */
  readonly onScan?: (step: ScanStep, scan: CheckedScan) => void;
  /** Some gate has something to say: what masks and shows it will be needed. */
  readonly onWords?: () => void;
  /** The only scan goes on, and this thread has nothing to do. */
  readonly onAlone?: (step: ScanStep, answer: Promise<unknown>) => void;
  /** A thread has nothing more to do while others scan: what is found so far. Once. */
  readonly onSpare?: (parts: readonly Part[]) => void;
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

interface Assignment {
  readonly step: ScanStep;
  readonly thread: ScanThread;
}

class Pool {
  readonly parts: Part[] = [];
  readonly #queue: ScanStep[];
  readonly #isAlone: boolean;
  /** Number of all. */
  readonly #steps: number;
  readonly #options: ScanOptions;
  readonly #threads = new Set<ScanThread>();
  /** Lanes that wait for something to change. */
  #wake: (() => void)[] = [];
  #isSpare = false;
  #interrupted: Promise<unknown> = Promise.resolve();

  constructor(steps: readonly ScanStep[], options: ScanOptions) {
    this.#queue = [...steps];
    this.#isAlone = steps.length === 1;
    this.#steps = steps.length;
    this.#options = options;
  }

  async run(): Promise<void> {
    const lanes = Math.min(this.#options.jobs, this.#queue.length);
    const headStart = isLight(this.#queue) ? HEAD_START_MS : 0;
    await Promise.all(Array.from({ length: lanes }, (_, index) => this.#lane(index > 0 ? headStart : 0)));
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

  /** One thread, started when there is a step for it, and replaced when it died. */
  async #lane(headStart: number): Promise<void> {
    await this.#wait(headStart);
    let thread: ScanThread | undefined;
    for (;;) {
      const next = await this.#next(thread);
      if (next === undefined) return this.#leave();
      thread = await this.#scan(next.thread, next.step);
    }
  }

  #leave(): void {
    if (this.#isSpare || this.parts.length === this.#steps) return;
    this.#isSpare = true;
    this.#options.onSpare?.(this.parts);
  }

  /** Waits so long, or until nothing is left to do. */
  async #wait(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    for (let left = milliseconds; left > 0 && this.#queue.length > 0; left = until - Date.now())
      await this.#change(left);
  }

  async #next(current: ScanThread | undefined): Promise<Assignment | undefined> {
    const idleSince = Date.now();
    while (this.#queue.length > 0) {
      const others = [...this.#threads].filter((other) => other !== current && !other.isDead);
      const isImpatient = Date.now() - idleSince >= PATIENCE_MS;
      const index = pickStep(this.#queue, current, others, isImpatient);
      const [step] = index === undefined ? [] : this.#queue.splice(index, 1);
      if (step) return { step, thread: this.#threadFor(step, current) };
      await this.#change(PATIENCE_MS);
    }
    return undefined;
  }

  /** Marks now what it will load, and not when the scan starts: another lane picks before that. */
  #threadFor(step: ScanStep, current: ScanThread | undefined): ScanThread {
    if (current?.isDead) this.#threads.delete(current);
    const { threads, workspace } = this.#options;
    const thread = current && !current.isDead ? current : threads.take(workspace);
    this.#threads.add(thread);
    thread.engines.add(step.engine);
    thread.onWords = this.#options.onWords;
    this.#changed();
    return thread;
  }

  /** Returns the thread to go on with. */
  async #scan(thread: ScanThread, step: ScanStep): Promise<ScanThread> {
    const { onEvent, onScan, titles, signal } = this.#options;
    const names = { gate: step.gate, target: step.target.id };
    const start = performance.now();
    let used = thread;
    onEvent({ type: 'started', ...names });
    let answer = await this.#ask(used, step);
    // What an earlier gate left behind may have ended the thread: only a thread of its own tells whose fault it is.
    if (isCrash(answer, used) && used.scans > 1 && !signal.aborted) {
      used = this.#threadFor(step, used);
      answer = await this.#ask(used, step);
    }
    if ('scan' in answer) onScan?.(step, answer.scan);
    const part = scannedPart(step, answer, titles[step.gate] ?? step.gate, performance.now() - start);
    this.parts.push(part);
    if (!signal.aborted) {
      onEvent({ type: 'finished', outcome: part.outcome, milliseconds: Math.round(part.duration), ...names });
    }
    this.#changed();
    return used;
  }

  async #ask(thread: ScanThread, step: ScanStep): Promise<ScanAnswer> {
    const { onEvent, heartbeat } = this.#options;
    const names = { gate: step.gate, target: step.target.id };
    const stopWatching = watch(names, () => thread.at, onEvent, heartbeat);
    const asked = thread.scan(orderOf(step, this.#options, this.#isAlone), step);
    if (this.#isAlone) this.#options.onAlone?.(step, asked);
    const answer = await this.#finish(await asked, step);
    stopWatching();
    if ('scan' in answer) return answer;
    return { error: maskError(answer.error, (await loadMasks()).maskSecrets) };
  }

  async #finish(answer: ThreadAnswer, { gate, target }: ScanStep): Promise<ScanAnswer> {
    if (!('seen' in answer)) return answer;
    const { workspace, repair } = this.#options;
    const place = { gate, target: target.id, workspace, isRepair: repair !== undefined };
    try {
      return { scan: await finishScan(answer.seen, place) };
    } catch (error) {
      // Here, where the text still has its lines: they tell whose words stand beside a secret.
      return { error: plainError(error, workspace.root, (await loadMasks()).maskSecrets) };
    }
  }

  #changed(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const lane of wake) lane();
  }

  /** Something changed, or the time is over. */
  #change(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
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

function orderOf(
  { gate, module, target: { id, kind, path, name }, options }: ScanStep,
  { now, offline, maxDataAge, repair }: ScanOptions,
  isAlone: boolean,
): ScanOrder {
  const target = { id, kind, path, name };
  return { gate, module, target, options, now: now.toISOString(), offline, maxDataAge, repair, isAlone };
}
