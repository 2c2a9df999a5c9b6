import type { GateError } from '@railgate/contract';
import type { ContainerEngine, EngineImage } from '@railgate/images';
import { describe, expect, it } from 'vitest';

import { DEFAULTS } from '../../test/trivy-support.js';
import type { TrivyInput } from './input.js';
import { findTrivyImage, type TrivyImage } from './pinned-image.js';

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const NAME = 'ghcr.io/aquasecurity/trivy';
const PINNED = `${NAME}@${digest('d')}`;
const IMAGE: EngineImage = {
  id: digest('a'),
  tags: [`${NAME}:0.74.0`],
  digests: [PINNED],
  platform: 'linux/amd64',
  size: 1,
  layers: [],
  labels: {},
};

interface World {
  readonly trivyImage?: string;
  /** By the name that is asked for. */
  readonly has?: Readonly<Record<string, EngineImage>>;
  readonly registry?: EngineImage;
  readonly offline?: boolean;
}

/** Only what is asked of an engine here. */
function find({ trivyImage, has = {}, registry, offline = false }: World) {
  const pulled: string[] = [];
  const engine = {
    inspect: (reference: string) => Promise.resolve(has[reference]),
    pull: (reference: string) => {
      pulled.push(reference);
      return registry === undefined ? Promise.reject(new Error('not there')) : Promise.resolve(registry);
    },
  } as Partial<ContainerEngine> as ContainerEngine;
  const options = { ...DEFAULTS, ...(trivyImage !== undefined && { trivyImage }) };
  const input = { options, offline, signal: new AbortController().signal, progress: () => undefined };
  const found: Promise<TrivyImage> = findTrivyImage(input as Partial<TrivyInput> as TrivyInput, engine);
  const failure = found.then(
    () => expect.fail('an image was found'),
    (error: GateError) => error,
  );
  failure.catch(() => undefined);
  return { found, failure, pulled };
}

describe("Trivy's image", () => {
  it('is what the engine has under that digest', async () => {
    const { found, pulled } = find({ trivyImage: PINNED, has: { [PINNED]: IMAGE } });
    expect(await found).toEqual({ id: digest('a'), digest: digest('d'), degraded: [] });
    expect(pulled).toEqual([]);
  });

  it('may be pinned by its id, for an image that was built here', async () => {
    const { found } = find({ trivyImage: `trivy@${digest('a')}`, has: { [digest('a')]: { ...IMAGE, digests: [] } } });
    expect((await found).digest).toBe(digest('a'));
  });

  it('is fetched by its digest, and looked at afterwards', async () => {
    const { found, pulled } = find({ trivyImage: PINNED, registry: IMAGE });
    expect((await found).id).toBe(digest('a'));
    expect(pulled).toEqual([PINNED]);
  });

  it('is another one when the engine or the registry gives another digest', async () => {
    const other = { ...IMAGE, digests: [`${NAME}@${digest('e')}`] };
    for (const world of [{ has: { [PINNED]: other } }, { registry: other }]) {
      const error = await find({ trivyImage: PINNED, ...world }).failure;
      expect([error.code, error.message]).toEqual(['NEED_UNMET', expect.stringContaining('another digest')]);
    }
  });

  it('is not fetched offline', async () => {
    const { failure, pulled } = find({ trivyImage: PINNED, registry: IMAGE, offline: true });
    expect([(await failure).code, (await failure).remedy]).toEqual(['NEED_UNMET', expect.stringContaining(`docker pull ${PINNED}`)]);
    expect(pulled).toEqual([]);
  });

  it('is used by its id, and mentioned, where it is named without a digest', async () => {
    const found = await find({ trivyImage: 'trivy:0.74.0', has: { 'trivy:0.74.0': IMAGE } }).found;
    expect([found.id, found.digest]).toEqual([digest('a'), digest('a')]);
    expect(found.degraded).toEqual([{ engine: 'Trivy', message: expect.stringMatching(/not pinned.*--pin/) }]);
  });

  it('is never fetched by a name', async () => {
    const { failure, pulled } = find({ trivyImage: 'trivy:0.74.0', registry: IMAGE });
    expect([(await failure).code, (await failure).remedy]).toEqual(['NEED_UNMET', expect.stringContaining('docker pull trivy:0.74.0')]);
    expect(pulled).toEqual([]);
  });

  it('is not made up where none is named', async () => {
    const error = await find({ has: { [PINNED]: IMAGE }, registry: IMAGE }).failure;
    expect([error.code, error.remedy]).toEqual(['NEED_UNMET', expect.stringContaining('railgate doctor --pin')]);
  });

  it.each<[string, World]>([
    ['the name that is asked for', { trivyImage: 'registry:5000/trivy:0.69.4', registry: IMAGE }],
    ['its tags', { trivyImage: 'trivy', has: { trivy: { ...IMAGE, tags: ['aquasec/trivy:0.69.6'] } } }],
    ['its label', { trivyImage: 'trivy', has: { trivy: { ...IMAGE, labels: { 'org.opencontainers.image.version': 'v0.69.5' } } } }],
    ['its digest', { trivyImage: 'trivy', has: { trivy: { ...IMAGE, digests: ['x/y@sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b'] } } }],
    ['the digest that is asked for', { trivyImage: 'trivy@sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3', registry: IMAGE }],
  ])('is refused as malware by %s', async (_, world) => {
    const { failure, pulled } = find(world);
    expect((await failure).message).toMatch(/malware/);
    expect(pulled).toEqual([]);
  });
}); // prettier-ignore
