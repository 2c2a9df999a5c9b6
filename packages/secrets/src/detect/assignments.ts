import type { Candidate } from '../generic/form.js';
import { assignmentsIn } from '../generic/index.js';
import { notASecret } from '../judge/index.js';
import type { Subject } from './formats.js';
import { RANK, type Found } from './found.js';
import { isCut, lineAround, lineEnd, lineStart } from './line-around.js';
import { Meter } from './meter.js';
import { textOf } from './text-of.js';

/** Bytes of a line before and behind a keyword that are read; and of all that is read of it at once. */
const BEFORE = 512;
const AFTER = 1024;
const LONGEST = 4096;

/** The lines that hold keywords of assignments: each is read once, and a long one in pieces around its keywords. */
export class AssignmentLines {
  #from = 0;
  #to = -1;

  constructor(
    private readonly subject: Subject,
    private readonly found: Found[],
  ) {}

  /** A keyword, in the order of the places. */
  add(start: number, end: number): void {
    const { bytes } = this.subject;
    const isOpen = this.#to >= 0 && start < this.#to;
    const from = isOpen ? this.#from : lineStart(bytes, start, BEFORE);
    const to = Math.max(isOpen ? this.#to : 0, valueEnd(bytes, end));
    if (isOpen && to - from <= LONGEST) return void (this.#to = to);
    this.close();
    this.#from = isOpen ? lineStart(bytes, start, BEFORE) : from;
    this.#to = to;
  }

  close(): void {
    if (this.#to >= 0) readLine(this.subject, this.#from, this.#to, this.found);
    this.#to = -1;
  }
}

const NEWLINE = 10;
const RETURN = 13;
/** `=`, `:`, `(` and the marks of a block in YAML: what they announce stands on the next line. */
const ANNOUNCES = new Set(Buffer.from('=:(|>-'));

/** The end of the line, or of the next one where the value stands there. */
function valueEnd(bytes: Uint8Array, at: number): number {
  const end = lineEnd(bytes, at, AFTER);
  let last = end - 1;
  while (last > at && (bytes[last] === 32 || bytes[last] === 9)) last--;
  if (!ANNOUNCES.has(bytes[last] ?? 0) || isCut(bytes, end)) return end;
  const next = bytes[end] === RETURN && bytes[end + 1] === NEWLINE ? end + 2 : end + 1;
  return next < bytes.length ? lineEnd(bytes, next, AFTER) : end;
}

function readLine(subject: Subject, from: number, to: number, found: Found[]): void {
  const { bytes, path, meter } = subject;
  const placed = textOf(bytes, from, to);
  Meter.measure(meter, 'assignments', placed.text, found, () => {
    for (const candidate of assignmentsIn(placed.text, path)) {
      const isHalf =
        (candidate.start === 0 && isCut(bytes, from)) ||
        (candidate.end === placed.text.length && isCut(bytes, to));
      if (isHalf || (subject.encoded && !isInUrl(placed.text, candidate))) continue;
      const rank = candidate.kind.startsWith('hard-coded-') ? RANK.name : RANK.assignment;
      const hit = hitOf(subject, placed.text, candidate, placed.byteOf, rank);
      if (hit) found.push(hit);
    }
  });
}

/** Of what is encoded, only URLs count: other names and values are found in far too much of it. */
function isInUrl(text: string, { start }: Candidate): boolean {
  return text.slice(Math.max(0, start - 256), start).includes('://');
}

/** What a candidate is, if the judge has nothing against it. */
export function hitOf(
  subject: Subject,
  text: string,
  candidate: Candidate,
  byteOf: (offset: number) => number,
  rank: number,
): Found | undefined {
  const { bytes, path, encoded } = subject;
  const { kind, name, trust } = candidate;
  const value = text.slice(candidate.start, candidate.end);
  if (value === '') return undefined;
  const [start, end] = [byteOf(candidate.start), byteOf(candidate.end)];
  if (notASecret({ value, name, path, line: lineAround(bytes, start, end), trust })) return undefined;
  return { kind, start, end, rank, ...(encoded && { encoded }) };
}
