import type { ArchivedImage, ContainerEngine } from '@railgate/images';
import { describe, expect, it } from 'vitest';

import { meant, openByName, type Opener } from '../../src/targets/engine-images.js';
import { DEFAULTS } from '../trivy-support.js';

function imageOf(id: string, platform: string): ArchivedImage {
  const [os = '', architecture = '', variant] = platform.split('/');
  const config = { os, architecture, ...(variant !== undefined && { variant }), env: [], labels: {} };
  const asTar = () => ({ size: 0, content: () => expect.unreachable('Nobody reads it.') });
  return { tags: [], id: `sha256:${id}`, config, layers: [], history: [], asTar };
}

const AMD = imageOf('a', 'linux/amd64');
const ARM = imageOf('b', 'linux/arm64/v8');

describe('the image that is meant by an export', () => {
  it.each([
    ['the only one, whatever its id', [ARM], { id: 'sha256:index', platform: 'linux/amd64' }, ARM],
    ['the one with the id', [AMD, ARM], { id: 'sha256:b', platform: 'linux/amd64' }, ARM],
    ['the one for the platform', [AMD, ARM], { id: 'sha256:index', platform: 'linux/arm64' }, ARM],
    [
      'none of several for one platform',
      [AMD, imageOf('c', 'linux/amd64')],
      { id: 'sha256:index', platform: 'linux/amd64' },
      undefined,
    ],
    ['none where all are for others', [AMD, ARM], { id: 'sha256:index', platform: 'linux/s390x' }, undefined],
    ['none of none', [], { id: 'sha256:a', platform: 'linux/amd64' }, undefined],
  ])('is %s', (_name, images, found, image) => {
    expect(meant(images, found)).toBe(image);
  });
});

describe('an image by its name', () => {
  const openerOf = (isThere: boolean) => {
    const said: string[] = [];
    const engine = {
      inspect: () => Promise.resolve(isThere ? { id: 'sha256:a', platform: 'linux/amd64' } : undefined),
      export: () => {
        said.push('exported');
        return Promise.reject(new Error('This test has no image.'));
      },
    } as unknown as ContainerEngine;
    const opener: Opener = {
      options: DEFAULTS,
      offline: true,
      signal: new AbortController().signal,
      progress: () => undefined,
      engine: () => Promise.resolve(engine),
      coming: () => void said.push('coming'),
    };
    return { opener, said };
  };

  it.each(['Foo:BAR', 'app@sha256:12', 'a b'])('is not asked for where it is none: %s', async (name) => {
    const { opener } = openerOf(false);
    await expect(openByName(name, opener)).rejects.toMatchObject({
      message: `${name} is nothing that the engine has, and no name that a registry could know.`,
      remedy: expect.stringContaining('in lower case') as string,
    });
  });

  it('is announced before it is exported', async () => {
    const { opener, said } = openerOf(true);
    await expect(openByName('app:1', opener)).rejects.toThrow('This test has no image.');
    expect(said).toEqual(['coming', 'exported']);
  });

  it('is not announced where it is not to be had', async () => {
    const { opener, said } = openerOf(false);
    await expect(openByName('app:1', opener)).rejects.toMatchObject({ code: 'NEED_UNMET' });
    expect(said).toEqual([]);
  });
});
