import { addAbortSignal, type Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';

import type { ArchiveSettings } from './options.js';
import { PositionedFile } from './tar/positioned-file.js';
import { openTemporary, writeAll } from './temporary-file.js';

/** The whole of a stream in a temporary file, which goes when it is closed. */
export async function spool(
  stream: Readable,
  { name, folder, limits, signal }: ArchiveSettings,
): Promise<PositionedFile> {
  addAbortSignal(signal, stream);
  const handle = await openTemporary(name, folder).catch((error: unknown) => {
    stream.destroy();
    throw error;
  });
  try {
    const size = await writeAll(handle, chunksOf(stream, name, signal), {
      name,
      limit: limits.temporary,
      signal,
    });
    return new PositionedFile(name, size, handle, signal);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Errors of the stream told from those of the disk. */
async function* chunksOf(
  stream: Readable,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of stream) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GateError) throw error;
    throw new GateError('TOOL_CRASHED', `The export of ${cleanText(name)} broke off.`, {
      remedy: 'Try it with `docker save`; the log of the container engine says why it ended.',
      cause: error,
    });
  }
}
