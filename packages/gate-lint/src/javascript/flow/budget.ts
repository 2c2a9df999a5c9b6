/** Too much to follow: the file becomes a gap. */
export class FlowLimit extends Error {}

/** Work that one file may cost. Real files need thousands of units; hostile ones must not take minutes. */
export class Budget {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  /** @throws {FlowLimit} when the work of a file is used up. */
  spend(): void {
    if (--this.#left < 0) throw new FlowLimit('The flow of values in this file is too large to follow.');
  }
}
