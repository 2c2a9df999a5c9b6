import { ERRORS, type Workspace } from '@railgate/contract';
import { killTree } from '@railgate/kit';

import { loadMasks } from './masks.js';
import { publicText, type PlainError } from './plain-error.js';
import { AnswerReader } from './shared-tools.js';
import { takeThread, type StartedThread } from './thread-start.js';
import type { FromWorker, ScanOrder, ThreadAnswer, ToWorker } from './worker-protocol.js';

/** How long a gate may take to end by itself after it was asked to, unless it says that it clears away longer. */
const GRACE_MS = 500;
const OUTPUT_SHOWN = 2000;
/** More than is shown: a secret of which only the end is left is not known for one. */
const OUTPUT_KEPT = 16_000;
/** More makes `setTimeout` fire at once. */
const LONGEST_MS = 2 ** 31 - 1;
const STOPPED: PlainError = {
  code: 'TOOL_CRASHED',
  message: 'The gate was stopped.',
  remedy: ERRORS.TOOL_CRASHED.advice,
};

/** Seconds. */
interface ScanTimes {
  readonly timeout: number;
  readonly cleanup?: number | undefined;
}

/**
 * A thread that scans. Gates run in threads and not here, since one that spins would stop every timer, and only the
 * end of its thread ends it.
 */
export class ScanThread {
  /** What is loaded here, as steps name it. */
  readonly engines = new Set<string>();
  /** The scan has something to say, and will answer soon. */
  onWords: (() => void) | undefined;
  readonly #thread: StartedThread;
  #root = '';
  readonly #groups = new Set<number>();
  readonly #ended: Promise<void>;
  #settle: ((answer: ThreadAnswer) => void) | undefined;
  #output = '';
  #isDead = false;
  #scans = 0;
  readonly #reader = new AnswerReader();
  /** The gate that scans. */
  #gate = '';
  /** Milliseconds, of the scan that runs. */
  #grace = GRACE_MS;

  /** @param memoryLimit megabytes of heap. More ends the thread, and not the machine. */
  constructor(memoryLimit: number) {
    this.#thread = takeThread(memoryLimit);
    const { worker, ended } = this.#thread;
    this.#ended = ended.then((code) => this.#exit(code));
    worker.on('message', (message: FromWorker) => this.#receive(message));
    for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => this.#keep(chunk));
  }

  /** Once, before the first scan. */
  open(workspace: Workspace): void {
    this.#root = workspace.root;
    this.#send({ type: 'open', workspace });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** What the gate said last that it is at: mostly the name of a file. */
  get at(): string | undefined {
    const text = this.#thread.progress.read();
    return text === undefined ? undefined : publicText(text, this.#root);
  }

  /** Number of scans that were started here. */
  get scans(): number {
    return this.#scans;
  }

  /** Never rejects. After a timeout and after a crash the thread is dead, and all that it started with it. */
  async scan(order: ScanOrder, { timeout, cleanup }: ScanTimes): Promise<ThreadAnswer> {
    this.#scans++;
    this.#gate = order.gate;
    this.#grace = cleanup === undefined ? GRACE_MS : cleanup * 1000;
    this.#thread.progress.clear();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>(
      (resolve) => (timer = setTimeout(resolve, Math.min(timeout * 1000, LONGEST_MS), 'late')),
    );
    const answer = new Promise<ThreadAnswer>((resolve) => (this.#settle = resolve));
    if (this.#isDead) this.#answer({ error: await this.#crash() });
    this.#send({ type: 'scan', order });
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    if (first !== 'late') {
      await this.#killGroups();
      return first;
    }
    const at = this.at;
    await this.stop();
    return { error: timeoutError(timeout, at) };
  }

  /** Ends the thread and everything it started, within two seconds and what the gate takes to clear away. */
  async stop(): Promise<void> {
    const settle = this.#settle;
    const ending = new Promise<void>((resolve) => (this.#settle = () => resolve()));
    this.#send({ type: 'abort' });
    await Promise.all([this.#killGroups(), settle && within(this.#grace, ending, this.#ended)]);
    this.#isDead = true;
    void this.#thread.worker.terminate();
    await within(GRACE_MS, this.#ended);
    await this.#killGroups();
    settle?.({ error: STOPPED });
  }

  #send(message: ToWorker): void {
    this.#thread.worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (message.type === 'words') return this.onWords?.();
    if (message.type === 'answer') return this.#answer(this.#reader.read(message.json, this.#gate));
    if (message.state === 'started') this.#groups.add(message.group);
    else this.#groups.delete(message.group);
  }

  #answer(answer: ThreadAnswer): void {
    this.#settle?.(answer);
    this.#settle = undefined;
  }

  /** All messages have come in by now: Node empties the port before it tells of the end. */
  async #exit(code: number): Promise<void> {
    // Of one that was stopped nobody asks why, and saying so would load the masks.
    const wasStopped = this.#isDead;
    this.#isDead = true;
    if (this.#settle) this.#answer({ error: wasStopped ? STOPPED : await this.#crash(code) });
  }

  async #killGroups(): Promise<void> {
    const groups = [...this.#groups];
    this.#groups.clear();
    await Promise.all(groups.map(killTree));
  }

  #keep(chunk: unknown): void {
    this.#output = `${this.#output}${String(chunk)}`.slice(-OUTPUT_KEPT);
  }

  async #crash(code?: number): Promise<PlainError> {
    const { maskSecrets } = await loadMasks();
    const why = crashReason(this.#thread.failure, code);
    // Masked before it is cut, and while it has its lines.
    const output = maskSecrets(this.#output).trim().slice(-OUTPUT_SHOWN);
    const said = output === '' ? '' : ` It said: ${output}`;
    return {
      code: 'TOOL_CRASHED',
      message: publicText(
        `The gate's thread ended before it had answered: ${why}.${said}`,
        this.#root,
        maskSecrets,
      ),
      remedy: ERRORS.TOOL_CRASHED.advice,
    };
  }
}

function crashReason(failure: unknown, code: number | undefined): string {
  if (failure === undefined) return `exit code ${code ?? 'unknown'}`;
  if (!(failure instanceof Error)) return 'it threw something that is no error';
  const isMemory = (failure as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? 'it used up its memory' : `${failure.name}: ${failure.message}`.replace(/\.$/, '');
}

function timeoutError(timeout: number, at: string | undefined): PlainError {
  const last = at === undefined ? 'before it had said what it was at' : `while it was at ${at}`;
  return {
    code: 'TOOL_TIMEOUT',
    message: `The gate did not answer within ${timeout} s and was stopped, ${last}.`,
    remedy: ERRORS.TOOL_TIMEOUT.advice,
  };
}

/** Waits for the first of them, at most so long. A timer that stays would keep the whole process alive as long. */
async function within(milliseconds: number, ...promises: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([...promises, late]);
  clearTimeout(timer);
}
