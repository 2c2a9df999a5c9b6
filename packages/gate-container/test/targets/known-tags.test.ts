import { startImageRegistry, type ImageRegistryStub } from '@railgate/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { knownTags, type TagsInput } from '../../src/targets/known-tags.js';

let registry: ImageRegistryStub;
beforeEach(async () => {
  registry = await startImageRegistry({ login: { kind: 'bearer', user: 'ann', password: 'hunter2-secret' } });
  for (const tag of ['20-alpine3.22', '22'])
    registry.addManifest(`team/node:${tag}`, 'application/vnd.oci.image.manifest.v1+json', Buffer.from('{}'));
});
afterEach(() => registry.close());

const configured: TagsInput = {
  offline: false,
  signal: new AbortController().signal,
  credentials: (serveraddress) =>
    Promise.resolve(
      serveraddress === registry.host
        ? { username: 'ann', password: 'hunter2-secret', serveraddress }
        : undefined,
    ),
};
const base = () => registry.reference('team/node:20.1-alpine3.18');

it('ok: asks a registry that the user has a login for, once for all names of one repository', async () => {
  const tags = await knownTags([base(), registry.reference('team/node:16'), '$NO/name'], configured);
  expect([...tags]).toEqual([[registry.reference('team/node'), new Set(['20-alpine3.22', '22'])]]);
  expect(
    registry.requests.filter(({ route, headers }) => route === 'tags' && headers.authorization),
  ).toHaveLength(1);
});

it('asks nobody offline, and none that a Dockerfile alone names', async () => {
  expect(await knownTags([base()], { ...configured, offline: true })).toEqual(new Map());
  expect(await knownTags([base()], { ...configured, credentials: () => Promise.resolve(undefined) })).toEqual(
    new Map(),
  );
  expect(registry.requests).toEqual([]);
});

it('broken: knows nothing where the registry fails, and ends when nobody waits any more', async () => {
  registry.reply('tags', 404);
  expect(await knownTags([base()], configured)).toEqual(new Map());
  const failing = { ...configured, credentials: () => Promise.reject(new Error('no helper')) };
  expect(await knownTags([base()], failing)).toEqual(new Map());
  await expect(
    knownTags([base()], { ...configured, signal: AbortSignal.abort(new Error('Ctrl-C')) }),
  ).rejects.toThrow('Ctrl-C');
});
