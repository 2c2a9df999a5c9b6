import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in git instead of a file that Git LFS keeps. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export interface LfsPointer {
  /** SHA-256 of the content, hexadecimal. */
  readonly oid: string;
}

/** Bytes; the specification's own limit. */
export const POINTER_LIMIT = 1024;

const START = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
const OID = /^oid sha256:([0-9a-f]{64})$/m;

export function parsePointer(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.length > POINTER_LIMIT || !START.equals(bytes.subarray(0, START.length))) return undefined;
  const [, oid] = OID.exec(Buffer.from(bytes).toString('latin1')) ?? [];
  return oid === undefined ? undefined : { oid };
}

/** The content, where this clone has it: nothing when not, `too large` beyond `limit` bytes. */
export function lfsContent(
  commonFolder: string,
  { oid }: LfsPointer,
  limit: number,
): Uint8Array<ArrayBuffer> | 'too large' | undefined {
  const path = join(commonFolder, 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return undefined;
    return stat.size > limit ? 'too large' : new Uint8Array(readFileSync(descriptor));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
