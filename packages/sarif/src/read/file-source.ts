import { setImmediate } from 'node:timers/promises';

import type * as sarif from 'sarif';

import { explain } from './explain.js';
import { isSameState, type FileState } from './feed-file.js';
import { feedText, type FileText } from './feed-text.js';
import type { Slice } from './layout.js';
import { readContext, type RunContext } from './repair/run-context.js';
import { ResultReader, type Visit, type VisitByForm } from './result-reader.js';
import { cutSlices } from './slice-cutter.js';
import type { MatchLog } from './templates/match-log.js';
import { changed, readSlices, type PlainFile } from './slice-reader.js';
import type { Repair, SarifSource } from './source.js';

/** What the first reading of a file found; plain data, so that another thread can read on. */
export interface Opened {
  readonly name: string;
  /** Whether what is handed out is mended. */
  readonly repair: boolean;
  readonly text: FileText;
  readonly state: FileState;
  /** Where the text stands in the file, byte by byte; nothing when it has to be unpacked or decoded. */
  readonly plain: PlainFile | undefined;
  readonly slices: readonly Slice[];
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly repairs: readonly Repair[];
}

/** The text of a file, and what the first reading said of its results. */
export interface KeptText {
  readonly bytes: Buffer;
  readonly log: MatchLog;
}

/** Between two pauses, in which others get their turn: timers, signals, the other gates. */
const BYTES_BETWEEN_PAUSES = 1 << 24;

/** Reads the file again for the results, each time that somebody asks for them, unless its text was kept. */
export class FileSource implements SarifSource {
  readonly name: string;
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly opened: Opened;
  readonly #kept: KeptText | undefined;
  #contexts: readonly RunContext[] | undefined;
  #resultRepairs: readonly Repair[] = [];

  constructor(opened: Opened, kept?: KeptText) {
    this.name = opened.name;
    this.head = opened.head;
    this.hasResults = opened.hasResults;
    this.opened = opened;
    this.#kept = kept;
  }

  get repairs(): readonly Repair[] {
    return [...this.opened.repairs, ...this.#resultRepairs];
  }

  async eachResult(visit: Visit, byForm?: VisitByForm): Promise<void> {
    const reader = this.#reader(visit, byForm);
    const isKept = byForm?.keepsBytes === true;
    await this.#read(reader, () =>
      this.opened.plain ? this.#readPlain(reader, isKept) : this.#readText(reader, isKept),
    );
    this.#resultRepairs = reader.notes.list();
  }

  /**
   * The results of some slices of a plain file.
   *
   * @returns what was mended in them.
   * @throws {SarifReadError} as `eachResult` does.
   */
  async eachResultOf(slices: readonly Slice[], visit: Visit, byForm?: VisitByForm): Promise<Repair[]> {
    const { plain } = this.opened;
    if (!plain) throw new Error(`${this.name} cannot be read in parts`);
    const reader = this.#reader(visit, byForm);
    await this.#read(reader, () => readSlices(plain, slices, (bytes, slice) => reader.take(bytes, slice)));
    return reader.notes.list();
  }

  /** For whoever has read the results slice by slice. */
  noteRepairs(repairs: readonly Repair[]): void {
    this.#resultRepairs = repairs;
  }

  #reader(visit: Visit, byForm: VisitByForm | undefined): ResultReader {
    if (!this.opened.repair) return new ResultReader(undefined, visit);
    this.#contexts ??= this.head.runs.map(readContext);
    return new ResultReader(this.#contexts, visit, byForm, this.#kept?.log);
  }

  async #read(reader: ResultReader, read: () => Promise<void> | void): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (reader.isVisitorsError(error)) throw error;
      throw await explain(error, this.name, this.opened.text);
    }
  }

  async #readPlain(reader: ResultReader, isKept: boolean): Promise<void> {
    const { plain, slices } = this.opened;
    const text = this.#kept?.bytes;
    for (const some of batches(slices)) {
      if (text) for (const slice of some) reader.take(text.subarray(slice.start, slice.end), slice);
      else if (plain) readSlices(plain, some, (bytes, slice) => reader.take(bytes, slice), isKept);
      await setImmediate();
    }
  }

  async #readText(reader: ResultReader, isKept: boolean): Promise<void> {
    const { slices, text, state: before } = this.opened;
    const sink = cutSlices(slices, (bytes, slice) => reader.take(isKept ? Buffer.from(bytes) : bytes, slice));
    const { state } = await feedText(text, sink);
    if (!isSameState(state, before) || reader.slices < slices.length) throw changed();
  }
}

function* batches(slices: readonly Slice[]): Generator<Slice[]> {
  let batch: Slice[] = [];
  let bytes = 0;
  for (const slice of slices) {
    batch.push(slice);
    bytes += slice.end - slice.start;
    if (bytes < BYTES_BETWEEN_PAUSES) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  yield batch;
}
