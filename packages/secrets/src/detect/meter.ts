/** What looking cost, for benchmarks and for tests that count work instead of watching a clock. */
export class Meter {
  /** By the format's id; `assignments`, `forms` and `encoded` beside those. */
  readonly work = new Map<string, Work>();

  /** One text was looked at. */
  add(id: string, characters: number, found: number, nanoseconds: number): void {
    const work = this.work.get(id) ?? { texts: 0, characters: 0, found: 0, inVain: 0, nanoseconds: 0 };
    work.texts++;
    work.characters += characters;
    work.found += found;
    if (found === 0) work.inVain++;
    work.nanoseconds += nanoseconds;
    this.work.set(id, work);
  }

  /** Characters of all texts. */
  get characters(): number {
    let total = 0;
    for (const work of this.work.values()) total += work.characters;
    return total;
  }

  /** Runs one look at a text, and notes what it cost. `found` counts what is in the list behind it. */
  static measure<T>(
    meter: Meter | undefined,
    id: string,
    text: string,
    list: readonly T[],
    look: () => void,
  ): void {
    if (!meter) return look();
    const [before, start] = [list.length, process.hrtime.bigint()];
    look();
    meter.add(id, text.length, list.length - before, Number(process.hrtime.bigint() - start));
  }
}

interface Work {
  /** Windows, lines or files. */
  texts: number;
  characters: number;
  found: number;
  /** Texts in which nothing was found. */
  inVain: number;
  nanoseconds: number;
}
