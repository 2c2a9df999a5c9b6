import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';

import { nothingThere, systemError } from './archive-error.js';
import type { ArchivedImage } from './archived-image.js';
import { Documents } from './document.js';
import { DOCKER_MANIFEST, dockerImages } from './docker-manifest.js';
import type { Entries } from './entries.js';
import { openFolder } from './folder-entries.js';
import { type ArchiveOptions, type ArchiveSettings, settingsOf } from './options.js';
import { OCI_INDEX, OciLayout } from './oci-layout.js';
import { spool } from './spool.js';
import type { StoredImage } from './stored-image.js';
import { PositionedFile } from './tar/positioned-file.js';
import { openTar } from './tar/tar-entries.js';
import { unpacked } from './unpack.js';
import { verifyLayers } from './verify-layers.js';

/** A file or folder that holds images. It stays open until it is closed. */
export interface ImageArchive {
  /** `docker` where `manifest.json` tells what it holds, `oci` where `index.json` does. */
  readonly format: 'docker' | 'oci';
  /** At least one. */
  readonly images: readonly ArchivedImage[];
  /** Platforms (`linux/arm64`) of further forms of these images, where nobody asked for the one that is taken. */
  readonly passedOver: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a tar of `docker save` or `podman save`, plain or compressed, or an OCI layout, a folder or a tar. Reads what the
 * archive says of itself, no layers.
 *
 * @param path absolute; symbolic links in it are followed
 * @throws {GateError} `LOOKED_AT_NOTHING`: nothing is there, or no image; `REPORT_UNREADABLE`: damaged or not to be trusted;
 *   `NEED_UNMET`: no permission, no room
 */
export async function openArchive(path: string, options: ArchiveOptions): Promise<ImageArchive> {
  const settings = settingsOf(options, basename(path));
  return readImages(await openEntries(path, settings), settings);
}

/**
 * Keeps the stream of an engine's export in a temporary file that goes with the archive, and opens that.
 *
 * @throws {GateError} as `openArchive`; `TOOL_CRASHED` when the stream breaks off
 */
export async function spoolExport(stream: Readable, options: ArchiveOptions): Promise<ImageArchive> {
  const settings = settingsOf(options, 'The image');
  return readImages(await openTar(await spool(stream, settings), settings.limits), settings);
}

/** What became a pipe since it was looked at must not make us wait for somebody who writes to it. */
const MODE = constants.O_RDONLY | constants.O_NONBLOCK;

async function openEntries(path: string, settings: ArchiveSettings): Promise<Entries> {
  const { name, signal } = settings;
  try {
    signal.throwIfAborted();
    const found = await stat(path);
    if (found.isDirectory()) return await openFolder(path, name, signal);
    if (!found.isFile()) throw noImage(name, 'is neither a file nor a folder.');
    return await openTar(await unpacked(await openFile(path, settings), settings), settings.limits);
  } catch (error) {
    throw systemError(name, error);
  }
}

async function openFile(path: string, { name, signal }: ArchiveSettings): Promise<PositionedFile> {
  const handle = await open(path, MODE);
  const { size } = await handle.stat();
  if (size > 0) return new PositionedFile(name, size, handle, signal);
  await handle.close();
  throw noImage(name, 'is empty.');
}

function noImage(name: string, what: string): Error {
  return nothingThere(name, what, 'Check the path, and whether the step that writes it ended well.');
}

async function readImages(entries: Entries, settings: ArchiveSettings): Promise<ImageArchive> {
  try {
    const { format, images, passedOver } = await imagesOf(entries, settings);
    if (settings.verify === true) await verifyLayers(entries.name, images);
    return { format, images, passedOver, close: () => entries.close() };
  } catch (error) {
    await entries.close();
    throw error;
  }
}

/**
 * Docker 25 and later describe an image in both ways. An engine goes by one of them, depending on its kind: what stands in
 * either is looked at.
 */
async function imagesOf(
  entries: Entries,
  settings: ArchiveSettings,
): Promise<Pick<ImageArchive, 'format' | 'passedOver'> & { images: readonly StoredImage[] }> {
  const documents = new Documents(entries, settings.limits);
  const manifest = await documents.find(DOCKER_MANIFEST);
  const index = await documents.find(OCI_INDEX);
  const docker = manifest === undefined ? [] : await dockerImages(documents, manifest);
  const layout = new OciLayout(documents, settings.platform);
  const oci = index === undefined ? [] : await layout.images(index, docker.length > 0);
  const images = distinct([...docker, ...oci]);
  if (images.length > settings.limits.images)
    throw documents.error(`holds more than ${settings.limits.images} images.`);
  const { passedOver } = layout;
  if (images.length > 0) return { format: manifest === undefined ? 'oci' : 'docker', images, passedOver };
  throw nothingThere(
    entries.name,
    manifest === undefined && index === undefined
      ? 'is no image: it has neither a manifest.json nor an index.json.'
      : 'holds no image.',
    'Name a tar of `docker save` or `podman save`, or the folder or tar of an OCI layout, with `index.json` at its root.',
  );
}

/** Every image once, with all its names. The same id over other layers is another image: one of the two lies. */
function distinct(images: readonly StoredImage[]): readonly StoredImage[] {
  const known = new Map<string, StoredImage>();
  for (const image of images) {
    const key = [image.id, ...image.layers.map(({ entry }) => entry.name)].join('\n');
    const tags = new Set([...(known.get(key)?.tags ?? []), ...image.tags]);
    known.set(key, { ...image, tags: [...tags] });
  }
  return [...known.values()];
}
