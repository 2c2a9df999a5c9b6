import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { bytesOf } from '../test/opened.js';
import { feed, through, type Pieces } from './pieces.js';

const CONTENT = randomBytes(300_000);

/** All in the same memory, as a file that is read gives them. */
async function* inOneBuffer(content: Buffer, ended: () => void = () => undefined): Pieces {
  const memory = Buffer.alloc(1000);
  try {
    for (let at = 0; at < content.length;) {
      await Promise.resolve();
      const copied = content.copy(memory, 0, at);
      at += copied;
      yield memory.subarray(0, copied);
    }
  } finally {
    memory.fill(0);
    ended();
  }
}

describe('pieces', () => {
  it('reach a stream that takes its time, each as it was', async () => {
    const taken: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 10_000_000,
      write(piece: Buffer, _encoding, done) {
        setImmediate(() => {
          taken.push(Buffer.from(piece));
          done();
        });
      },
    });
    await feed(slow, inOneBuffer(CONTENT));
    expect(Buffer.concat(taken).equals(CONTENT)).toBe(true);
  });

  it('are asked for no more where the stream ends, and what gave them ends, too', async () => {
    let isEnded = false;
    let count = 0;
    const short = new Writable({
      write(_piece, _encoding, done) {
        if (++count === 3) this.destroy();
        else done();
      },
    });
    await feed(
      short,
      inOneBuffer(CONTENT, () => (isEnded = true)),
    );
    expect({ isEnded, count }).toEqual({ isEnded: true, count: 3 });
  });

  it('are unpacked', async () => {
    expect((await bytesOf(through(inOneBuffer(gzipSync(CONTENT)), createGunzip()))).equals(CONTENT)).toBe(
      true,
    );
  });

  it('that do not unpack, or end in an error, are an error', async () => {
    await expect(bytesOf(through(inOneBuffer(CONTENT), createGunzip()))).rejects.toThrow(/header/);
    const broken = async function* (): Pieces {
      yield* inOneBuffer(gzipSync(CONTENT).subarray(0, 5000));
      throw new Error('unplugged');
    };
    await expect(bytesOf(through(broken(), createGunzip()))).rejects.toThrow('unplugged');
  });
});
