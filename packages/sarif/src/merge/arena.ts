const CHUNK = 1 << 22;
const FIRST_CHUNK = 1 << 16;

/** An arena on its way to another thread: give it away with `buffersOf` as the list of what is transferred. */
export interface ArenaState {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly places: ColumnsState;
}

/** Texts as UTF-8, one after the other, outside of the garbage collector's sight: a text costs its bytes. */
export class Arena {
  readonly #chunks: Buffer<ArrayBuffer>[] = [];
  #used = 0;
  readonly #places = new Columns({ chunk: Uint32Array, start: Uint32Array, length: Uint32Array });

  get count(): number {
    return this.#places.count;
  }

  /**
   * Adds a text in two parts, the first without its last character, which is ASCII. To join them before would cost a
   * copy more.
   *
   * @returns the number of the text.
   */
  add(first: string, rest: string): number {
    const chunk = this.#chunkFor(first, rest);
    const start = this.#used;
    const joint = start + chunk.write(first, start) - 1;
    this.#used = joint + chunk.write(rest, joint);
    return this.#places.push({ chunk: this.#chunks.length - 1, start, length: this.#used - start });
  }

  /**
   * Adds a text that somebody writes.
   *
   * @param bound more bytes than it has. @param write gets the place to begin at, and gives the place behind the text.
   */
  addWritten(bound: number, write: (target: Buffer, at: number) => number): number {
    const last = this.#chunks.at(-1);
    const chunk = last && last.length - this.#used >= bound ? last : this.#grow(bound);
    const start = this.#used;
    this.#used = write(chunk, start);
    return this.#places.push({ chunk: this.#chunks.length - 1, start, length: this.#used - start });
  }

  /** The bytes of a text; a view, not a copy. */
  bytes(text: number): Buffer {
    const { chunk, start, length } = this.#places.columns;
    const from = start[text] ?? 0;
    return (this.#chunks[chunk[text] ?? 0] as Buffer).subarray(from, from + (length[text] ?? 0));
  }

  /** 32 bits over the eight bytes that begin at this distance from the end. */
  endingBits(text: number, distance: number): number {
    const { chunk, start, length } = this.#places.columns;
    const bytes = this.#chunks[chunk[text] ?? 0] as Buffer;
    const from = (start[text] ?? 0) + (length[text] ?? 0) - distance;
    let bits = 0;
    for (let i = 0; i < 8; i++) bits = Math.imul(bits, 31) + (bytes[from + i] ?? 0);
    return (bits ^ (bits >>> 15)) >>> 0;
  }

  hasSameEnding(a: number, b: number, distance: number): boolean {
    const { chunk, start, length } = this.#places.columns;
    const [first, second] = [this.#chunks[chunk[a] ?? 0] as Buffer, this.#chunks[chunk[b] ?? 0] as Buffer];
    const [endA, endB] = [(start[a] ?? 0) + (length[a] ?? 0), (start[b] ?? 0) + (length[b] ?? 0)];
    for (let i = 1; i <= distance; i++) if (first[endA - i] !== second[endB - i]) return false;
    return true;
  }

  /** Copies a text, without making an object for it. */
  copy(text: number, target: Buffer, at: number): void {
    const { chunk, start, length } = this.#places.columns;
    const from = start[text] ?? 0;
    (this.#chunks[chunk[text] ?? 0] as Buffer).copy(target, at, from, from + (length[text] ?? 0));
  }

  length(text: number): number {
    return this.#places.columns.length[text] ?? 0;
  }

  compare(a: number, b: number): number {
    const { chunk, start, length } = this.#places.columns;
    const [fromA, fromB] = [start[a] ?? 0, start[b] ?? 0];
    const other = this.#chunks[chunk[b] ?? 0] as Buffer;
    return (this.#chunks[chunk[a] ?? 0] as Buffer).compare(
      other,
      fromB,
      fromB + (length[b] ?? 0),
      fromA,
      fromA + (length[a] ?? 0),
    );
  }

  /** Not to be used any more afterwards. */
  state(): ArenaState {
    return { chunks: this.#chunks, places: this.#places.state() };
  }

  /** Adds the texts of another one behind its own. */
  absorb({ chunks, places }: ArenaState): void {
    const offset = this.#chunks.length;
    // What is left of the last chunk of this one is not used any more.
    for (const chunk of chunks) this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    this.#used = this.#chunks.at(-1)?.length ?? 0;
    this.#places.absorb(places, { chunk: (number) => number + offset });
  }

  #chunkFor(first: string, rest: string): Buffer {
    const chunk = this.#chunks.at(-1);
    const left = chunk ? chunk.length - this.#used : 0;
    // Three bytes a code unit at most; counting them exactly only pays off near the end of a chunk.
    if (chunk && left >= (first.length + rest.length) * 3) return chunk;
    const bytes = Buffer.byteLength(first) + Buffer.byteLength(rest);
    return chunk && left >= bytes ? chunk : this.#grow(bytes);
  }

  #grow(bytes: number): Buffer {
    const usual = this.#chunks.length === 0 ? FIRST_CHUNK : CHUNK;
    const chunk = Buffer.allocUnsafeSlow(Math.max(usual, bytes));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }
}

type Constructor = Uint32ArrayConstructor | Float64ArrayConstructor;
type Column = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
type Row<Spec> = { readonly [K in keyof Spec]: number };

/** A table on its way to another thread. */
export interface ColumnsState {
  readonly count: number;
  /** In the order of the columns; longer than `count`. */
  readonly columns: readonly Column[];
}

/** A table of numbers that grows: one typed array a column, since a million small objects cost ten times as much. */
export class Columns<const Spec extends Readonly<Record<string, Constructor>>> {
  /** By name; longer than `count`. Replaced when the table grows: never keep one. */
  columns: { readonly [K in keyof Spec]: InstanceType<Spec[K]> };
  count = 0;
  #capacity = 256;
  readonly #names: readonly (keyof Spec & string)[];

  constructor(spec: Spec) {
    this.#names = Object.keys(spec);
    const made = this.#names.map((name) => [name, new (spec[name] as Constructor)(this.#capacity)]);
    this.columns = Object.fromEntries(made) as typeof this.columns;
  }

  push(row: Row<Spec>): number {
    if (this.count === this.#capacity) this.#grow(this.#capacity * 2);
    for (const name of this.#names) this.columns[name][this.count] = row[name];
    return this.count++;
  }

  state(): ColumnsState {
    return { count: this.count, columns: this.#names.map((name) => this.columns[name] as Column) };
  }

  /** Adds the rows of another table behind its own; the numbers of some columns mean something else here. */
  absorb(
    { count, columns }: ColumnsState,
    translate: { readonly [K in keyof Spec]?: (number: number) => number },
  ): void {
    if (this.count + count > this.#capacity) this.#grow(Math.max(this.#capacity * 2, this.count + count));
    this.#names.forEach((name, i) => {
      const added = columns[i]?.subarray(0, count) ?? [];
      const toOurs = translate[name];
      this.columns[name].set(toOurs ? added.map(toOurs) : added, this.count);
    });
    this.count += count;
  }

  #grow(capacity: number): void {
    this.#capacity = capacity;
    const grown = this.#names.map((name) => {
      const column = this.columns[name];
      const larger =
        column instanceof Float64Array ? new Float64Array(this.#capacity) : new Uint32Array(this.#capacity);
      larger.set(column);
      return [name, larger];
    });
    this.columns = Object.fromEntries(grown) as typeof this.columns;
  }
}

/** What is to be transferred and not copied. */
export function buffersOf({ chunks, places }: ArenaState, ...tables: readonly ColumnsState[]): ArrayBuffer[] {
  const columns = [places, ...tables].flatMap((table) => table.columns);
  return [...chunks, ...columns].map(({ buffer }) => buffer);
}
