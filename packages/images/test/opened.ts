import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { withTempFolder } from '@railgate/testkit';

import type { ArchivedImage } from '../src/archive/archived-image.js';
import { type ImageArchive, openArchive } from '../src/archive/open-archive.js';
import type { ArchiveOptions } from '../src/archive/options.js';
import type { Pieces } from '../src/pieces.js';

/** Never aborted. */
export const SIGNAL = new AbortController().signal;

type Options = Partial<ArchiveOptions>;

/** Opens an archive of these bytes, called `image.tar`, and closes it afterwards. */
export function withArchive<T>(
  bytes: Buffer,
  use: (archive: ImageArchive) => Promise<T> | T,
  options: Options = {},
): Promise<T> {
  return withTempFolder(async (folder) => {
    const path = join(folder, 'image.tar');
    await writeFile(path, bytes);
    return withOpened(path, use, options);
  });
}

export async function withOpened<T>(
  path: string,
  use: (archive: ImageArchive) => Promise<T> | T,
  options: Options = {},
): Promise<T> {
  const archive = await openArchive(path, { signal: SIGNAL, ...options });
  try {
    return await use(archive);
  } finally {
    await archive.close();
  }
}

/** What two archives of one image have in common, whatever their form. */
export function summary(image: ArchivedImage): object {
  const { tags, id, config, layers, history } = image;
  return { tags, id, config, diffIds: layers.map(({ diffId }) => diffId), history };
}

export function summaries(bytes: Buffer, options: Options = {}): Promise<readonly object[]> {
  return withArchive(bytes, ({ images }) => images.map(summary), options);
}

export function tarBytes(image: ArchivedImage): Promise<Buffer> {
  return bytesOf(image.asTar().content());
}

export async function bytesOf(pieces: Pieces): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
}
