import { cleanText } from '@railgate/contract';

import type { ProgressLine } from '../progress.js';

const KEPT = 4000;
/** Characters of a step, and of what it wrote, in messages. */
export const STEP_SHOWN = 200;
export const TAIL_SHOWN = 400;

/** What a builder tells of its steps. */
export interface StepLog {
  /** `RUN npm ci`, safe to show. */
  readonly step: string | undefined;
  /** Ids, or beginnings of ids, of the images that this build made: none from the cache, none that it started from. */
  readonly made: readonly string[];
  add(line: ProgressLine): void;
  /** The end of what the build wrote since its step began. */
  tail(): string;
}

/** What the classic builder tells, and Podman in its manner: the step it is at, and the images that it makes on its way. */
export class BuildLog implements StepLog {
  step: string | undefined;
  readonly made: string[] = [];
  #tail = '';
  #isFrom = false;
  #isCached = false;

  add({ stream }: ProgressLine): void {
    if (stream === undefined) return;
    this.#tail = (this.#tail + stream).slice(-KEPT);
    for (const line of stream.split('\n')) this.#read(line);
  }

  tail(): string {
    return this.#tail.slice(-TAIL_SHOWN).trim();
  }

  #read(line: string): void {
    // `Step 1/3 : RUN …` of Docker, `STEP 1/3: RUN …` and `[1/2] STEP 1/3: RUN …` of Podman.
    const [, step] = /^(?:\[\d{1,5}\/\d{1,5}\] )?STEP \d{1,5}(?:\/\d{1,5})? ?: (.*)$/i.exec(line) ?? [];
    if (step !== undefined) {
      this.step = cleanText(step).slice(0, STEP_SHOWN);
      this.#isFrom = /^FROM\s/i.test(step);
      this.#isCached = false;
      this.#tail = '';
    }
    if (/^ ---> Using cache/.test(line)) this.#isCached = true;
    // ` ---> 4f2c1d…` of Docker, also after `FROM` and ` ---> Using cache`; `--> 4f2c1d…` of Podman, of what it makes alone.
    const [, id] = /^ ?---?> ([0-9a-f]{10,64})$/.exec(line) ?? [];
    if (id !== undefined && !this.#isFrom && !this.#isCached) this.made.push(id);
  }
}
