import type { Region, Workspace } from '@railgate/contract';
import { readBytes } from '@railgate/kit';

/** As gitleaks counts: lines from 1; columns in bytes from 1, one more on every line but the first, the end included. */
export interface ByteRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

const LIMIT = 64 * 1024 * 1024;
const WORD = /[\w+/=.-]/;

/** Makes regions in UTF-16 columns of byte ranges. Keeps the lines of the last file only. */
export class LeakPlaces {
  readonly #workspace: Workspace;
  #path: string | undefined;
  #lines: readonly Buffer[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  region(path: string, range: ByteRange): Region {
    const startLine = Math.max(1, range.startLine);
    const endLine = Math.max(startLine, range.endLine);
    const first = this.#line(path, startLine);
    const last = this.#line(path, endLine);
    if (first === undefined || last === undefined) return { startLine, endLine };
    const startColumn = columnOf(first, range.startColumn - offset(startLine), -1);
    const endColumn =
      startLine === endLine
        ? columnOf(first, range.endColumn - offset(startLine) + 1, 1)
        : last.toString('utf8').length + 1;
    if (startLine === endLine && endColumn <= startColumn) return { startLine, endLine };
    return { startLine, startColumn, endLine, endColumn };
  }

  #line(path: string, line: number): Buffer | undefined {
    if (path !== this.#path) {
      const read = readBytes(this.#workspace, path, LIMIT);
      this.#lines = 'gap' in read ? [] : linesOf(read.buffer);
      this.#path = path;
    }
    return this.#lines[line - 1];
  }
}

function offset(line: number): number {
  return line === 1 ? 1 : 2;
}

/**
 * The column of a byte offset. Where the engine is a character off, what goes on as a word belongs to the secret: a mask
 * that is too wide does no harm.
 */
function columnOf(line: Buffer, bytes: number, outwards: -1 | 1): number {
  const text = line.toString('utf8');
  let column = line.subarray(0, Math.min(Math.max(0, bytes), line.length)).toString('utf8').length;
  const next = (): string => text.charAt(outwards < 0 ? column - 1 : column);
  for (let i = 0; i < 2 && WORD.test(next()); i++) column += outwards;
  return column + 1;
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end > start && bytes[end - 1] === 13 ? end - 1 : end));
    start = end + 1;
  }
  lines.push(bytes.subarray(start));
  return lines;
}
