import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { ContainerEngine, Mount, Volume, VolumeEntry } from '@railgate/images';

import type { TrivyDatabaseFiles } from './database.js';
import type { TrivyInput } from './input.js';
import { findTrivyImage } from './pinned-image.js';
import { FIRST_ENTRIES, SCRATCH_FOLDER, type Place, type RunFolder } from './place.js';
import { askVersion } from './version.js';

const CACHE = '/cache';
const RUN = '/scan';
const MEGABYTE = 1024 * 1024;
/** Bytes in memory at `/tmp`. What is large goes to the volume of the run. */
const SCRATCH = 64 * MEGABYTE;

/** Gives `use` a Trivy that runs in containers: one volume with the database for all of them, one of its own for each run. */
export async function withContainers<T>(
  input: TrivyInput,
  database: TrivyDatabaseFiles,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const engine = await input.engine();
  const image = await findTrivyImage(input, engine);
  return engine.withVolume(image.id, async (cache) => {
    const mounts: Mount[] = [{ volume: cache, path: CACHE, readOnly: true }];
    const withFolder: Place['withFolder'] = (useFolder) =>
      engine.withVolume(image.id, async (volume) => {
        await volume.put(FIRST_ENTRIES);
        return useFolder(folderOf({ engine, image: image.id, input, volume, mounts }));
      });
    // First of all, before it gets anything: which Trivy is it?
    const version = await withFolder((folder) => askVersion(folder, input.signal));
    input.progress("Trivy's database");
    await cache.put(databaseEntries(database));
    return use({ ...image, version, cache: CACHE, withFolder });
  });
}

interface Parts {
  readonly engine: ContainerEngine;
  readonly image: string;
  readonly input: TrivyInput;
  readonly volume: Volume;
  readonly mounts: readonly Mount[];
}

function folderOf({ engine, image, input, volume, mounts }: Parts): RunFolder {
  const { memory, cpus, pids } = input.options;
  return {
    path: RUN,
    put: (entries) => volume.put(entries),
    read: (path, limit) => volume.read(path, limit),
    run: (args, options) =>
      engine.run({
        image,
        args,
        env: { HOME: '/tmp', TMPDIR: `${RUN}/${SCRATCH_FOLDER}` },
        mounts: [...mounts, { volume, path: RUN, readOnly: false }],
        memory: memory * MEGABYTE,
        cpus,
        pids,
        scratch: SCRATCH,
        ...options,
      }),
  };
}

/** Only what a scan reads, as Trivy names it. */
async function* databaseEntries(database: TrivyDatabaseFiles): AsyncIterable<VolumeEntry> {
  for (const [folder, names] of database.files) {
    yield { kind: 'folder', path: folder, mode: 0o755 };
    for (const [name, file] of names) {
      const { size } = await stat(file);
      yield {
        kind: 'file',
        path: join(folder, name),
        size,
        mode: 0o644,
        content: () => createReadStream(file, { end: size - 1 }),
      };
    }
  }
}
