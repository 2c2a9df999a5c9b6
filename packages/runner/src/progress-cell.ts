const TEXT_BYTES = 1024;
const VERSION = 0;
const LENGTH = 1;
const HEADER_BYTES = 8;
const ENCODER = new TextEncoder();

/**
 * What a gate is at, shared between its thread and the main thread. Shared memory and no messages: a gate calls
 * `write` for each of a hundred thousand files, and the last one is known also when its thread never comes back.
 */
export class ProgressCell {
  readonly buffer: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #text: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(HEADER_BYTES + TEXT_BYTES)) {
    this.buffer = buffer;
    this.#header = new Int32Array(buffer, 0, 2);
    this.#text = new Uint8Array(buffer, HEADER_BYTES);
  }

  /** The version is odd while the text changes. */
  write(text: string): void {
    Atomics.add(this.#header, VERSION, 1);
    Atomics.store(this.#header, LENGTH, ENCODER.encodeInto(text, this.#text).written);
    Atomics.add(this.#header, VERSION, 1);
  }

  /** Nothing when nothing was written yet. */
  read(): string | undefined {
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = Atomics.load(this.#header, VERSION);
      const length = Atomics.load(this.#header, LENGTH);
      const bytes = Buffer.from(this.#text.slice(0, length));
      const isWhole = before % 2 === 0 && Atomics.load(this.#header, VERSION) === before;
      if (isWhole) return length === 0 ? undefined : bytes.toString('utf8');
    }
    return undefined;
  }

  clear(): void {
    this.write('');
  }
}
