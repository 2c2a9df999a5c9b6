import type { Transform, Writable } from 'node:stream';

/**
 * Bytes as they come. A piece is good until the next one is asked for, since all of them may lie in the same memory: who keeps
 * one copies it, and no stream of Node's that reads ahead may come between.
 */
export type Pieces = AsyncIterable<Buffer>;

/** Gives a stream one piece at a time, each when the one before is through; ends early when the stream does. */
export async function feed(sink: Writable, pieces: Pieces): Promise<void> {
  for await (const piece of pieces) {
    if (sink.destroyed) return;
    await taken(sink, piece);
  }
}

/** What a decompressor makes of them. */
export function through(pieces: Pieces, transform: Transform): AsyncIterable<Buffer> {
  // Who reads it gets it; it may come before anybody does.
  transform.on('error', () => undefined);
  feed(transform, pieces).then(
    () => transform.end(),
    (error: Error) => transform.destroy(error),
  );
  return transform as AsyncIterable<Buffer>;
}

export async function* onePiece(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  await Promise.resolve();
  yield bytes;
}

/** A stream that ends in the middle need not say so of a piece. */
function taken(sink: Writable, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      sink.off('close', settle);
      resolve();
    };
    sink.once('close', settle);
    sink.write(piece, settle);
  });
}
