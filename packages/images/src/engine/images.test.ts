import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { describeWithEngine, dockerEngine, podmanEngine } from '@railgate/testkit/engines';
import { extract } from 'tar-stream';
import { expect, it } from 'vitest';

import { patient, withProbe } from '../../test/engine-support.js';
import type { ContainerEngine } from './engine.js';

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`images of ${found.kind}`, found, (engine) => {
    let name: string;
    let connected: ContainerEngine;
    withProbe(engine, (probe) => void ({ name, connected } = probe));

    it('describes an image that is there, and knows no other', async () => {
      const image = await connected.inspect(name);
      expect(image).toMatchObject({ platform: connected.platform, labels: {} });
      expect(image?.tags).toContain(name);
      expect(image?.id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(image?.layers).toHaveLength(1);
      expect(await connected.inspect(image?.id ?? '')).toEqual(image);
      for (const wrong of [
        'railgate.test/nothing:1',
        '../containers/json?all=1#',
        'a/../../info',
        'UPPER case',
        '',
      ])
        expect(await connected.inspect(wrong)).toBeUndefined();
    });

    it('exports an image as a whole tar, and says when there is none', async () => {
      const names = new Set<string>();
      const entries = extract();
      entries.on('entry', ({ name: entry }, stream, next) => {
        names.add(entry);
        stream.on('end', next).resume();
      });
      await pipeline(await connected.export(name, patient), entries);
      expect(names).toContain('manifest.json');
      await expect(connected.export('railgate.test/nothing:1', patient)).rejects.toMatchObject({
        code: 'NEED_UNMET',
        message: expect.stringContaining('has no image railgate.test/nothing:1') as string,
      });
    });

    it('stops an export that nobody wants any more', async () => {
      const controller = new AbortController();
      const tar = await connected.export(engine.trivyImage, controller.signal);
      const end = pipeline(tar, new Writable({ write: (_chunk, _encoding, done) => setTimeout(done, 5) }));
      setTimeout(() => controller.abort(new Error('Ctrl-C')), 50);
      await expect(end).rejects.toThrow();
    });
  });
