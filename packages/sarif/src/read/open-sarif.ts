import { cleanText } from '@railgate/contract';

import { explain } from './explain.js';
import { Fault } from './fault.js';
import { MAX_UNPACKED } from './feed-file.js';
import { feedText } from './feed-text.js';
import { FileSource, type Opened } from './file-source.js';
import { INVALID_UTF8 } from './result-reader.js';
import { toHead, toRawHead } from './head.js';
import { LayoutScanner, type ScanLimits } from './layout-scanner.js';
import { toTextOffset, type Layout } from './layout.js';
import { parseJson } from './parse-json.js';
import { RepairNotes } from './repair/notes.js';
import type { SarifSource } from './source.js';
import { MatchLog } from './templates/match-log.js';

export interface OpenOptions extends Partial<ScanLimits> {
  /** What the file is called in messages; its path where absent. */
  readonly name?: string;
  /**
   * False: everything is handed out as it stands, whatever its types; only what is no JSON object at all is refused.
   * For those who look for defects. True where absent.
   */
  readonly repair?: boolean;
  /** Bytes that a gzip file may unpack to; 16 GiB where absent. */
  readonly maxUnpacked?: number;
  /** Whether the text of a file that is not large stays in memory: for whoever keeps the bytes of its results anyway. */
  readonly keepsText?: boolean;
}

/** What is larger is read twice all the same: places in it and their flags have to go into 31 bits. */
const MOST_KEPT = 64 * 1024 ** 2;

/**
 * Opens a SARIF 2.1.0 file of any size: plain or gzip, UTF-8 or UTF-16. Reads it once, to the end, and keeps what stands
 * outside of the results; `eachResult` reads it again. Memory: the head and one batch of results, unless `keepsText`.
 *
 * Whether the results are JSON is known when they have been read: only then `SarifSource.eachResult` throws.
 *
 * @throws {SarifReadError} when it cannot be read, or is no SARIF 2.1.0 log with runs.
 */
export async function openSarif(path: string, options: OpenOptions = {}): Promise<SarifSource> {
  const { name = path, repair = true, maxUnpacked = MAX_UNPACKED, keepsText = false, ...limits } = options;
  const text = { path, maxUnpacked };
  const clean = cleanText(name);
  try {
    const log = keepsText ? new MatchLog() : undefined;
    const scanner = new LayoutScanner(limits, log);
    const { state, isPacked, encoding, bytes } = await feedText(
      text,
      (chunk) => scanner.write(chunk),
      keepsText ? MOST_KEPT : 0,
    );
    const notes = new RepairNotes();
    if (encoding !== 'utf-8') notes.add('encoding-utf-16', UTF16, '');
    const layout = scanner.end();
    const head = readHead(layout, notes, repair);
    const isPlain = !isPacked && encoding === 'utf-8';
    const textStart = state.size - layout.bytes;
    const plain = isPlain ? { path, state, textStart } : undefined;
    const kept = isPlain && bytes && log ? { bytes: bytes.subarray(textStart), log } : undefined;
    return new FileSource({ ...head, repair, name: clean, text, state, plain, slices: layout.slices }, kept);
  } catch (error) {
    throw await explain(error, clean, text);
  }
}

const UTF16 = 'The file was in UTF-16, and SARIF is in UTF-8 (SARIF 3.2); read as UTF-16.';

type HeadParts = Pick<Opened, 'head' | 'hasResults' | 'repairs'>;

function readHead(layout: Layout, notes: RepairNotes, repair: boolean): HeadParts {
  const { value, isValidUtf8 } = parseHead(layout);
  if (!isValidUtf8) notes.add('utf-8-invalid', INVALID_UTF8, '');
  const parts = repair ? toHead(value, notes) : toRawHead(value);
  return { ...parts, repairs: notes.list() };
}

function parseHead(layout: Layout): ReturnType<typeof parseJson> {
  try {
    return parseJson(layout.head);
  } catch (error) {
    if (!(error instanceof Fault) || error.offset === undefined) throw error;
    throw new Fault(error.message, toTextOffset(layout, error.offset), error.remedy);
  }
}
