import { closeSync, fstatSync, readSync } from 'node:fs';

import { Fault } from './fault.js';
import { CHANGED_REMEDY, isSameState, openFile, type FileState } from './feed-file.js';
import type { Slice } from './layout.js';

/** A file whose text stands in it byte by byte: no gzip, no UTF-16. */
export interface PlainFile {
  readonly path: string;
  readonly state: FileState;
  /** Where its text starts: behind a byte order mark. */
  readonly textStart: number;
}

/** Slices are smaller than what is worth a call of the system. */
const WINDOW = 1 << 20;

/**
 * Reads slices of a file, each from its place: what stands between them is not read a second time.
 *
 * @param slices in the order of the file.
 * @param take gets the bytes of one slice after the other. @param isKept whether they stay valid when it has returned.
 * @throws {Fault} when the file is not the one any more in which the slices were found; whatever `take` throws.
 */
export function readSlices(
  { path, state, textStart }: PlainFile,
  slices: readonly Slice[],
  take: (bytes: Buffer, slice: Slice) => void,
  isKept = false,
): void {
  const last = slices.at(-1);
  const file = openFile(path);
  try {
    if (!isSameState(fstatSync(file), state)) throw changed();
    let [start, window] = [0, NO_BYTES];
    for (const slice of slices) {
      if (slice.end > start + window.length) {
        const end = Math.max(slice.end, Math.min(slice.start + WINDOW, last?.end ?? 0));
        [start, window] = [slice.start, sized(isKept ? NO_BYTES : window, end - slice.start)];
        fill(file, window, textStart + start);
      }
      take(window.subarray(slice.start - start, slice.end - start), slice);
    }
    if (!isSameState(fstatSync(file), state)) throw changed();
  } finally {
    closeSync(file);
  }
}

const NO_BYTES = Buffer.alloc(0);

/** Of that size, in the memory of another one where it suffices. */
function sized(buffer: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> {
  const { byteLength } = buffer.buffer;
  return byteLength < size ? Buffer.allocUnsafeSlow(size) : Buffer.from(buffer.buffer, 0, size);
}

export function changed(): Fault {
  return new Fault('the file changed since it was opened', undefined, CHANGED_REMEDY);
}

function fill(file: number, target: Buffer, position: number): void {
  for (let filled = 0; filled < target.length;) {
    const read = readSync(file, target, filled, target.length - filled, position + filled);
    if (read === 0) throw changed();
    filled += read;
  }
}
