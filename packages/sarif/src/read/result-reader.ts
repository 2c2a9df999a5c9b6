import type * as sarif from 'sarif';

import { Fault } from './fault.js';
import type { Slice } from './layout.js';
import { parseItems, type Parsed } from './parse-json.js';
import { mendResult } from './repair/mend-result.js';
import { RepairNotes } from './repair/notes.js';
import type { RunContext } from './repair/run-context.js';
import { changed } from './slice-reader.js';

/** Takes a result that may be kept and changed; `run` and `index` count from 0. */
export type Visit = (result: sarif.Result, run: number, index: number) => void;

/** Makes results of the bytes of slices. */
export class ResultReader {
  readonly notes = new RepairNotes();
  /** How many slices were read. */
  slices = 0;
  readonly #contexts: readonly RunContext[] | undefined;
  readonly #visit: Visit;
  #visitorsError: { readonly error: unknown } | undefined;

  /** @param contexts of the runs; nothing when the results are to be handed out as they stand. */
  constructor(contexts: readonly RunContext[] | undefined, visit: Visit) {
    this.#contexts = contexts;
    this.#visit = visit;
  }

  /** Whoever takes the results may throw, too: that is no defect of the file. */
  isVisitorsError(error: unknown): boolean {
    return this.#visitorsError !== undefined && this.#visitorsError.error === error;
  }

  /** @throws {Fault} with its offset in the text; whatever the visitor throws. */
  take(bytes: Buffer, slice: Slice): void {
    this.slices++;
    const { value: values, isValidUtf8 } = parseSlice(bytes, slice);
    values.forEach((value, i) => {
      const index = slice.index + i;
      if (!isValidUtf8 && hasReplacement(value))
        this.#note('utf-8-invalid', INVALID_UTF8, '', slice.run, index);
      this.#give(this.#toResult(value, slice.run, index), slice.run, index);
    });
  }

  #toResult(value: unknown, run: number, index: number): sarif.Result {
    // Who asks for no repairs knows that the type is only a hope.
    if (!this.#contexts) return value as sarif.Result;
    const context = this.#contexts[run];
    if (!context) throw changed();
    return mendResult(value, context, (code, message, pointer) =>
      this.#note(code, message, pointer, run, index),
    );
  }

  #note(code: string, message: string, pointer: string, run: number, index: number): void {
    this.notes.add(code, message, `/runs/${run}/results/${index}${pointer}`, run);
  }

  #give(result: sarif.Result, run: number, index: number): void {
    try {
      this.#visit(result, run, index);
    } catch (error) {
      this.#visitorsError = { error };
      throw error;
    }
  }
}

export const INVALID_UTF8 = 'Bytes that are no UTF-8 were replaced by U+FFFD.';

/** @throws {Fault} with its offset in the text. */
function parseSlice(bytes: Buffer, slice: Slice): Parsed<unknown[]> {
  // Only an array that holds nothing is blank: after a comma a result must follow.
  if (slice.isWhole && isBlank(bytes)) return { value: [], isValidUtf8: true };
  try {
    const parsed = parseItems(bytes);
    if (parsed.value.length !== slice.count) throw changed();
    return parsed;
  } catch (error) {
    if (!(error instanceof Fault) || error.offset === undefined) throw error;
    throw new Fault(error.message, slice.start + error.offset, error.remedy);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

/** Which results of a slice with invalid bytes the bytes stand in; nobody else asks. */
function hasReplacement(value: unknown): boolean {
  return JSON.stringify(value)?.includes('\uFFFD') ?? false;
}
