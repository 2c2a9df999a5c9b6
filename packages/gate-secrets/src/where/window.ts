/** Lets so much work be under way, and makes whoever brings more wait. */
export class Window {
  readonly #most: { readonly items: number; readonly bytes: number };
  #items = 0;
  #bytes = 0;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void)[] = [];

  constructor(most: { readonly items: number; readonly bytes: number }) {
    this.#most = most;
  }

  /** Starts the work when there is room for it. @throws what earlier work threw */
  async start(bytes: number, work: () => Promise<void>): Promise<void> {
    while (this.#items > 0 && (this.#items >= this.#most.items || this.#bytes + bytes > this.#most.bytes))
      await this.#change();
    this.#check();
    this.#items++;
    this.#bytes += bytes;
    const done = (failure?: { readonly error: unknown }): void => {
      this.#items--;
      this.#bytes -= bytes;
      this.#failure ??= failure;
      for (const wake of this.#wake.splice(0)) wake();
    };
    void work().then(
      () => done(),
      (error: unknown) => done({ error }),
    );
  }

  /** When nothing is under way any more. */
  async end(): Promise<void> {
    while (this.#items > 0) await this.#change();
    this.#check();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
