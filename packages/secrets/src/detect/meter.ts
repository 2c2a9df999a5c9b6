/** What looking cost, for benchmarks and for tests that count work instead of watching a clock. */
export class Meter {
  /** By the format's id; `assignments`, `forms` and `encoded` beside those. */
  readonly work = new Map<string, Work>();

  /** One text was looked at. */
  add(id: string, characters: number, found: number, microseconds: number): void {
    const work = this.work.get(id) ?? { texts: 0, characters: 0, found: 0, inVain: 0, microseconds: 0 };
    work.texts++;
    work.characters += characters;
    work.found += found;
    if (found === 0) work.inVain++;
    work.microseconds += microseconds;
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
    text: { readonly length: number },
    list: readonly T[],
    look: () => void,
  ): void {
    if (!meter) return look();
    const [before, start] = [list.length, process.cpuUsage()];
    look();
    const { user, system } = process.cpuUsage(start);
    meter.add(id, text.length, list.length - before, user + system);
  }
}

interface Work {
  /** Windows, lines or files. */
  texts: number;
  characters: number;
  found: number;
  /** Texts in which nothing was found. */
  inVain: number;
  /** Of the processor, so that what else the machine does counts little. */
  microseconds: number;
}
