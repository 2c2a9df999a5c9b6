import type { Repair } from '../source.js';

/** Counts repairs: one entry a code, message and run, whatever their number. */
export class RepairNotes {
  readonly #notes = new Map<string, { -readonly [K in keyof Repair]: Repair[K] }>();

  /**
   * @param code problem in kebab-case; from the schema's vocabulary, never from the input.
   * @param message what was wrong and what was put in its place, with a full stop.
   * @param pointer where, from the root of the log.
   */
  add(code: string, message: string, pointer: string, run?: number): void {
    const key = keyOf({ code, message, ...(run !== undefined && { run }) });
    const note = this.#notes.get(key);
    if (note) note.count++;
    else this.#notes.set(key, { code, message, count: 1, first: pointer, ...(run !== undefined && { run }) });
  }

  /** Those of what was read later. */
  addAll(repairs: readonly Repair[]): void {
    for (const repair of repairs) {
      const note = this.#notes.get(keyOf(repair));
      if (note) note.count += repair.count;
      else this.#notes.set(keyOf(repair), { ...repair });
    }
  }

  list(): Repair[] {
    return [...this.#notes.values()].map((note) => ({ ...note }));
  }
}

function keyOf({ code, message, run }: Pick<Repair, 'code' | 'message' | 'run'>): string {
  return `${run ?? ''} ${code} ${message}`;
}

/** Says what was mended, and where: the pointer is relative to what is being mended. */
export type Note = (code: string, message: string, pointer: string) => void;
