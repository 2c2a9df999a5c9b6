import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { ContainerEngine, PreparedRun, Volume, VolumeEntry } from '@railgate/images';

import { VERSION_ARGUMENTS } from './arguments.js';
import type { TrivyDatabaseFiles } from './database.js';
import type { TrivyInput } from './input.js';
import { findTrivyImage } from './pinned-image.js';
import { FIRST_ENTRIES, SCRATCH_FOLDER, goEnvironment, type Place } from './place.js';
import { PreparedRuns } from './prepared-runs.js';
import { VERSION_SECONDS, rememberedVersion } from './version.js';

const CACHE = '/cache';
const RUN = '/scan';
const MEGABYTE = 1024 * 1024;
/** Bytes in memory at `/tmp`. What is large goes to the volume of the run. */
const SCRATCH = 64 * MEGABYTE;

/**
 * Gives `use` a Trivy that runs in containers: one volume with the database for all of them, and for each run one container
 * and one volume. The image and the report go through that very container before it starts and after it has ended; only
 * the database needs one more, since no Trivy may write there.
 */
export async function withContainers<T>(
  input: TrivyInput,
  database: TrivyDatabaseFiles,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const engine = await input.engine();
  const image = await findTrivyImage(input, engine);
  // First of all, before it gets anything: which Trivy is it?
  const version = await rememberedVersion(input, image.id, () =>
    engine.run({
      ...isolation(input, image.id),
      args: VERSION_ARGUMENTS,
      seconds: VERSION_SECONDS,
      signal: input.signal,
    }),
  );
  return engine.withVolume(image.id, async (cache) => {
    input.progress("Trivy's database");
    await cache.put(databaseEntries(database));
    const runs = new PreparedRuns((args) => prepareRun(engine, input, image.id, cache, args));
    const { digest, degraded } = image;
    try {
      return await use({ digest, degraded, version, cache: CACHE, ...placeOf(runs) });
    } finally {
      // Before the volume of the database, which they mount.
      await runs.end();
    }
  });
}

function placeOf(runs: PreparedRuns): Pick<Place, 'prepare' | 'run'> {
  return {
    prepare: (args) => {
      runs.prepare(args(RUN));
    },
    run: ({ files, args, seconds, signal }, use) =>
      runs.use(args(RUN), (run) =>
        run.start([...FIRST_ENTRIES, ...files], { seconds, signal }, (answer, read) =>
          use({ ...answer, read }),
        ),
      ),
  };
}

function prepareRun(
  engine: ContainerEngine,
  input: TrivyInput,
  image: string,
  cache: Volume,
  args: readonly string[],
): Promise<PreparedRun> {
  const isolated = isolation(input, image);
  return engine.prepare({
    ...isolated,
    args,
    env: { ...isolated.env, TMPDIR: `${RUN}/${SCRATCH_FOLDER}` },
    mounts: [{ volume: cache, path: CACHE, readOnly: true }],
    folder: RUN,
  });
}

function isolation({ options: { memory, cpus, pids } }: TrivyInput, image: string) {
  const env = { HOME: '/tmp', ...goEnvironment(memory) };
  return { image, env, mounts: [], memory: memory * MEGABYTE, cpus, pids, scratch: SCRATCH };
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
