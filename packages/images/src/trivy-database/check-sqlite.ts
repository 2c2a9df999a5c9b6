import type { FileHandle } from 'node:fs/promises';

import { Damage } from './damage.js';

const MAGIC = 'SQLite format 3\0';
const HEADER = 100;
/** Stands for 65536, which two bytes do not hold. */
const LARGEST = 1;

/**
 * That a file is a database of SQLite, and all of it is there (sqlite.org/fileformat.html, 1.3).
 *
 * @throws {Damage}
 */
export async function checkSqlite(file: FileHandle, size: number): Promise<void> {
  const { buffer: header, bytesRead } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0);
  if (bytesRead < HEADER || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw new Damage('it is no SQLite database');
  const stored = header.readUInt16BE(16);
  const pageSize = stored === LARGEST ? 65_536 : stored;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw new Damage('its first page is damaged');
  // The number of pages counts only where the last one to write it knew of it.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  const pages = isCounted ? header.readUInt32BE(28) : Math.floor(size / pageSize);
  if (pages * pageSize > size)
    throw new Damage(`it is cut off: ${size} of ${pages * pageSize} bytes are there`);
  if (pages < 2) throw new Damage('it holds no table');
}
