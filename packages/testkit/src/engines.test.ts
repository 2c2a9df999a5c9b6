import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import {
  RUN_LABEL,
  describeWithEngine,
  callEngine,
  dockerEngine,
  inspectImage,
  leftoversOf,
  loadImage,
  podmanEngine,
  programImage,
  removeImage,
  rootlessPodmanEngine,
  survivorsOf,
  tagImage,
} from './engines.js';
import { withTempFolder } from './temp-folder.js';

for (const engine of [await dockerEngine(), await podmanEngine(), await rootlessPodmanEngine()]) {
  describeWithEngine(`an engine for tests: ${engine.kind}`, engine, (found) => {
    const name = `railgate.test/engines-${found.kind}:${randomBytes(4).toString('hex')}`;

    it('has the real Trivy', async () => {
      const image = await inspectImage(found, found.trivyImage);
      expect(image?.RepoTags).toContain(found.trivyImage);
      expect(image?.RootFS.Layers).toHaveLength(1);
    });

    it('loads, tags and removes an image', async () => {
      await withTempFolder(async (folder) => {
        const program = join(folder, 'program');
        await writeFile(program, name);
        expect(await loadImage(found, Readable.from(programImage(name, program)))).toEqual([name]);
      });
      const further = name.replace(':', '-further:');
      await tagImage(found, name, further);
      expect((await inspectImage(found, further))?.Id).toBe((await inspectImage(found, name))?.Id);
      await removeImage(found, name);
      await removeImage(found, further);
      expect(await inspectImage(found, name)).toBeUndefined();
      await removeImage(found, name);
    });

    it('says what is wrong with a tar', async () => {
      await expect(loadImage(found, Buffer.from('no tar'))).rejects.toThrow('loading the image failed');
      await expect(tagImage(found, 'railgate.test/none:1', name)).rejects.toThrow('the engine answers 404');
    });

    it('lists what was left behind, and who survives', async () => {
      const run = randomBytes(8).toString('hex');
      const labels = { Name: `railgate-test-${run}`, Labels: { [RUN_LABEL]: run } };
      await callEngine(found, '/volumes/create', { method: 'POST', body: JSON.stringify(labels) });
      const leftover = { kind: 'volume', name: labels.Name, run };
      expect(await leftoversOf(found, run)).toEqual([leftover]);
      expect(await survivorsOf(found, 0.3)).toContainEqual(leftover);
      const surviving = survivorsOf(found, 10);
      await callEngine(found, `/volumes/${labels.Name}`, { method: 'DELETE' });
      expect(await surviving).not.toContainEqual(leftover);
      expect(await leftoversOf(found, run)).toEqual([]);
    });

    it.each([
      ['that runs: not', process.ppid, false],
      ['that has ended', 2 ** 30, true],
      ['that asks', process.pid, true],
    ])('counts what belongs to a process %s', async (_, pid, isSurvivor) => {
      const run = randomBytes(8).toString('hex');
      const labels = { [RUN_LABEL]: run, 'railgate.owner': `host:${pid}:boot-1-2` };
      const volume = { Name: `railgate-test-${run}`, Labels: labels };
      await callEngine(found, '/volumes/create', { method: 'POST', body: JSON.stringify(volume) });
      const survivors = await survivorsOf(found, 0.1);
      await callEngine(found, `/volumes/${volume.Name}`, { method: 'DELETE' });
      expect(survivors.some((one) => one.run === run)).toBe(isSurvivor);
    });
  });
}
