import { GateError, plainText, type ScanInput } from '@railgate/contract';
import { parseReference, spoolExport, type ContainerEngine, type EngineImage } from '@railgate/images';

import type { Options } from '../options.js';
import type { OpenImage, OpenImages } from './request.js';
import { nameOf, referenceKey } from './reference.js';

/** What images are opened with. */
export interface Opener extends Pick<ScanInput<Options>, 'options' | 'offline' | 'signal' | 'progress'> {
  /** Connected once, when somebody asks. @throws {GateError} `NEED_UNMET` */
  engine(): Promise<ContainerEngine>;
}

/** An image that the engine has, or that is fetched. @throws {GateError} */
export async function openByName(name: string, opener: Opener): Promise<OpenImages> {
  const engine = await opener.engine();
  const found = (await engine.inspect(name)) ?? (await fetched(name, engine, opener));
  return openExport(name, found.id, engine, opener);
}

/** @param id of an image that the engine has */
export async function openExport(
  name: string,
  id: string,
  engine: ContainerEngine,
  { signal, progress }: Opener,
  hints: OpenImage['hints'] = {},
): Promise<OpenImages> {
  progress(`${name}: exporting`);
  const archive = await spoolExport(await engine.export(id, signal), { signal, name });
  const [image] = archive.images;
  if (!image) {
    await archive.close();
    throw new GateError(
      'REPORT_UNREADABLE',
      `The engine's export of ${plainText(name, 300)} holds no image.`,
    );
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

async function fetched(
  name: string,
  engine: ContainerEngine,
  { offline, options, signal, progress }: Opener,
): Promise<EngineImage> {
  const shown = plainText(name, 300);
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
