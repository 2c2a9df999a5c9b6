import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a new file. @returns `sha256:…` of it */
export async function writeWithDigest(
  content: AsyncIterable<unknown>,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const digesting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.from(content), digesting, createWriteStream(path, { flags: 'wx' }), { signal });
  return `sha256:${hash.digest('hex')}`;
}
