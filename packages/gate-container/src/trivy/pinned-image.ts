import { GateError, cleanText, type Degraded } from '@railgate/contract';
import type { ContainerEngine, EngineImage } from '@railgate/images';

import type { TrivyInput } from './input.js';
import { refuseMalicious } from './versions.js';

/** What choosing the image takes of a run. */
export interface TrivyImageInput extends Pick<TrivyInput, 'offline' | 'signal' | 'progress'> {
  readonly options: Pick<TrivyInput['options'], 'trivyImage'>;
}

/** An image that holds Trivy, and why nobody can exchange it. */
export interface TrivyImage {
  /** By which it is started. */
  readonly id: string;
  /** The digest that it is pinned by; its id where it is not. */
  readonly digest: string;
  readonly degraded: readonly Degraded[];
}

const PIN = 'Run `railgate doctor --pin`, which looks the digest of the image up and writes it down.';
const VERSION_LABEL = 'org.opencontainers.image.version';

/** @throws {GateError} `NEED_UNMET`: none is named, it is not there, it is another one, or it must not be used. */
export async function findTrivyImage(input: TrivyImageInput, engine: ContainerEngine): Promise<TrivyImage> {
  const reference = input.options.trivyImage;
  if (reference === undefined) {
    throw new GateError(
      'NEED_UNMET',
      'No image that holds Trivy is named, and none is taken whose digest nobody has looked up.',
      {
        remedy: `${PIN} Or set \`trivyBinary\` to a \`trivy\` of your own.`,
      },
    );
  }
  const [name = '', digest] = reference.split('@');
  refuseMalicious([tagOf(name)], digest === undefined ? [] : [digest]);
  return digest === undefined ? unpinned(reference, engine) : pinned(reference, digest, input, engine);
}

async function pinned(
  reference: string,
  digest: string,
  input: TrivyImageInput,
  engine: ContainerEngine,
): Promise<TrivyImage> {
  const image =
    (await engine.inspect(reference)) ??
    (await engine.inspect(digest)) ??
    (await fetch(reference, input, engine));
  refuseWhatItSays(image);
  if (!digestsOf(image).has(digest)) {
    throw new GateError(
      'NEED_UNMET',
      `The image behind ${cleanText(reference)} has another digest than that.`,
      { remedy: PIN },
    );
  }
  return { id: image.id, digest, degraded: [] };
}

async function fetch(
  reference: string,
  input: TrivyImageInput,
  engine: ContainerEngine,
): Promise<EngineImage> {
  if (input.offline) {
    throw new GateError(
      'NEED_UNMET',
      `The engine does not have ${cleanText(reference)}, and nothing is fetched offline.`,
      {
        remedy: `Run \`docker pull ${cleanText(reference)}\` while there is a network.`,
      },
    );
  }
  const progress = (text: string): void => input.progress(`Trivy's image: ${text}`);
  return engine.pull(reference, { signal: input.signal, progress });
}

async function unpinned(reference: string, engine: ContainerEngine): Promise<TrivyImage> {
  const image = await engine.inspect(reference);
  if (image === undefined) {
    throw new GateError(
      'NEED_UNMET',
      `The engine does not have ${cleanText(reference)}, and no image is fetched by a name that may mean another one tomorrow.`,
      {
        remedy: `${PIN} Or run \`docker pull ${cleanText(reference)}\` yourself.`,
      },
    );
  }
  refuseWhatItSays(image);
  const message = `The image ${cleanText(reference)} is not pinned by a digest; ${image.id} was used. \`railgate doctor --pin\` pins it.`;
  return { id: image.id, digest: image.id, degraded: [{ engine: 'Trivy', message }] };
}

function refuseWhatItSays(image: EngineImage): void {
  refuseMalicious([...image.tags.map(tagOf), image.labels[VERSION_LABEL] ?? ''], digestsOf(image));
}

/** Every digest by which this very image is known. */
function digestsOf(image: EngineImage): ReadonlySet<string> {
  return new Set([image.id, ...image.digests.map((name) => name.slice(name.indexOf('@') + 1))]);
}

/** `0.74.0` of `registry:5000/trivy:0.74.0`. */
function tagOf(name: string): string {
  return /:([\w.-]{1,128})$/.exec(name.slice(name.lastIndexOf('/') + 1))?.[1] ?? '';
}
