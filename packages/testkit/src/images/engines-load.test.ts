import { randomBytes } from 'node:crypto';

import { expect, it } from 'vitest';

import {
  describeWithEngine,
  dockerEngine,
  inspectImage,
  loadImage,
  podmanEngine,
  removeImage,
} from '../engines.js';
import { imageArchive } from './archive.js';
import { exampleImage } from './example-image.js';
import { makeImage } from './image.js';

const FORMS = [
  ['docker', 'none'],
  ['docker', 'gzip'],
  ['docker-legacy', 'none'],
  ['podman', 'none'],
] as const;

for (const engine of [await dockerEngine(), await podmanEngine()]) {
  describeWithEngine(`archives of images: ${engine.kind}`, engine, (found) => {
    it.each(FORMS)('loads with the id that was computed: %s, %s', async (form, compression) => {
      // A label of its own: other tests load the example's image at the same time, and an image is removed by its name.
      const name = `railgate.test/load-${found.kind}:${randomBytes(4).toString('hex')}`;
      const image = makeImage({ ...exampleImage('flawed'), tags: [name], settings: { Labels: { name } } });
      try {
        expect(await loadImage(found, imageArchive(image, form, { compression }))).toEqual([name]);
        const inspected = await inspectImage(found, name);
        expect(inspected?.Id.replace('sha256:', '')).toBe(image.id.slice('sha256:'.length));
        expect(inspected?.RootFS.Layers).toEqual(image.layers.map(({ diffId }) => diffId));
      } finally {
        await removeImage(found, name);
      }
    });
  });
}
