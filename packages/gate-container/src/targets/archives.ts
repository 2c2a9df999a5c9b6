import { realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

import { GateError, plainText, type Gap, type ScanInput } from '@railgate/contract';
import { openArchive, parseReference, type ArchivedImage, type ImageArchive } from '@railgate/images';
import { isInside } from '@railgate/kit';

import type { Options } from '../options.js';
import type { OpenImage, OpenImages } from './request.js';
import { nameOf, referenceKey } from './reference.js';

/**
 * The images of a tar or an OCI layout. @param path relative to the root; absolute where the command line names it
 *
 * @throws {GateError}
 */
export async function openArchived(
  path: string,
  {
    workspace,
    options,
    signal,
    progress,
  }: Pick<ScanInput<Options>, 'workspace' | 'options' | 'signal' | 'progress'>,
): Promise<OpenImages> {
  progress(path);
  const found = await locate(path, workspace.root);
  const { platform } = options;
  const archive = await openArchive(found, {
    signal,
    name: path,
    ...(platform !== undefined && { platform }),
  });
  const [first, ...others] = archive.images.map((image, index) => openImage(image, path, index));
  if (!first) {
    await archive.close();
    throw new GateError('LOOKED_AT_NOTHING', `${plainText(path, 300)} holds no image.`);
  }
  const gaps = archive.passedOver.length > 0 ? [passedOver(path, archive)] : [];
  return { images: [first, ...others], gaps, close: () => archive.close() };
}

function passedOver(path: string, archive: ImageArchive): Gap {
  return {
    code: 'PART_SKIPPED',
    ...(!isAbsolute(path) && { path }),
    message: `${plainText(path, 300)} also holds an image for ${plainText(archive.passedOver.join(', '), 200)}, which was not looked at.`,
    remedy:
      'Set the option `platform` of the container gate to the one that is deployed; for several, there is a run each.',
  };
}

/** What the repository names stays in it, whatever its symbolic links say. */
async function locate(path: string, root: string): Promise<string> {
  if (isAbsolute(path)) return path;
  const wanted = join(root, path);
  const real = await realpath(wanted).catch(() => wanted);
  if (isInside(await realpath(root), real) || real === wanted) return real;
  throw new GateError(
    'LOOKED_AT_NOTHING',
    `${plainText(path, 300)} leads out of the repository and is not followed.`,
    {
      remedy: 'Name the file itself, with `--archive` where it is elsewhere.',
    },
  );
}

function openImage(image: ArchivedImage, path: string, index: number): OpenImage {
  const references = image.tags.flatMap((tag) => parseReference(tag) ?? []);
  const [first] = references;
  const own = path.replace(/^.*\/(?=[^/])/, '').replace(/\.(?:tar|tgz|tar\.gz|tar\.zst)$/i, '');
  return {
    name: first ? nameOf(first) : index === 0 ? own : `${own}#${index + 1}`,
    image,
    keys: references.map(referenceKey),
    hints: {},
  };
}
