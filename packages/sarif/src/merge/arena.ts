const CHUNK = 1 << 22;
const FIRST_CHUNK = 1 << 16;

/** Texts as UTF-8, one after the other, outside of the garbage collector's sight: a text costs its bytes. */
export class Arena {
  readonly #chunks: Buffer[] = [];
  #used = 0;
  readonly #places = new Columns({ chunk: Uint32Array, start: Uint32Array, length: Uint32Array });

  get count(): number {
    return this.#places.count;
  }

  /**
   * Adds a text.
   *
   * @param cut as many characters at the end are left away; they are ASCII.
   * @returns the number of the text.
   */
  add(text: string, cut: number): number {
    const chunk = this.#chunkFor(text);
    const start = this.#used;
    this.#used = start + chunk.write(text, start) - cut;
    return this.#places.push({ chunk: this.#chunks.length - 1, start, length: this.#used - start });
  }

  /** The bytes of a text; a view, not a copy. */
  bytes(text: number): Buffer {
    const { chunk, start, length } = this.#places.columns;
    const from = start[text] ?? 0;
    return (this.#chunks[chunk[text] ?? 0] as Buffer).subarray(from, from + (length[text] ?? 0));
  }

  /** The last bytes of a text, which are ASCII. */
  ending(text: number, length: number): string {
    const { chunk, start, length: lengths } = this.#places.columns;
    const end = (start[text] ?? 0) + (lengths[text] ?? 0);
    return (this.#chunks[chunk[text] ?? 0] as Buffer).toString('latin1', end - length, end);
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

  #chunkFor(text: string): Buffer {
    const chunk = this.#chunks.at(-1);
    const left = chunk ? chunk.length - this.#used : 0;
    // Three bytes a code unit at most; counting them exactly only pays off near the end of a chunk.
    if (chunk && left >= text.length * 3) return chunk;
    const bytes = Buffer.byteLength(text);
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
type Row<Spec> = { readonly [K in keyof Spec]: number };

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
    if (this.count === this.#capacity) this.#grow();
    for (const name of this.#names) this.columns[name][this.count] = row[name];
    return this.count++;
  }

  #grow(): void {
    this.#capacity *= 2;
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
