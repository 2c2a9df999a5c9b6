import { Transform, type Readable, type TransformCallback } from 'node:stream';

import { GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { connectionError } from './connection-error.js';
import { diskFullError, isDiskFull, shownWords } from './refused.js';

/** A tar ends with two blocks of zeros. */
const END = 1024;
/** Enough for the error that Docker appends to a tar that it could not finish. */
const KEPT = 8 * 1024;

/**
 * The tar as the engine sends it, and an error at its end where it is none: engines break off, or append their error as
 * JSON, after they have answered 200.
 */
export function checkedTar(answer: Readable, address: EngineAddress): Readable {
  let tail: Buffer = Buffer.alloc(0);
  const checked = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      // Most are longer, and copying each would take as long as all else.
      tail = (chunk.length < KEPT ? Buffer.concat([tail, chunk]) : chunk).subarray(-KEPT);
      done(null, chunk);
    },
    flush(done: TransformCallback) {
      done(endOf(tail, address));
    },
  });
  answer.once('error', (error) => checked.destroy(connectionError(address, error)));
  checked.once('close', () => answer.destroy());
  return answer.pipe(checked);
}

function endOf(tail: Buffer, address: EngineAddress): GateError | null {
  const end = tail.subarray(-END);
  if (end.length === END && end.every((byte) => byte === 0)) return null;
  const said = appended(tail);
  if (said !== undefined && isDiskFull(said)) return diskFullError('exporting the image');
  const reason = said === undefined ? 'it broke off in the middle' : shownWords(said);
  return new GateError('REPORT_UNREADABLE', `${address.shown} did not export the whole image: ${reason}`, {
    remedy: "Try again. If it stays, look into the engine's log: its copy of the image may be damaged.",
  });
}

function appended(tail: Buffer): string | undefined {
  const text = tail.toString('latin1');
  const start = text.lastIndexOf('{"errorDetail"');
  if (start < 0) return undefined;
  try {
    const { error } = JSON.parse(Buffer.from(text.slice(start), 'latin1').toString()) as { error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}
