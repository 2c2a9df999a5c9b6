import { GateError, plainText, type ScanInput } from '@railgate/contract';
import {
  isPlatform,
  parseReference,
  spoolExport,
  type ArchivedImage,
  type ContainerEngine,
  type EngineImage,
} from '@railgate/images';

import type { Options } from '../options.js';
import type { OpenImage, OpenImages } from './request.js';
import { nameOf, referenceKey } from './reference.js';

/** What images are opened with. */
export interface Opener extends Pick<ScanInput<Options>, 'options' | 'offline' | 'signal' | 'progress'> {
  /** Connected once, when somebody asks. @throws {GateError} `NEED_UNMET` */
  engine(): Promise<ContainerEngine>;
  /** An image is there, and will be open soon. */
  readonly coming: () => void;
}

/** An image that the engine has, or that is fetched. @throws {GateError} */
export async function openByName(name: string, opener: Opener): Promise<OpenImages> {
  const engine = await opener.engine();
  const found = (await engine.inspect(name)) ?? (await fetched(name, engine, opener));
  return openExport(name, found, engine, opener);
}

/** @param found what the engine says of the image that is meant */
export async function openExport(
  name: string,
  found: ExportedImage,
  engine: ContainerEngine,
  { signal, progress, coming }: Opener,
  hints: OpenImage['hints'] = {},
): Promise<OpenImages> {
  progress(`${name}: exporting`);
  coming();
  const { id, platform } = found;
  const archive = await spoolExport(await engine.export(id, signal), { signal, name, platform });
  const image = meant(archive.images, found);
  if (!image) {
    await archive.close();
    throw notThatImage(name, archive.images.length);
  }
  const reference = parseReference(name);
  return {
    images: [
      {
        name: reference ? nameOf(reference) : name,
        image,
        keys: reference ? [referenceKey(reference)] : [],
        hints,
      },
    ],
    close: () => archive.close(),
  };
}

export type ExportedImage = Pick<EngineImage, 'id' | 'platform'>;

/**
 * Engines that keep images for several platforms export all of them, and name the list of them as the image's id: the one with
 * the id, else the only one of the platform. Of two that may be meant, none is.
 */
export function meant(
  images: readonly ArchivedImage[],
  { id, platform }: ExportedImage,
): ArchivedImage | undefined {
  const [first, ...others] = images;
  if (others.length === 0) return first;
  const named = images.find((image) => image.id === id);
  if (named) return named;
  const [fitting, ...more] = images.filter(({ config }) => isPlatform(platformOf(config), platform));
  return more.length === 0 ? fitting : undefined;
}

function platformOf({ os, architecture, variant }: ArchivedImage['config']): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}

function notThatImage(name: string, count: number): GateError {
  const shown = plainText(name, 300);
  const message = `The engine's export of ${shown} holds ${count} images, and which of them is meant cannot be told.`;
  return new GateError('REPORT_UNREADABLE', message, {
    remedy: `Export it yourself, for one platform (\`docker save --platform linux/amd64 --output image.tar ${shown}\`), and name the file in \`archives\`.`,
  });
}

async function fetched(
  name: string,
  engine: ContainerEngine,
  { offline, options, signal, progress }: Opener,
): Promise<EngineImage> {
  const shown = plainText(name, 300);
  // The command line takes the id of an image, too.
  if (!parseReference(name)) {
    throw new GateError(
      'NEED_UNMET',
      `${shown} is nothing that the engine has, and no name that a registry could know.`,
      { remedy: 'Write it as `registry/repository:tag` or `repository@sha256:…`, in lower case.' },
    );
  }
  if (offline) {
    throw new GateError(
      'NEED_UNMET',
      `${shown} is not on this machine, and \`--offline\` forbids fetching it.`,
      {
        remedy: `Run \`docker pull ${shown}\` while there is a network, or run without \`--offline\`.`,
      },
    );
  }
  progress(`${name}: fetching`);
  return engine.pull(name, {
    signal,
    ...(options.platform !== undefined && { platform: options.platform }),
    progress: (text) => {
      progress(`${name}: ${text}`);
    },
  });
}
