import { GateError } from '@railgate/contract';
import {
  exampleTrivyDatabase,
  findInstalledTool,
  imageArchive,
  makeTempFolder,
  removeFolder,
  runGate,
  type Files,
  type GateRun,
  type ImageDescription,
  type RunGateOptions,
} from '@railgate/testkit';
import { inspectImage, loadImage, removeImage, type TestEngine } from '@railgate/testkit/engines';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';

import { gate } from '../../src/gate.js';

/** What the tests of a file share. */
export interface Bench {
  readonly database: string;
  /** An empty folder that is removed at the end. */
  readonly scratch: string;
}

/** Made before the first test of a file, and removed after the last; the environment is put back after each. */
export function useBench(): Bench {
  const folders: string[] = [];
  beforeAll(async () => {
    folders.push(await makeTempFolder(), await makeTempFolder());
    await exampleTrivyDatabase(folders[0] ?? '');
  });
  afterAll(() => Promise.all(folders.map(removeFolder)));
  afterEach(() => vi.unstubAllEnvs());
  return {
    get database() {
      return folders[0] ?? expect.fail('It is not made yet.');
    },
    get scratch() {
      return folders[1] ?? expect.fail('It is not made yet.');
    },
  };
}

/** Names of its own: other tests use the same engine at the same time. */
let images = 0;
export function ownName(name: string): string {
  return `gate.test/p${process.pid}-${++images}/${name}`;
}

/** Puts images into an engine for the time of `use`. */
export async function withImages<T>(
  engine: TestEngine,
  made: readonly ImageDescription[],
  use: () => Promise<T>,
): Promise<T> {
  const names = made.flatMap(({ tags = [] }) => tags);
  await loadImage(engine, imageArchive(made, 'docker-legacy'));
  try {
    return await use();
  } finally {
    for (const name of names) if (await inspectImage(engine, name)) await removeImage(engine, name);
  }
}

/** The gate with the Trivy of the engine. */
export function runOn(
  engine: TestEngine,
  bench: Bench,
  files: Files | string,
  { options = {}, ...rest }: RunGateOptions = {},
): Promise<GateRun> {
  vi.stubEnv('DOCKER_HOST', engine.env.DOCKER_HOST);
  const own = { database: bench.database, trivyImage: engine.trivyImage, seconds: 120 };
  return runGate(gate, files, { options: { ...own, ...options }, now: new Date(), ...rest });
}

/** The gate with the Trivy of this machine and no engine at all. */
export function runNative(
  bench: Bench,
  files: Files | string,
  { options = {}, ...rest }: RunGateOptions = {},
): Promise<GateRun> {
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
  const trivyBinary = findInstalledTool('trivy') ?? '/nowhere/trivy';
  const own = { database: bench.database, trivyBinary, seconds: 120 };
  return runGate(gate, files, { options: { ...own, ...options }, now: new Date(), ...rest });
}

/** What the gate throws. */
export async function brokenOf(run: Promise<unknown>): Promise<GateError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('It was to break.');
}
