import { cleanText } from '@railgate/contract';

import { Fault } from './fault.js';
import { MAX_UNPACKED } from './feed-file.js';
import { FileSource, feedText, INVALID_UTF8, type FileText, type Opened } from './file-source.js';
import { toHead, toRawHead } from './head.js';
import { LayoutScanner, type ScanLimits } from './layout-scanner.js';
import { toTextOffset, type Layout } from './layout.js';
import { parseJson } from './parse-json.js';
import { SarifReadError } from './read-error.js';
import { RepairNotes } from './repair/notes.js';
import type { SarifSource } from './source.js';
import { PlaceFinder } from './text-place.js';

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
}

/**
 * Opens a SARIF 2.1.0 file of any size: plain or gzip, UTF-8 or UTF-16. Reads it once, to the end, and keeps what stands
 * outside of the results; `eachResult` reads it again. Memory: the head and one batch of results.
 *
 * Whether the results are JSON is known when they have been read: only then `SarifSource.eachResult` throws.
 *
 * @throws {SarifReadError} when it cannot be read, or is no SARIF 2.1.0 log with runs.
 */
export async function openSarif(path: string, options: OpenOptions = {}): Promise<SarifSource> {
  const { name = path, repair = true, maxUnpacked = MAX_UNPACKED, ...limits } = options;
  const text = { path, maxUnpacked };
  const fail = (error: unknown): Promise<SarifReadError> => explain(error, cleanText(name), text);
  try {
    const scanner = new LayoutScanner(limits);
    const { state, encoding } = await feedText(text, (chunk) => scanner.write(chunk));
    const notes = new RepairNotes();
    if (encoding !== 'utf-8') notes.add('encoding-utf-16', UTF16, '');
    const layout = scanner.end();
    const head = readHead(layout, notes, repair);
    return new FileSource({ ...head, repair, name: cleanText(name), text, state, layout, fail });
  } catch (error) {
    throw await fail(error);
  }
}

const UTF16 = 'The file was in UTF-16, and SARIF is in UTF-8 (SARIF 3.2); read as UTF-16.';

function readHead(layout: Layout, notes: RepairNotes, repair: boolean): HeadParts {
  const { value, isValidUtf8 } = parseHead(layout);
  if (!isValidUtf8) notes.add('utf-8-invalid', INVALID_UTF8, '');
  const parts = repair ? toHead(value, notes) : toRawHead(value);
  return { ...parts, repairs: notes.list() };
}

type HeadParts = Pick<Opened, 'head' | 'hasResults' | 'repairs'>;

function parseHead(layout: Layout): ReturnType<typeof parseJson> {
  try {
    return parseJson(layout.head);
  } catch (error) {
    if (!(error instanceof Fault) || error.offset === undefined) throw error;
    throw new Fault(error.message, toTextOffset(layout, error.offset), error.remedy);
  }
}

const WRITE_AGAIN = 'Let the tool write the file again, and look whether it ended without an error.';

async function explain(error: unknown, file: string, text: FileText): Promise<SarifReadError> {
  if (error instanceof SarifReadError) return error;
  if (!(error instanceof Fault)) return explainSystem(error, file);
  const { offset, message: problem, remedy = WRITE_AGAIN } = error;
  if (offset === undefined) return new SarifReadError({ file, problem, remedy });
  return new SarifReadError({ file, problem, remedy, offset, ...(await findPlace(text, offset)) });
}

/** Reads the text once more: only for an error, and it says more than a byte does. */
async function findPlace(text: FileText, offset: number): Promise<{ line?: number; column?: number }> {
  const finder = new PlaceFinder(offset);
  try {
    await feedText(text, finder.write);
  } catch {
    // Damaged gzip ends here a second time; what came before was counted.
  }
  return finder.place();
}

const SYSTEM_ERRORS: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Check the path, and whether the tool has written its report.'],
  ENOTDIR: ['there is no such file', 'Check the path: a part of it is a file and no folder.'],
  EACCES: ['the file may not be read', 'Give yourself the right to read it.'],
  EPERM: ['the file may not be read', 'Give yourself the right to read it.'],
  ELOOP: ['the symbolic links of the path lead in a circle', 'Mend the links.'],
  ENAMETOOLONG: ['the path is too long', 'Check the path.'],
};

function explainSystem(cause: unknown, file: string): SarifReadError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = SYSTEM_ERRORS[code];
  const [problem, remedy] = known ?? [`it cannot be read (${cleanText(describe(cause))})`, WRITE_AGAIN];
  return new SarifReadError({ file, problem, remedy, cause });
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
