import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { onceARun } from '@railgate/testkit';
import { callEngine, loadImage, programImage, removeImage, type TestEngine } from '@railgate/testkit/engines';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

import { connectEngine, type EngineOptions } from '../src/engine/connect.js';
import type { ContainerEngine, IsolatedRun, VolumeEntry } from '../src/engine/engine.js';
import { BUILT_IMAGE, OWNER_LABEL, ownerOf, ownerTag } from '../src/engine/owner.js';

const SOURCE = fileURLToPath(new URL('probe/main.go', import.meta.url));

export const processes = { started: () => undefined, ended: () => undefined };
export const patient = new AbortController().signal;

const GO = { CGO_ENABLED: '0', GOOS: 'linux', GOFLAGS: '', GO111MODULE: 'off' };

/** `probe/main.go` as a static program: built once a test run, for all files that need it. */
async function buildProbe(): Promise<string> {
  const folder = process.env.RAILGATE_TEST_FOLDER;
  if (folder === undefined) throw new Error('There is no RAILGATE_TEST_FOLDER: tests run by vitest only.');
  const program = join(folder, 'probe');
  await onceARun(folder, 'probe-of-images', async () => {
    await promisify(execFile)('go', ['build', '-trimpath', '-o', program, SOURCE], {
      // Tests have no XDG_CACHE_HOME, and without a cache this takes long.
      env: { ...process.env, ...GO, GOCACHE: process.env.GOCACHE ?? join(homedir(), '.cache/go-build') },
    });
  });
  return program;
}

/** The probe as an image that the engine holds. Gives back its name, which is no other's. */
export async function loadProbe(engine: TestEngine): Promise<string> {
  const name = `railgate.test/probe:${randomUUID().slice(0, 8)}`;
  await loadImage(engine, Readable.from(programImage(name, await buildProbe())));
  return name;
}

export interface Probe {
  readonly name: string;
  readonly connected: ContainerEngine;
}

/**
 * The probe with an engine, for the tests of a `describe`, none of which may leave anything there.
 *
 * @param use gets it before the first of them
 */
export function withProbe(engine: TestEngine, use: (probe: Probe) => void | Promise<void>): void {
  let name = 'none';
  beforeAll(async () => {
    name = await loadProbe(engine);
    await use({ name, connected: await connect(engine) });
  }, 120_000);
  afterAll(() => removeImage(engine, name));
  afterEach(async () => {
    expect(await ours(engine)).toEqual([]);
  });
}

export function connect(engine: TestEngine, options: Partial<EngineOptions> = {}): Promise<ContainerEngine> {
  return connectEngine({ env: engine.env, signal: patient, processes, ...options });
}

export function runOf(image: string, args: readonly string[], more: Partial<IsolatedRun> = {}): IsolatedRun {
  return {
    image,
    args,
    mounts: [],
    memory: 128 * 1024 * 1024,
    cpus: 1,
    pids: 64,
    scratch: 16 * 1024 * 1024,
    seconds: 60,
    signal: patient,
    ...more,
  };
}

export function file(path: string, content: string | Buffer, mode = 0o644): VolumeEntry {
  const bytes = Buffer.from(content);
  return { kind: 'file', path, size: bytes.length, mode, content: () => Readable.from([bytes]) };
}

export function folder(path: string, mode = 0o777): VolumeEntry {
  return { kind: 'folder', path, mode };
}

/** What this very process has left with the engine, by its names. */
export async function ours(engine: TestEngine): Promise<string[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${OWNER_LABEL}=${ownerOf()}`] }));
  const [containers, volumes, images] = await Promise.all([
    ask<{ Names: string[] }[]>(engine, `/containers/json?all=true&filters=${filters}`),
    ask<{ Volumes: { Name: string }[] | null }>(engine, `/volumes?filters=${filters}`),
    ask<{ RepoTags: string[] | null }[]>(engine, '/images/json'),
  ]);
  return [
    ...containers.map(({ Names }) => `container ${Names.join()}`),
    ...(volumes.Volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...images.flatMap(({ RepoTags }) =>
      (RepoTags ?? []).filter((tag) => tag.startsWith(`${BUILT_IMAGE}:${ownerTag()}`)),
    ),
  ];
}

export async function ask<T>(engine: TestEngine, path: string): Promise<T> {
  // Podman fails to list when somebody else removes one of the list meanwhile.
  let { status, body } = await callEngine(engine, path);
  for (let tries = 0; status === 500 && tries < 5; tries++)
    ({ status, body } = await callEngine(engine, path));
  expect(status, body.toString()).toBe(200);
  return JSON.parse(body.toString()) as T;
}

export async function until(is: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await is()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not happen within 10 s.');
}
