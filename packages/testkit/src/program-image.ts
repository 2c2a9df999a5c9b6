import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';

import { inspectImage, loadImage, type EngineAddress } from './engine-api.js';
import { tarHeader } from './images/tar.js';

const BLOCK = 512;
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Puts such an image into the engine, unless the engine has that very image. */
export async function ensureProgramImage(
  engine: EngineAddress,
  image: string,
  program: string,
): Promise<void> {
  const layer = await knownLayerOf(program);
  const there = await inspectImage(engine, image);
  // The id of an image is not that of its configuration in every engine; its layers are the same everywhere.
  if (there?.RootFS.Layers?.join() === layer.digest) return;
  await loadImage(engine, Readable.from(dockerArchive(image, layer)));
}

/** An image of nothing but a program, which is its entrypoint, as a tar that engines load. The same bytes each time. */
export async function* programImage(image: string, program: string): AsyncGenerator<Buffer> {
  yield* dockerArchive(image, await layerOf(program));
}

interface Layer {
  /** Bytes of the tar. */
  readonly size: number;
  /** `sha256:…` */
  readonly digest: string;
  content(): AsyncIterable<Buffer>;
}

const layers = new Map<string, Promise<Layer>>();

/** Reads a large program once a process, however many engines get it. */
function knownLayerOf(program: string): Promise<Layer> {
  const known = layers.get(program) ?? layerOf(program);
  layers.set(program, known);
  return known;
}

/** A tar that holds the program as `/program`: the same bytes each time, never whole in memory. */
async function layerOf(program: string): Promise<Layer> {
  const { size } = statSync(program);
  const before = tarHeader({ path: 'program', mode: 0o755 }, size);
  const after = Buffer.alloc((-size & (BLOCK - 1)) + 2 * BLOCK);
  async function* content(): AsyncIterable<Buffer> {
    yield before;
    for await (const chunk of createReadStream(program)) yield chunk as Buffer;
    yield after;
  }
  const hash = createHash('sha256');
  for await (const chunk of content()) hash.update(chunk);
  const digest = `sha256:${hash.digest('hex')}`;
  return { size: before.length + size + after.length, digest, content };
}

/** As `docker save` writes it (https://github.com/moby/docker-image-spec/blob/main/v1.2.md). */
async function* dockerArchive(image: string, layer: Layer): AsyncGenerator<Buffer> {
  const config = json({
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Entrypoint: ['/program'] },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'COPY program /program' }],
  });
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  const manifest = json([{ Config: configName, RepoTags: [image], Layers: ['layer.tar'] }]);
  yield file(configName, config);
  yield tarHeader({ path: 'layer.tar' }, layer.size);
  yield* layer.content();
  yield file('manifest.json', manifest);
  yield Buffer.alloc(2 * BLOCK);
}

function file(name: string, content: Buffer): Buffer {
  const rest = Buffer.alloc(-content.length & (BLOCK - 1));
  return Buffer.concat([tarHeader({ path: name }, content.length), content, rest]);
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
