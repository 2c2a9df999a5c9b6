/** What is known about why an input cannot be read; offsets count from 0, lines and columns from 1. */
export interface ReadFailure {
  /** The file as the user named it, clean of control characters. */
  readonly file: string;
  /** What is wrong, without the file and the place: `expected "," or "]" and found "}"`. */
  readonly problem: string;
  /** What to do about it, one sentence. */
  readonly remedy: string;
  /** Byte of the text: of the file, or of what it holds unpacked (gzip) or as UTF-8 (UTF-16). */
  readonly offset?: number;
  readonly line?: number;
  /** In characters (code points). */
  readonly column?: number;
  readonly cause?: unknown;
}

/** An input that cannot be read as SARIF 2.1.0. Nothing is known about what it says: it is never an empty log. */
export class SarifReadError extends Error {
  readonly file: string;
  readonly problem: string;
  readonly remedy: string;
  readonly offset: number | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(failure: ReadFailure) {
    super(`${failure.file}: ${failure.problem}${describePlace(failure)}.`, { cause: failure.cause });
    this.name = 'SarifReadError';
    this.file = failure.file;
    this.problem = failure.problem;
    this.remedy = failure.remedy;
    this.offset = failure.offset;
    this.line = failure.line;
    this.column = failure.column;
  }
}

function describePlace({ offset, line, column }: ReadFailure): string {
  if (offset === undefined) return '';
  if (line === undefined || column === undefined) return ` at byte ${offset}`;
  return ` at byte ${offset} (line ${line}, column ${column})`;
}
