import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { placeThat } from '../../test/place.js';
import { knownBadImage } from './canary/known-bad.js';

import { prepareScan, scanImage } from './scan-image.js';

const limits = { seconds: 10, memory: 100, signal: new AbortController().signal };

it.each([
  { licences: false, withoutJava: false },
  { licences: true, withoutJava: true },
])('a scan that is prepared has the arguments of the one that comes: %j', async (settings) => {
  const prepared: (readonly string[])[] = [];
  const place = {
    ...placeThat(() => ({ exitCode: 1, stderr: 'enough' })),
    prepare: (args: (folder: string) => readonly string[]) => void prepared.push(args('/scan')),
  };
  prepareScan(place, settings, limits);
  const { id, diffIds, tar } = knownBadImage(false);
  const image = { name: 'x', id, diffIds, tar: { size: tar.length, content: () => Readable.from([tar]) } };
  await expect(scanImage(place, image, settings, limits)).rejects.toThrow('The scan of x');
  expect(prepared).toEqual(place.asked.map(({ args }) => args));
  expect(prepared).toHaveLength(1);
});
