/** Hands out the numbers of units to several threads, each once and in their order. */
export class UnitQueue {
  readonly buffer: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #count: number;

  /** @param count of units. @param from the number of threads that take them, or the memory of another thread's queue. */
  constructor(count: number, from: number | SharedArrayBuffer) {
    this.#count = count;
    this.buffer = typeof from === 'number' ? new SharedArrayBuffer(4 * (1 + from)) : from;
    this.#cells = new Int32Array(this.buffer);
  }

  /** The next one for this thread; nothing when there is none, or somebody has stopped. */
  take(thread: number): number | undefined {
    const unit = Atomics.add(this.#cells, 0, 1);
    if (unit >= this.#count) return undefined;
    Atomics.store(this.#cells, 1 + thread, unit + 1);
    return unit;
  }

  /** The one that a thread took last; nothing when it took none. */
  lastOf(thread: number): number | undefined {
    const unit = Atomics.load(this.#cells, 1 + thread);
    return unit === 0 ? undefined : unit - 1;
  }

  /** Nobody gets another one. Those before it were all handed out. */
  stop(): void {
    Atomics.store(this.#cells, 0, this.#count);
  }
}
