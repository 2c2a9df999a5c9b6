import type { Pieces } from '../pieces.js';
import type { Entry } from './entries.js';
import type { StoredLayer } from './stored-image.js';
import { storedFrame } from './stored-frame.js';
import { onePiece } from '../pieces.js';
import { BLOCK, padded, writeHeader } from './tar/header.js';

interface Part {
  readonly name: string;
  readonly size: number;
  content(): Pieces;
}

/**
 * One image as `docker save` writes it. Layers stay as they are stored: Trivy reads gzip and zstd, and finds the same.
 * The configuration keeps its bytes, since their digest is the image's id.
 */
export function imageTar(
  config: Entry,
  layers: readonly StoredLayer[],
): { readonly size: number; readonly content: () => Pieces } {
  const parts = [
    manifestPart(layers.length),
    { name: 'config.json', size: config.size, content: () => config.content() },
    ...layerParts(layers),
  ];
  const size = parts.reduce((sum, part) => sum + BLOCK + padded(part.size), 2 * BLOCK);
  return { size, content: () => writeTar(parts) };
}

function manifestPart(layers: number): Part {
  const names = Array.from({ length: layers }, (_, at) => layerName(at));
  const bytes = Buffer.from(JSON.stringify([{ Config: 'config.json', RepoTags: null, Layers: names }]));
  return { name: 'manifest.json', size: bytes.length, content: () => onePiece(bytes) };
}

/**
 * Trivy's reader (go-containerregistry 0.20) takes all layers for uncompressed when the first one is, and then fails on
 * the others; in a compressed image it looks at each. So the first is put into a zstd frame that compresses nothing.
 */
function layerParts(layers: readonly StoredLayer[]): readonly Part[] {
  const isMixed = layers.some(({ compression }) => compression !== 'none');
  return layers.map(({ entry, compression }, at) => {
    const name = layerName(at);
    if (at === 0 && compression === 'none' && isMixed) return { name, ...storedFrame(entry) };
    return { name, size: entry.size, content: () => entry.content() };
  });
}

function layerName(at: number): string {
  return `layer-${at}.tar`;
}

async function* writeTar(parts: readonly Part[]): AsyncGenerator<Buffer, void, undefined> {
  for (const part of parts) {
    yield writeHeader(part.name, part.size);
    yield* part.content();
    const rest = padded(part.size) - part.size;
    if (rest > 0) yield Buffer.alloc(rest);
  }
  yield Buffer.alloc(2 * BLOCK);
}
