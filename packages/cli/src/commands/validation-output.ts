import { cleanText } from '@railgate/contract';
import type { Violation } from '@railgate/sarif';

import type { Output } from '../io.js';

/** Takes the violations of one file after the other, as they are found. */
export interface ViolationOutput {
  /** @param file as it is to be shown. */
  open(file: string): void;
  add(violation: Violation): void;
  close(): void;
  end(): void;
}

/** Longer lines say no more: a message may quote a whole text of the log. */
const LONGEST = 1000;

/** One line a violation: `out.sarif: /runs/0/results/3 SARIF1010 error The result has …`. */
export class TextViolations implements ViolationOutput {
  readonly #out: Chunks;
  readonly #counts: Counts;
  #file = '';

  constructor(output: Output, most: number) {
    this.#out = new Chunks(output);
    this.#counts = new Counts(most);
  }

  open(file: string): void {
    this.#file = file;
    this.#counts.clear();
  }

  add(violation: Violation): void {
    if (!this.#counts.isShown(violation)) return;
    const { pointer, rule, level, message } = violation;
    this.#line(`${pointer || '/'} ${rule} ${level} ${message}`);
  }

  close(): void {
    for (const [rule, count] of this.#counts.hidden()) this.#line(`… and ${count} more of ${rule} (--all)`);
  }

  end(): void {
    this.#out.flush();
  }

  #line(text: string): void {
    const line = cleanText(text);
    const shown = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
    this.#out.write(`${this.#file}: ${shown}\n`);
  }
}

/**
 * `{ "files": [{ "file", "violations": [{ rule, level, pointer, message }], "counts": { "<rule>": n } }] }`, written while the
 * files are read. `counts` is exact, also where not all violations are listed.
 */
export class JsonViolations implements ViolationOutput {
  readonly #out: Chunks;
  readonly #counts: Counts;
  #files = 0;
  #listed = 0;

  constructor(output: Output, most: number) {
    this.#out = new Chunks(output);
    this.#counts = new Counts(most);
    this.#out.write('{"files":[');
  }

  open(file: string): void {
    this.#counts.clear();
    this.#listed = 0;
    this.#out.write(`${this.#files++ === 0 ? '' : ','}\n{"file":${JSON.stringify(file)},"violations":[`);
  }

  add(violation: Violation): void {
    if (!this.#counts.isShown(violation)) return;
    const { rule, level, pointer, message } = violation;
    this.#out.write(
      `${this.#listed++ === 0 ? '' : ','}\n${JSON.stringify({ rule, level, pointer, message })}`,
    );
  }

  close(): void {
    this.#out.write(`],"counts":${JSON.stringify(this.#counts.all())}}`);
  }

  end(): void {
    this.#out.write(']}\n');
    this.#out.flush();
  }
}

/** How often each rule was broken in one file. */
class Counts {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  clear(): void {
    this.#counts.clear();
  }

  /** Counts it; false when enough of its kind were shown. */
  isShown({ rule }: Violation): boolean {
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    return count <= this.#most;
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  hidden(): (readonly [string, number])[] {
    return Object.entries(this.all())
      .map(([rule, count]) => [rule, count - this.#most] as const)
      .filter(([, count]) => count > 0);
  }
}

const CHUNK = 1 << 16;

/** Writes in pieces of a size that is worth a system call. */
class Chunks {
  readonly #output: Output;
  #text = '';

  constructor(output: Output) {
    this.#output = output;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= CHUNK) this.flush();
  }

  flush(): void {
    if (this.#text !== '') this.#output.write(this.#text);
    this.#text = '';
  }
}
