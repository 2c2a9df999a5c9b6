import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';

import { inspectImage, loadImage, type EngineAddress } from './engine-api.js';
import { digestOf, streamedArchive, type StreamedLayer } from './images/streamed-archives.js';
import { TAR_END, tarHeader, tarPadding } from './images/tar.js';

/** Name of the image with the real Trivy that `tools/ci/setup` built. Nobody else has images of this registry. */
export const TRIVY_IMAGE = 'railgate.test/trivy:0.74.0';

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

interface Layer extends StreamedLayer {
  readonly digest: string;
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
  const after = Buffer.concat([tarPadding(size), TAR_END]);
  async function* content(): AsyncIterable<Buffer> {
    yield before;
    for await (const chunk of createReadStream(program)) yield chunk as Buffer;
    yield after;
  }
  const layer = { size: before.length + size + after.length, content };
  return { ...layer, digest: await digestOf(layer) };
}

function dockerArchive(image: string, layer: Layer): AsyncGenerator<Buffer> {
  return streamedArchive(layer, {
    tags: [image],
    settings: { Entrypoint: ['/program'] },
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    createdBy: 'COPY program /program',
  });
}
