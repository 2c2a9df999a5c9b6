import { addAbortSignal, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';

import { cleanText, GateError } from '@railgate/contract';

import { through } from '../pieces.js';
import { damaged } from './archive-error.js';
import { compressionOf } from './layer-format.js';
import type { ArchiveSettings } from './options.js';
import { PositionedFile } from './tar/positioned-file.js';
import { openTemporary, writeAll } from './temporary-file.js';

const HEAD = 8;
/** Layers of one sort of byte apart, nothing in an image packs better than this; a bomb does, a thousandfold. */
const RATIO = 200;
const SMALL = 1024 ** 3;

/**
 * A tar as it is, or what a compressed one unpacks to, in a temporary file: layers are read several times, and not in
 * their order. Closes what it is given where it gives another, or fails.
 */
export async function unpacked(file: PositionedFile, settings: ArchiveSettings): Promise<PositionedFile> {
  try {
    const compression = compressionOf(await file.peek(0, HEAD));
    if (compression === 'none') return file;
    const plain = await unpackTo(file, decompressor(file.name, compression), settings);
    await file.close();
    return plain;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function unpackTo(
  file: PositionedFile,
  transform: Transform,
  { name, folder, limits, signal }: ArchiveSettings,
): Promise<PositionedFile> {
  const handle = await openTemporary(name, folder);
  const limit = Math.min(limits.temporary, Math.max(SMALL, file.size * RATIO));
  try {
    const plain = through(file.range(0, file.size), addAbortSignal(signal, transform));
    const size = await writeAll(handle, plain, { name, limit, signal });
    return new PositionedFile(name, size, handle, signal);
  } catch (error) {
    await handle.close();
    signal.throwIfAborted();
    throw isZlibError(error) ? damaged(name, 'is damaged: it does not unpack.', error) : error;
  }
}

function decompressor(name: string, compression: string): Transform {
  if (compression === 'gzip') return zlib.createGunzip();
  // Node has it since 22.15 and 23.8.
  const { createZstdDecompress } = zlib as typeof zlib & { createZstdDecompress?: () => Transform };
  if (compression === 'zstd' && createZstdDecompress !== undefined) return createZstdDecompress();
  throw new GateError(
    'NEED_UNMET',
    `${cleanText(name)} is compressed with ${compression}, which is not unpacked here.`,
    { remedy: `Unpack it (\`${TOOLS[compression] ?? 'zstd -d'}\`), and name the tar.` },
  );
}

const TOOLS: Readonly<Record<string, string>> = { bzip2: 'bunzip2', xz: 'unxz' };

/** `Z_DATA_ERROR`, `Z_BUF_ERROR` where it is cut off, `ZSTD_error_…`. */
function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z(?:STD)?_/.test(String(error.code));
}
