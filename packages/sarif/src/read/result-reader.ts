import { isAscii, isUtf8 } from 'node:buffer';

import type * as sarif from 'sarif';

import { Fault } from './fault.js';
import type { Slice } from './layout.js';
import { parseItems, type Parsed } from './parse-json.js';
import { isSound, mendResult } from './repair/mend-result.js';
import { RepairNotes } from './repair/notes.js';
import type { RunContext } from './repair/run-context.js';
import { changed } from './slice-reader.js';
import type { MatchLog } from './templates/match-log.js';
import { readByForm } from './templates/read-by-form.js';
import type { Template } from './templates/template.js';
import type { Templates } from './templates/templates.js';

/** Takes a result that may be kept and changed; `run` and `index` count from 0. */
export type Visit = (result: sarif.Result, run: number, index: number) => void;

/**
 * Takes results that have the form of an earlier one, without an object of their own each: for whoever reads a result and
 * does not keep it.
 */
export interface VisitByForm {
  readonly templates: Templates;
  /**
   * Whether the bytes of a template are to stay as they are when `visit` has returned. Who keeps them may not need the
   * texts in an object: it calls `fillVisited` where it does.
   */
  readonly keepsBytes?: boolean;
  /**
   * Takes the result that the template has matched. It is as `Visit` would get it, texts aside that nobody reads, and
   * valid until this returns.
   *
   * @returns false when the result has to be changed more than in its indices: it comes to `Visit` then.
   */
  visit(template: Template, run: number): boolean;
}

/** Makes results of the bytes of slices. */
export class ResultReader {
  readonly notes = new RepairNotes();
  /** How many slices were read. */
  slices = 0;
  readonly #contexts: readonly RunContext[] | undefined;
  readonly #visit: Visit;
  readonly #byForm: VisitByForm | undefined;
  readonly #log: MatchLog | undefined;
  #visitorsError: { readonly error: unknown } | undefined;

  /**
   * @param contexts of the runs; nothing when the results are to be handed out as they stand.
   * @param log of the first reading of the same text.
   */
  constructor(
    contexts: readonly RunContext[] | undefined,
    visit: Visit,
    byForm?: VisitByForm,
    log?: MatchLog,
  ) {
    this.#contexts = contexts;
    this.#visit = visit;
    this.#byForm = byForm;
    this.#log = log;
  }

  /** Whoever takes the results may throw, too: that is no defect of the file. */
  isVisitorsError(error: unknown): boolean {
    return this.#visitorsError !== undefined && this.#visitorsError.error === error;
  }

  /** @throws {Fault} with its offset in the text; whatever the visitor throws. */
  take(bytes: Buffer, slice: Slice): void {
    this.slices++;
    if (this.#byForm?.templates.isOfUse() && hasSeveral(bytes, slice))
      this.#takeByForm(bytes, slice, this.#byForm);
    else this.#takeWhole(bytes, slice);
  }

  #takeWhole(bytes: Buffer, slice: Slice): void {
    const { value: values, isValidUtf8 } = parseSlice(bytes, slice);
    values.forEach((value, i) => {
      const index = slice.index + i;
      if (!isValidUtf8 && hasReplacement(value))
        this.#note('utf-8-invalid', INVALID_UTF8, '', slice.run, index);
      this.#give(this.#toResult(value, slice.run, index), slice.run, index);
    });
  }

  #takeByForm(bytes: Buffer, slice: Slice, { templates, visit, keepsBytes }: VisitByForm): void {
    const context = this.#contexts?.[slice.run];
    if (!context) throw changed();
    const forms = { templates, log: this.#log };
    const isRead = readByForm(bytes, slice, forms, {
      matched: (template) => {
        if (!isSound(template.fillChecked(templates.cache), context)) return false;
        if (keepsBytes !== true) template.fillVisited(templates.cache);
        return this.#guard(() => visit(template, slice.run));
      },
      other: (text, index) => {
        const parsed = tryParse(text);
        if (parsed) this.#give(this.#toResult(parsed.value, slice.run, index), slice.run, index);
        return parsed !== undefined;
      },
    });
    if (isRead) return;
    // It says where the fault is.
    parseSlice(bytes, slice);
    throw changed();
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
    this.#guard(() => this.#visit(result, run, index));
  }

  #guard<T>(visit: () => T): T {
    try {
      return visit();
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

/** Not for one alone, nor where bytes are no UTF-8: which results they stand in takes a closer look. */
function hasSeveral(bytes: Buffer, { count }: Slice): boolean {
  return count > 1 && (isAscii(bytes) || isUtf8(bytes));
}

/** Nothing when it is no JSON. */
function tryParse(text: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.toString()) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

/** Which results of a slice with invalid bytes the bytes stand in; nobody else asks. */
function hasReplacement(value: unknown): boolean {
  return JSON.stringify(value)?.includes('\uFFFD') ?? false;
}
