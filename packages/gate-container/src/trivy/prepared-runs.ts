import type { PreparedRun } from '@railgate/images';

type Making = Promise<PreparedRun>;

/**
 * The containers of a session. One may be made while its image still comes, and each is removed beside what the session does
 * next. When `end` has answered, all are gone.
 */
export class PreparedRuns {
  readonly #make: (args: readonly string[]) => Making;
  /** All that are not removed. */
  readonly #made = new Set<Making>();
  /** Those that wait for a run, by their arguments. */
  readonly #spare = new Map<string, Making[]>();
  #isOver = false;

  constructor(make: (args: readonly string[]) => Making) {
    this.#make = make;
  }

  /** For a run with these arguments that will come. Where it cannot be made, that run says so. */
  prepare(args: readonly string[]): void {
    const key = keyOf(args);
    this.#spare.set(key, [...(this.#spare.get(key) ?? []), this.#begin(args)]);
  }

  async use<T>(args: readonly string[], use: (run: PreparedRun) => Promise<T>): Promise<T> {
    const making = this.#spare.get(keyOf(args))?.pop() ?? this.#begin(args);
    const run = await making;
    try {
      return await use(run);
    } finally {
      void run.remove().then(() => this.#made.delete(making));
    }
  }

  /** Also those that run: somebody else has failed meanwhile. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(
      [...this.#made].map((making) =>
        making.then(
          (run) => run.remove(),
          () => undefined,
        ),
      ),
    );
  }

  #begin(args: readonly string[]): Making {
    if (this.#isOver) throw new Error('The session is over.');
    const making = this.#make(args);
    this.#made.add(making);
    // What could not be made has left nothing.
    making.catch(() => this.#made.delete(making));
    return making;
  }
}

function keyOf(args: readonly string[]): string {
  return args.join('\0');
}
