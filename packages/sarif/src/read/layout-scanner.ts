import { Fault, showByte } from './fault.js';
import type { Layout, Slice } from './layout.js';
import type { MatchLog } from './templates/match-log.js';

export interface ScanLimits {
  /** Results are parsed together until they have this many bytes. */
  readonly batchBytes: number;
  readonly maxResultBytes: number;
  readonly maxHeadBytes: number;
  /** Levels of brackets. */
  readonly maxDepth: number;
}

export const SCAN_LIMITS: ScanLimits = {
  batchBytes: 32 * 1024,
  maxResultBytes: 128 * 1024 * 1024,
  maxHeadBytes: 256 * 1024 * 1024,
  maxDepth: 1000,
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Levels at which a SARIF log has its runs' keys (in `{"runs":[{`) and its results (in `{"runs":[{"results":[`). */
const ROOT = 1;
const RUNS = 2;
const RUN = 3;
const RESULTS = 4;

/** As many raw bytes as `results` takes when each letter is written `\u0000`; a longer key is another one. */
const KEY_BYTES = 42;

const IS_STRUCTURE = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT])
  IS_STRUCTURE[byte] = 1;

const PLAIN = 0;
const OPENS = 1;
const CLOSES = 2;
/** What a byte means where only the depth counts; a quote is none of the three. */
const DEEP_KIND = new Uint8Array(256);
DEEP_KIND[OPEN_ARRAY] = DEEP_KIND[OPEN_OBJECT] = OPENS;
DEEP_KIND[CLOSE_ARRAY] = DEEP_KIND[CLOSE_OBJECT] = CLOSES;
DEEP_KIND[QUOTE] = 3;

/**
 * Finds the `results` arrays of a SARIF log in its bytes, without parsing them. It counts brackets and minds strings, no
 * more: whether the pieces are JSON is for `JSON.parse` to say, which sees every byte of them later, and together they
 * are JSON exactly when the whole is (the head keeps the brackets of the arrays; each slice is what stands between commas).
 */
export class LayoutScanner {
  readonly #limits: ScanLimits;
  readonly #log: MatchLog | undefined;
  #offset = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isDone = false;

  /** The last string at a level where keys matter: its first bytes, as they stand. */
  #string = '';
  #isKeptString = false;
  #key = '';

  #hasRuns = false;
  #isInRuns = false;
  #run = -1;
  readonly #hasResults: boolean[] = [];
  #hasResultsKey = false;

  #isInResults = false;
  #sliceStart = 0;
  #sliceIndex = 0;
  #sliceCount = 0;
  readonly #slices: Slice[] = [];

  readonly #head: Buffer[] = [];
  readonly #pieces: { headStart: number; start: number }[] = [];
  #headBytes = 0;

  /** @param log what knows the form of a result may say where it ends. */
  constructor(limits: Partial<ScanLimits> = {}, log?: MatchLog) {
    this.#limits = { ...SCAN_LIMITS, ...limits };
    this.#log = log;
  }

  /**
   * Takes the next bytes of the text (UTF-8, no BOM); the buffer may be used again afterwards.
   *
   * @throws {Fault} when this cannot be a log that is to be read.
   */
  write(chunk: Buffer): void {
    let kept = 0;
    let i = 0;
    while (i < chunk.length) {
      if (this.#isInString) i = this.#skipString(chunk, i);
      else if (this.#depth > RESULTS) i = this.#skipDeep(chunk, i);
      else if (this.#depth === 0) i = this.#skipOutside(chunk, i);
      else {
        while (i < chunk.length && IS_STRUCTURE[chunk[i] ?? 0] === 0) i++;
        if (i === chunk.length) break;
        if (this.#log && this.#isInResults && this.#depth === RESULTS && chunk[i] === OPEN_OBJECT) {
          i = this.#result(chunk, i, this.#log);
          continue;
        }
        const wasInResults = this.#isInResults;
        this.#structure(chunk[i] ?? 0, this.#offset + i);
        if (this.#isInResults !== wasInResults) {
          // The opening bracket belongs to the head, and so does the closing one.
          if (this.#isInResults) this.#keep(chunk, kept, i + 1);
          else kept = i;
        }
        i++;
      }
    }
    if (!this.#isInResults) this.#keep(chunk, kept, chunk.length);
    this.#offset += chunk.length;
  }

  /** @throws {Fault} when the text ends too early. */
  end(): Layout {
    if (!this.#isDone) throw new Fault(this.#describeEnd(), this.#offset, TRUNCATED_REMEDY);
    return {
      head: Buffer.concat(this.#head, this.#headBytes),
      pieces: this.#pieces,
      slices: this.#slices,
      hasResults: this.#hasResults,
      bytes: this.#offset,
    };
  }

  #describeEnd(): string {
    if (this.#depth === 0) return 'the file is empty, and a SARIF log was expected';
    const open = `${this.#depth} ${this.#depth === 1 ? 'bracket is' : 'brackets are'} still open`;
    return `the file ends ${this.#isInString ? 'inside a string' : 'too early'}, ${open}: it is truncated`;
  }

  #skipString(chunk: Uint8Array, from: number): number {
    let i = from;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      i++;
    }
    while (i < chunk.length) {
      const byte = chunk[i];
      if (byte === QUOTE) break;
      // An escape whose second byte is in the next chunk.
      if (byte === BACKSLASH && ++i === chunk.length) this.#isEscaped = true;
      i++;
    }
    const end = Math.min(i, chunk.length);
    if (this.#isKeptString && this.#string.length <= KEY_BYTES) {
      this.#string += Buffer.from(chunk.subarray(from, Math.min(end, from + KEY_BYTES + 1))).toString(
        'latin1',
      );
    }
    if (i >= chunk.length) return chunk.length;
    this.#isInString = false;
    return i + 1;
  }

  /** From the bracket that opens a result to behind the one that closes it, where that is in the chunk. */
  #result(chunk: Buffer, from: number, log: MatchLog): number {
    const end = log.match(chunk, from);
    if (end > from) return end;
    this.#open(OPEN_OBJECT, this.#offset + from);
    const to = this.#skipDeep(chunk, from + 1);
    if (this.#depth === RESULTS) log.learn(from, to);
    return to;
  }

  /** What stands inside of one result, or as deep elsewhere: the loop where nearly all of the time is spent. */
  #skipDeep(chunk: Uint8Array, from: number): number {
    const { maxDepth } = this.#limits;
    const end = chunk.length;
    let depth = this.#depth;
    let i = from;
    while (i < end && depth > RESULTS) {
      const kind = DEEP_KIND[chunk[i++] as number];
      if (kind === PLAIN) continue;
      if (kind === OPENS) {
        if (depth++ === maxDepth) throw tooDeep(maxDepth, this.#offset + i - 1);
      } else if (kind === CLOSES) depth--;
      else {
        // Here and not in a function of its own: it is called for every text.
        for (; i < end && chunk[i] !== QUOTE; i++) if (chunk[i] === BACKSLASH) i++;
        this.#isInString = i >= end;
        this.#isEscaped = i > end;
        i++;
      }
    }
    this.#depth = depth;
    this.#isKeptString = false;
    return Math.min(i, end);
  }

  #skipOutside(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
      if (this.#isDone)
        throw new Fault(`expected the end of the file and found ${showByte(byte)}`, this.#offset + i);
      if (byte !== OPEN_OBJECT) throw new Fault(`expected "{" and found ${showByte(byte)}`, this.#offset + i);
      this.#depth = ROOT;
      return i + 1;
    }
    return chunk.length;
  }

  #structure(byte: number, offset: number): void {
    if (byte === QUOTE) this.#startString();
    else if (byte === COMMA) {
      if (this.#isInResults && this.#depth === RESULTS) this.#comma(offset);
    } else if (byte === COLON) {
      if (this.#isKeptString) this.#colon(offset);
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(byte, offset);
    else this.#close(offset);
  }

  #startString(): void {
    this.#isInString = true;
    this.#isKeptString = this.#depth === ROOT || (this.#depth === RUN && this.#isInRuns);
    this.#string = '';
  }

  #colon(offset: number): void {
    this.#isKeptString = false;
    this.#key = this.#string.includes('\\') ? unescapeKey(this.#string) : this.#string;
    if (this.#depth === ROOT && this.#key === 'runs') {
      if (this.#hasRuns) throw repeatedKey('runs', offset);
      this.#hasRuns = true;
    } else if (this.#depth === RUN && this.#key === 'results') {
      if (this.#hasResultsKey) throw repeatedKey('results', offset);
      this.#hasResultsKey = true;
    }
  }

  #open(byte: number, offset: number): void {
    if (this.#depth === this.#limits.maxDepth) throw tooDeep(this.#depth, offset);
    if (this.#depth === ROOT && byte === OPEN_ARRAY && this.#key === 'runs') this.#isInRuns = true;
    else if (this.#depth === RUNS && this.#isInRuns) this.#startRun();
    else if (this.#depth === RUN && this.#isInRuns && byte === OPEN_ARRAY && this.#key === 'results') {
      this.#startResults(offset + 1);
    }
    this.#depth++;
  }

  #startRun(): void {
    this.#run++;
    this.#hasResults[this.#run] = false;
    this.#hasResultsKey = false;
    this.#key = '';
  }

  #startResults(offset: number): void {
    this.#isInResults = true;
    this.#hasResults[this.#run] = true;
    this.#sliceStart = offset;
    this.#sliceIndex = 0;
    this.#sliceCount = 1;
  }

  #close(offset: number): void {
    this.#depth--;
    if (this.#depth === 0) this.#isDone = true;
    else if (this.#depth === ROOT) this.#isInRuns = false;
    else if (this.#isInResults && this.#depth === RUN) {
      this.#endSlice(offset, this.#sliceIndex === 0 && this.#sliceCount === 1);
      this.#isInResults = false;
    }
    // What follows a value is never its key's second value.
    if (this.#depth <= RUN) this.#key = '';
  }

  #comma(offset: number): void {
    if (offset - this.#sliceStart < this.#limits.batchBytes) {
      this.#sliceCount++;
      return;
    }
    this.#endSlice(offset, false);
    this.#sliceStart = offset + 1;
    this.#sliceCount = 1;
  }

  #endSlice(end: number, isWhole: boolean): void {
    const [start, index, count] = [this.#sliceStart, this.#sliceIndex, this.#sliceCount];
    if (end - start > this.#limits.maxResultBytes + this.#limits.batchBytes) {
      const limit = showMegabytes(this.#limits.maxResultBytes);
      throw new Fault(`one result has more than ${limit}`, start, 'Ask the tool for less text in a result.');
    }
    this.#slices.push({ run: this.#run, index, start, end, count, isWhole });
    this.#sliceIndex += count;
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    if (to <= from) return;
    if (this.#headBytes + to - from > this.#limits.maxHeadBytes) {
      const limit = showMegabytes(this.#limits.maxHeadBytes);
      throw new Fault(
        `more than ${limit} stand outside of \`runs[].results\``,
        this.#offset + from,
        HEAD_REMEDY,
      );
    }
    this.#pieces.push({ headStart: this.#headBytes, start: this.#offset + from });
    this.#head.push(Buffer.from(chunk.subarray(from, to)));
    this.#headBytes += to - from;
  }
}

const TRUNCATED_REMEDY = 'Let the tool write the file again, and look whether it ended without an error.';
const HEAD_REMEDY = 'If it is SARIF, ask the tool to leave the contents of the artifacts out.';

function tooDeep(levels: number, offset: number): Fault {
  return new Fault(
    `nested deeper than ${levels} levels`,
    offset,
    'No tool writes that: look at the file by hand.',
  );
}

/** A reader that takes the first and one that takes the last would see two different reports. */
function repeatedKey(key: string, offset: number): Fault {
  return new Fault(
    `the key \`${key}\` stands twice in one object, the second time before`,
    offset,
    'Remove one of them.',
  );
}

function unescapeKey(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

function showMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
