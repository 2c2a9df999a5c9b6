import type { Documents } from './document.js';
import { type Entry, readHead, show } from './entries.js';
import { BLOCK, readHeader } from './tar/header.js';

export type Compression = 'none' | 'gzip' | 'zstd';

const MAGIC: readonly (readonly [Compression | 'bzip2' | 'xz', readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

/** How a file is compressed by its first bytes, which is what engines and Trivy go by, too. */
export function compressionOf(head: Buffer): Compression | 'bzip2' | 'xz' {
  return MAGIC.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0] ?? 'none';
}

/** @throws {GateError} for what no scanner here reads */
export async function layerCompression(documents: Documents, layer: Entry): Promise<Compression> {
  const head = await readHead(layer, BLOCK);
  const compression = compressionOf(head);
  if (compression === 'bzip2' || compression === 'xz')
    throw documents.error(`has a layer in the ${compression} format, which nothing here reads.`);
  if (compression === 'none' && !isTar(head))
    throw documents.error(`has a layer that is no tar: ${show(layer.name)}.`);
  return compression;
}

/** An empty layer has no byte, or zeros only. */
function isTar(head: Buffer): boolean {
  return readHeader(head) !== undefined && head.length === BLOCK ? true : head.every((byte) => byte === 0);
}
