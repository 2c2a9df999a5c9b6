/** Texts on both sides of keywords, for many owners: those that overlap or touch become one. */
export class Windows {
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #touched: number[] = [];

  /** @param take gets each text once, when no more can be added to it: the owner, and its bounds in bytes. */
  constructor(
    owners: number,
    private readonly take: (owner: number, from: number, to: number) => void,
  ) {
    this.#from = new Int32Array(owners);
    this.#to = new Int32Array(owners).fill(NOTHING);
  }

  /** In the order of the keywords: `to` never goes back for the same owner. */
  add(owner: number, from: number, to: number): void {
    const open = this.#to[owner] as number;
    if (open === NOTHING) {
      this.#touched.push(owner);
    } else if (from <= open && to - (this.#from[owner] as number) <= LONGEST) {
      this.#to[owner] = Math.max(open, to);
      return;
    } else {
      this.take(owner, this.#from[owner] as number, open);
    }
    this.#from[owner] = from;
    this.#to[owner] = to;
  }

  /** Hands out what is still open. */
  close(): void {
    for (const owner of this.#touched) {
      this.take(owner, this.#from[owner] as number, this.#to[owner] as number);
      this.#to[owner] = NOTHING;
    }
    this.#touched.length = 0;
  }
}

const NOTHING = -1;

/** Bytes. A keyword that is everywhere costs one look at each byte, and a little more where two such texts overlap. */
const LONGEST = 65_536;
