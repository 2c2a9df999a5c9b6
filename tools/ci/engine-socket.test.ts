import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { answeringDocker, engineAt } from './engine-socket.mjs';
import { docker } from './install-system.mjs';

let folder: string;
let host: string;
let engine: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-socket-'));
  host = `unix://${join(folder, 'engine.sock')}`;
});
afterEach(() => {
  engine?.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['docker', 200, {}],
  ['podman', 200, { 'Libpod-Api-Version': '4.3.1' }],
  [undefined, 500, {}],
])('%s is what answers %i with %j', async (kind, status, headers) => {
  await listen(status, headers);
  expect(await engineAt(host)).toBe(kind);
});

it('sees nothing where nobody listens', async () => {
  expect(await engineAt(host)).toBeUndefined();
  vi.stubEnv('DOCKER_HOST', host);
  expect(await answeringDocker()).toBeUndefined();
});

it('takes no Podman for a Docker, and no engine that is elsewhere', async () => {
  await listen(200, { 'Libpod-Api-Version': '4.3.1' });
  vi.stubEnv('DOCKER_HOST', host);
  expect(await answeringDocker()).toBeUndefined();
  vi.stubEnv('DOCKER_HOST', 'ssh://somewhere');
  expect(await answeringDocker()).toBeUndefined();
});

it('needs nothing installed where an engine answers', async () => {
  await listen(200, {});
  vi.stubEnv('DOCKER_HOST', host);
  vi.stubEnv('PATH', folder);
  expect(await docker.install()).toBe(`${host} answers.`);
});

async function listen(status: number, headers: Readonly<Record<string, string>>): Promise<void> {
  engine = createServer((_, answer) => answer.writeHead(status, headers).end('OK'));
  engine.listen(join(folder, 'engine.sock'));
  await once(engine, 'listening');
}
