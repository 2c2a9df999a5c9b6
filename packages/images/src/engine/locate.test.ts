import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { EngineAddress } from './address.js';
import { locate } from './locate.js';

let home: string;
const servers: Server[] = [];
beforeEach(async () => {
  home = await makeTempFolder();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await removeFolder(home);
});

const find = (env: Readonly<Record<string, string>> = {}) => locate({ env, home });
const only = async (env: Readonly<Record<string, string>>): Promise<EngineAddress | undefined> => {
  const found = await find(env);
  expect(found).toHaveLength(1);
  return found[0];
};

async function configure(config: object): Promise<void> {
  await mkdir(join(home, '.docker'), { recursive: true });
  await writeFile(join(home, '.docker/config.json'), JSON.stringify(config));
}

async function makeContext(
  name: string,
  host: string,
  more: object = {},
  pems: Record<string, string> = {},
): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', id);
  await mkdir(meta, { recursive: true });
  const Endpoints = { docker: { Host: host, ...more } };
  await writeFile(join(meta, 'meta.json'), JSON.stringify({ Name: name, Metadata: {}, Endpoints }));
  const tls = join(home, '.docker/contexts/tls', id, 'docker');
  await mkdir(tls, { recursive: true });
  for (const [file, content] of Object.entries(pems)) await writeFile(join(tls, file), content);
}

async function listen(path: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return `unix://${path}`;
}

describe('DOCKER_HOST', () => {
  it.each([
    ['unix:///x/y.sock', { kind: 'socket', path: '/x/y.sock' }, 'unix:///x/y.sock'],
    ['unix://', { kind: 'socket', path: '/var/run/docker.sock' }, 'unix:///var/run/docker.sock'],
    [
      'npipe:////./pipe/docker_engine',
      { kind: 'socket', path: '//./pipe/docker_engine' },
      'npipe:////./pipe/docker_engine',
    ],
    ['tcp://10.0.0.1', { kind: 'host', host: '10.0.0.1', port: 2375, prefix: '' }, 'tcp://10.0.0.1:2375'],
    [
      'tcp://[::1]:2377/engine/',
      { kind: 'host', host: '::1', port: 2377, prefix: '/engine' },
      'tcp://[::1]:2377/engine',
    ],
    ['10.0.0.1:2375', { kind: 'host', host: '10.0.0.1', port: 2375, prefix: '' }, 'tcp://10.0.0.1:2375'],
    ['http://engine:80', { kind: 'host', host: 'engine', port: 80, prefix: '' }, 'tcp://engine:80'],
    [
      'https://engine',
      { kind: 'host', host: 'engine', port: 443, prefix: '', tls: { verify: true } },
      'tcp://engine:443',
    ],
    ['ssh://me@host:2222', { kind: 'ssh', destination: 'me@host', port: 2222 }, 'ssh://me@host:2222'],
    ['ssh://host', { kind: 'ssh', destination: 'host' }, 'ssh://host'],
  ])('%s', async (host, at, shown) => {
    expect(await only({ DOCKER_HOST: host })).toEqual({ at, shown, named: 'DOCKER_HOST' });
  });

  it('never shows a credential', async () => {
    for (const host of [
      'tcp://me:hunter2@engine:2375',
      'ssh://me:hunter2@engine',
      'https://me:hunter2@engine/x',
    ])
      expect(JSON.stringify(await only({ DOCKER_HOST: host }))).not.toContain('hunter2');
    const wrong: unknown = await find({ DOCKER_HOST: 'tcp://me:hunter2@:::' }).catch(
      (error: unknown) => error,
    );
    expect(JSON.stringify([String(wrong), (wrong as { remedy: string }).remedy])).not.toContain('hunter2');
  });

  it.each([
    'ftp://engine',
    'tcp://',
    'ssh://',
    'tcp://a b',
    'unix://relative',
    'ssh://-oProxyCommand=touch%20x',
    'ssh://-x@host',
  ])('says that %s is no address', async (host) => {
    await expect(find({ DOCKER_HOST: host })).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/^DOCKER_HOST holds no address of a container engine/) as string,
      remedy: expect.stringMatching(/unix:\/\//) as string,
    });
  });
});

describe('TLS of the environment', () => {
  it('is that of DOCKER_CERT_PATH', async () => {
    for (const file of ['ca', 'cert', 'key']) await writeFile(join(home, `${file}.pem`), file);
    const address = await only({
      DOCKER_HOST: 'tcp://engine',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: home,
    });
    const tls = { verify: true, ca: Buffer.from('ca'), cert: Buffer.from('cert'), key: Buffer.from('key') };
    expect(address?.at).toEqual({ kind: 'host', host: 'engine', port: 2376, prefix: '', tls });
  });

  it('believes whoever answers with DOCKER_TLS alone', async () => {
    const address = await only({ DOCKER_HOST: 'tcp://engine', DOCKER_TLS: '1', DOCKER_CERT_PATH: home });
    expect(address?.at).toMatchObject({ tls: { verify: false } });
  });

  it('names the file that is missing, and what lacks its other half', async () => {
    const env = { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
    await expect(find(env)).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/ca\.pem cannot be read \(ENOENT\)/) as string,
      remedy: expect.stringMatching(/DOCKER_CERT_PATH/) as string,
    });
    await writeFile(join(home, 'ca.pem'), 'ca');
    await writeFile(join(home, 'cert.pem'), 'cert');
    await expect(find(env)).rejects.toThrow(/only one is in/);
  });

  it('is no matter of a socket', async () => {
    expect(await only({ DOCKER_HOST: 'unix:///x', DOCKER_TLS_VERIFY: '1' })).toMatchObject({
      shown: 'unix:///x',
    });
  });
});

describe('contexts', () => {
  it('are taken in the order of the Docker client', async () => {
    await makeContext('one', 'unix:///one');
    await makeContext('two', 'unix:///two');
    await configure({ currentContext: 'one' });
    expect((await only({}))?.shown).toBe('unix:///one');
    expect(await only({ DOCKER_CONTEXT: 'two' })).toMatchObject({
      shown: 'unix:///two',
      named: 'the context "two"',
    });
    expect((await only({ DOCKER_CONTEXT: 'two', DOCKER_HOST: 'unix:///three' }))?.shown).toBe(
      'unix:///three',
    );
  });

  it('have TLS of their own', async () => {
    await makeContext(
      'far',
      'tcp://far:2376',
      { SkipTLSVerify: false },
      { 'ca.pem': 'A', 'cert.pem': 'B', 'key.pem': 'C' },
    );
    const tls = { verify: true, ca: Buffer.from('A'), cert: Buffer.from('B'), key: Buffer.from('C') };
    expect((await only({ DOCKER_CONTEXT: 'far' }))?.at).toMatchObject({ port: 2376, tls });
    await makeContext('lax', 'tcp://lax', { SkipTLSVerify: true }, { 'ca.pem': 'A' });
    expect((await only({ DOCKER_CONTEXT: 'lax' }))?.at).toMatchObject({ port: 2376, tls: { verify: false } });
    await makeContext('plain', 'tcp://plain');
    expect((await only({ DOCKER_CONTEXT: 'plain' }))?.at).toEqual({
      kind: 'host',
      host: 'plain',
      port: 2375,
      prefix: '',
    });
  });

  it('are looked for where DOCKER_CONFIG says', async () => {
    await configure({ currentContext: 'one' });
    await makeContext('one', 'unix:///one');
    expect(
      (await locate({ env: { DOCKER_CONFIG: join(home, '.docker') }, home: '/nowhere' }))[0]?.shown,
    ).toBe('unix:///one');
  });

  it('must be there, and name an engine', async () => {
    await expect(find({ DOCKER_CONTEXT: 'gone\n' })).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: 'The Docker client has no context "gone\\\\n".',
      remedy: expect.stringMatching(/docker context ls/) as string,
    });
    await makeContext('empty', '');
    await expect(find({ DOCKER_CONTEXT: 'empty' })).rejects.toThrow(
      'There is no container engine in the context "empty".',
    );
  });

  it('stand in a configuration that can be read', async () => {
    await configure({});
    await writeFile(join(home, '.docker/config.json'), '{ "auths": { "x": "hunter2"');
    const error: unknown = await find().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/config\.json is no JSON/) as string,
    });
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('the usual places', () => {
  it('are asked in their order', async () => {
    const XDG_RUNTIME_DIR = join(home, 'run');
    const podman = await listen(join(XDG_RUNTIME_DIR, 'podman/podman.sock'));
    const rootless = await listen(join(XDG_RUNTIME_DIR, 'docker.sock'));
    const desktop = await listen(join(home, '.docker/run/docker.sock'));
    const env = { XDG_RUNTIME_DIR, CONTAINER_HOST: 'tcp://127.0.0.1:8080', DOCKER_CONTEXT: 'default' };
    const shown = (await find(env))
      .map((address) => address.shown)
      .filter((one) => !/^unix:\/\/\/(?:var\/)?run\//.test(one));
    expect(shown).toEqual([rootless, desktop, podman, 'tcp://127.0.0.1:8080']);
  });
});
