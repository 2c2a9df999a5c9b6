import { statfs } from 'node:fs/promises';

import { GateError } from '@railgate/contract';

/** Bytes of one database; the larger of the two has 1.5 GB in 2026. */
export const DATABASE_LIMIT = 8 * 1024 ** 3;

/** Better said before than after a gigabyte. @throws {GateError} `NEED_UNMET` */
export async function expectSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > bytes) return;
  const message = `Trivy's database needs ${megabytes(bytes)}, and ${megabytes(bavail * bsize)} are left.`;
  throw new GateError('NEED_UNMET', message, {
    remedy: 'Make room, or set XDG_DATA_HOME to a folder on another disk.',
  });
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
