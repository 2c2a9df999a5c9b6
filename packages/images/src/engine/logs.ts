import type { Readable } from 'node:stream';

/** The end of what a program wrote, in bounded memory. */
class Tail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > 2 * this.#limit) this.#cut();
  }

  text(): string {
    this.#cut();
    return Buffer.concat(this.#chunks).toString();
  }

  #cut(): void {
    const all = Buffer.concat(this.#chunks);
    // A copy, since a view would keep the whole of it in memory.
    this.#chunks = [Buffer.from(all.subarray(Math.max(0, all.length - this.#limit)))];
    this.#size = this.#chunks[0]?.length ?? 0;
  }
}

export interface Logs {
  readonly stdout: string;
  readonly stderr: string;
}

const HEADER = 8;
const STDERR = 2;

/**
 * Takes apart what both engines send for a container without a terminal: frames of one byte (1 output, 2 errors), three zero
 * bytes, and the length in four bytes.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerAttach
 *
 * @param limit bytes of each of the two; the end is kept
 */
export async function readLogs(stream: Readable, limit: number): Promise<Logs> {
  const tails = { stdout: new Tail(limit), stderr: new Tail(limit) };
  let header = Buffer.alloc(0);
  let left = 0;
  let tail = tails.stdout;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (let chunk = piece; chunk.length > 0;) {
      if (left > 0) {
        tail.add(chunk.subarray(0, left));
        const taken = Math.min(left, chunk.length);
        left -= taken;
        chunk = chunk.subarray(taken);
        continue;
      }
      const missing = HEADER - header.length;
      header = Buffer.concat([header, chunk.subarray(0, missing)]);
      chunk = chunk.subarray(missing);
      if (header.length < HEADER) break;
      tail = header[0] === STDERR ? tails.stderr : tails.stdout;
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  }
  return { stdout: tails.stdout.text(), stderr: tails.stderr.text() };
}
