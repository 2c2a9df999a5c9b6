import { Readable } from 'node:stream';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readLogs } from './logs.js';

function frame(kind: 1 | 2, text: string): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

function cut(bytes: Buffer, size: number): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return Readable.from(pieces);
}

it('takes outputs apart, however the answer is cut', async () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.string()));
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 50 }), async (all, size) => {
      const bytes = Buffer.concat(all.map(([kind, text]) => frame(kind, text)));
      const said = (wanted: number): string =>
        all.flatMap(([kind, text]) => (kind === wanted ? [text] : [])).join('');
      expect(await readLogs(cut(bytes, size), 1e6)).toEqual({ stdout: said(1), stderr: said(2) });
    }),
  );
});

it('keeps the end', async () => {
  const all = Array.from({ length: 1000 }, (_, at) => frame(1, `line ${at}\n`));
  const { stdout } = await readLogs(Readable.from(all), 20);
  expect(stdout).toBe('97\nline 998\nline 999\n'.slice(-20));
});

it('ends with an answer that ends in the middle', async () => {
  expect(await readLogs(cut(frame(2, 'hello').subarray(0, 10), 3), 100)).toEqual({
    stdout: '',
    stderr: 'he',
  });
});
