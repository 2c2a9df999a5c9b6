import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { callEngine, loadImage } from './engine-api.js';
import { makeTempFolder, removeFolder } from './temp-folder.js';

const servers: Server[] = [];
let folder: string;
beforeEach(async () => {
  folder = await makeTempFolder();
  vi.resetModules();
  // Nothing of this machine is found.
  for (const name of ['DOCKER', 'PODMAN', 'ROOTLESS_PODMAN'])
    vi.stubEnv(`RAILGATE_TEST_${name}`, `unix://${folder}/none`);
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

it('says what to do where no engine answers', async () => {
  const { dockerEngine, podmanEngine } = await import('./engines.js');
  expect(await dockerEngine()).toEqual({
    kind: 'docker',
    skip: 'no docker answers: start Docker, or run `node tools/ci/engines.mjs start` as root',
  });
  expect(await podmanEngine()).toMatchObject({
    skip: expect.stringContaining('no podman answers: run `systemctl') as string,
  });
});

it('takes no other engine than the one that was named for the tests', async () => {
  vi.stubEnv('DOCKER_HOST', await engine({}));
  const { dockerEngine } = await import('./engines.js');
  expect(await dockerEngine()).toHaveProperty('skip');
});

it('takes a Podman for no Docker, one that root runs for no rootless one, and none that is elsewhere', async () => {
  const podman = await engine({ 'Libpod-Api-Version': '4.3.1' });
  vi.stubEnv('RAILGATE_TEST_DOCKER', podman);
  vi.stubEnv('RAILGATE_TEST_PODMAN', 'tcp://127.0.0.1:2375');
  if (process.getuid?.() === 0) vi.stubEnv('RAILGATE_TEST_ROOTLESS_PODMAN', podman);
  const { dockerEngine, podmanEngine, rootlessPodmanEngine } = await import('./engines.js');
  expect(await dockerEngine()).toHaveProperty('skip');
  expect(await podmanEngine()).toHaveProperty('skip');
  expect(await rootlessPodmanEngine()).toHaveProperty('skip');
});

it.each([
  [
    200,
    '{"stream":"Loaded image: a/b:1\\n"}\n{"stream":"Loaded image ID: sha256:12\\n"}',
    ['a/b:1', 'sha256:12'],
  ],
  [200, '{"stream":"Loaded image(s): a/b:1,c/d:2\\n"}', ['a/b:1', 'c/d:2']],
  [200, '', []],
])('reads what was loaded from %i %j', async (status, said, names) => {
  const host = await engine({}, status, said);
  expect(await loadImage({ env: { DOCKER_HOST: host } }, Buffer.from('tar'))).toEqual(names);
});

it.each([
  [200, '{"errorDetail":{"message":"no space left"},"error":"no space left"}'],
  [500, '{"message":"no space left"}'],
])('fails when the engine says %i %j', async (status, said) => {
  const host = await engine({}, status, said);
  const loading = loadImage({ env: { DOCKER_HOST: host } }, Buffer.from('tar'));
  await expect(loading).rejects.toThrow('no space left');
});

it('speaks to Unix sockets alone', async () => {
  const elsewhere = { env: { DOCKER_HOST: 'ssh://somewhere' } };
  await expect(callEngine(elsewhere, '/_ping')).rejects.toThrow('ssh://somewhere is no Unix socket');
});

/** Answers everything in the same way. Gives its address. */
async function engine(headers: Readonly<Record<string, string>>, status = 200, said = 'OK'): Promise<string> {
  const server = createServer((asked, answer) => {
    asked.resume().on('end', () => answer.writeHead(status, headers).end(said));
  });
  servers.push(server);
  const socket = join(folder, `${servers.length}.sock`);
  server.listen(socket);
  await once(server, 'listening');
  return `unix://${socket}`;
}
