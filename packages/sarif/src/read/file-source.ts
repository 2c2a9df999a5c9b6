import type * as sarif from 'sarif';

import { decodeText, type Encoding } from './decode-text.js';
import { Fault } from './fault.js';
import { CHANGED_REMEDY, feedFile, isSameState, type FileState, type Sink } from './feed-file.js';
import type { Layout, Slice } from './layout.js';
import { parseItems, type Parsed } from './parse-json.js';
import type { SarifReadError } from './read-error.js';
import { mendResult } from './repair/mend-result.js';
import { RepairNotes } from './repair/notes.js';
import { readContext, type RunContext } from './repair/run-context.js';
import { cutSlices } from './slice-cutter.js';
import type { Repair, SarifSource } from './source.js';

/** How to get at the text of a file, again and again. */
export interface FileText {
  readonly path: string;
  readonly maxUnpacked: number;
}

/** Hands the text of a file to `sink`, in UTF-8 and without a byte order mark. */
export async function feedText(
  { path, maxUnpacked }: FileText,
  sink: Sink,
): Promise<{ state: FileState; encoding: Encoding }> {
  const decoder = decodeText(sink);
  const state = await feedFile(path, decoder.write, maxUnpacked);
  decoder.end();
  return { state, encoding: decoder.encoding() };
}

/** What the first reading of a file found. */
export interface Opened {
  readonly name: string;
  /** Whether what is handed out is mended. */
  readonly repair: boolean;
  readonly text: FileText;
  readonly state: FileState;
  readonly layout: Layout;
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly repairs: readonly Repair[];
  /** Makes an error for the user of whatever reading threw. */
  readonly fail: (error: unknown) => Promise<SarifReadError>;
}

/** Reads the file again for the results, each time that somebody asks for them. */
export class FileSource implements SarifSource {
  readonly name: string;
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly #opened: Opened;
  #resultRepairs: readonly Repair[] = [];

  constructor(opened: Opened) {
    this.name = opened.name;
    this.head = opened.head;
    this.hasResults = opened.hasResults;
    this.#opened = opened;
  }

  get repairs(): readonly Repair[] {
    return [...this.#opened.repairs, ...this.#resultRepairs];
  }

  async eachResult(visit: (result: sarif.Result, run: number, index: number) => void): Promise<void> {
    const notes = new RepairNotes();
    const reader = new SliceReader(this.#opened, notes, visit);
    try {
      const { state } = await feedText(this.#opened.text, reader.sink);
      if (!isSameState(state, this.#opened.state)) throw changed();
      reader.checkEnd();
    } catch (error) {
      if (reader.isVisitorsError(error)) throw error;
      throw await this.#opened.fail(error);
    }
    this.#resultRepairs = notes.list();
  }
}

function changed(): Fault {
  return new Fault('the file changed since it was opened', undefined, CHANGED_REMEDY);
}

/** One reading of the results. */
class SliceReader {
  readonly sink: Sink;
  readonly #layout: Layout;
  readonly #contexts: readonly RunContext[] | undefined;
  readonly #notes: RepairNotes;
  readonly #visit: (result: sarif.Result, run: number, index: number) => void;
  #slices = 0;
  #visitorsError: { readonly error: unknown } | undefined;

  constructor(
    { layout, head, repair }: Opened,
    notes: RepairNotes,
    visit: (result: sarif.Result, run: number, index: number) => void,
  ) {
    this.#layout = layout;
    this.#contexts = repair ? head.runs.map(readContext) : undefined;
    this.#notes = notes;
    this.#visit = visit;
    this.sink = cutSlices(layout.slices, (bytes, slice) => this.#handOut(bytes, slice));
  }

  /** Whoever takes the results may throw, too: that is no defect of the file. */
  isVisitorsError(error: unknown): boolean {
    return this.#visitorsError !== undefined && this.#visitorsError.error === error;
  }

  checkEnd(): void {
    if (this.#slices < this.#layout.slices.length) throw changed();
  }

  #handOut(bytes: Buffer, slice: Slice): void {
    this.#slices++;
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
    this.#notes.add(code, message, `/runs/${run}/results/${index}${pointer}`, run);
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
