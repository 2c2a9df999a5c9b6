import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  makeTempFolder,
  removeFolder,
  startImageRegistry,
  type ImageRegistryStub,
  type StubReply,
} from '@railgate/testkit';
import {
  describeWithEngine,
  dockerEngine,
  podmanEngine,
  removeImage,
  type NoEngine,
  type TestEngine,
} from '@railgate/testkit/engines';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { ask, connect, patient } from '../../test/engine-support.js';
import type { ContainerEngine } from './engine.js';

const LOGIN = { kind: 'basic', user: 'ann', password: 'hunter2-secret' } as const;

let home: string;
beforeAll(async () => {
  home = await makeTempFolder();
});
afterAll(() => removeFolder(home));

function imageFor(architecture: string) {
  const rootfs = { type: 'layers', diff_ids: [] };
  // Each with an id of its own: the engine would not ask for one that it knows.
  const config = { Labels: { nonce: randomUUID() } };
  return { config: Buffer.from(JSON.stringify({ architecture, os: 'linux', config, rootfs })), layers: [] };
}

const architecture = process.arch === 'x64' ? 'amd64' : process.arch;

/** With registries of this machine that speak no TLS: Docker takes them, a Podman only if it was told to. */
const engines = [await dockerEngine(), await trusting(await podmanEngine())];

async function trusting(found: TestEngine | NoEngine): Promise<TestEngine | NoEngine> {
  if ('skip' in found) return found;
  const { registries } = await ask<{ registries?: Record<string, { Insecure?: boolean }> }>(
    found,
    '/v4.0.0/libpod/info',
  );
  if (registries?.['127.0.0.1']?.Insecure) return found;
  const skip =
    'this Podman takes no registry of this machine without TLS: `tools/ci/engines.mjs` starts one that does';
  return { kind: found.kind, skip };
}

for (const found of engines)
  describeWithEngine(`pulling with ${found.kind}`, found, (engine) => {
    let registry: ImageRegistryStub;
    let name: string;
    let connected: ContainerEngine;
    beforeAll(async () => {
      connected = await connect(engine);
    });
    beforeEach(async () => {
      registry = await startImageRegistry();
      registry.addImage('team/app:1', imageFor(architecture));
      name = registry.reference('team/app:1');
    });
    afterEach(async () => {
      await removeImage(engine, name).catch(() => undefined);
      await registry.close();
    });
    const pull = (reference = name, platform?: string) =>
      connected.pull(reference, { signal: patient, ...(platform !== undefined && { platform }) });

    it('gives the image', async () => {
      expect(await pull()).toMatchObject({ tags: [name], platform: `linux/${architecture}` });
    });

    it('tells how far it is', async () => {
      const lines: string[] = [];
      await connected.pull(name, { signal: patient, progress: (line) => lines.push(line) });
      expect(lines.join('\n')).toMatch(engine.kind === 'docker' ? /Pulling from team\/app/ : /\S/);
    });

    it.each<[string, 'manifest' | 'blob', StubReply, RegExp, RegExp]>([
      ['limited', 'manifest', tooMany(), /limits how often/, /docker login/],
      ['unknown', 'manifest', 404, /no such image|engine gave it up/, /name|pull/],
      [
        'unauthorised',
        'manifest',
        refusal(401, 'UNAUTHORIZED', 'authentication required'),
        /does not know you|may not have it/,
        /docker login/,
      ],
      [
        'denied',
        'manifest',
        refusal(403, 'DENIED', 'requested access to the resource is denied'),
        /may not have it/,
        /docker login/,
      ],
      ['a web page', 'manifest', 'html', /cannot be pulled/, /./],
      ['cut off', 'blob', 'cut', /cannot be pulled/, /./],
      ['reset', 'manifest', 'reset', /cannot reach the registry/, /network/],
    ])('says why: %s', async (_name, route, reply, message, remedy) => {
      registry.reply(route, reply);
      const error: unknown = await pull().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'NEED_UNMET',
        message: expect.stringMatching(message) as string,
        remedy: expect.stringMatching(remedy) as string,
      });
      expect(String(error)).toContain(registry.reference('team/app'));
    });

    it('says why: nobody there; no other registry is asked for it', async () => {
      await expect(pull('127.0.0.1:1/none:1')).rejects.toThrow(/cannot reach the registry/);
    });

    it('says why: another platform only', async () => {
      registry.addIndex('team/other:1', { 'linux/s390x': imageFor('s390x') });
      await expect(pull(registry.reference('team/other:1'))).rejects.toMatchObject({
        message: expect.stringMatching(/does not exist for this platform/) as string,
        remedy: expect.stringMatching(/`platform`/) as string,
      });
    });

    it('takes the platform that is asked for', async () => {
      registry.addIndex('team/two:1', { 'linux/s390x': imageFor('s390x'), 'linux/amd64': imageFor('amd64') });
      const two = registry.reference('team/two:1');
      expect((await pull(two, 'linux/s390x')).platform).toBe('linux/s390x');
      await removeImage(engine, two);
    });

    it('refuses what is no name, without asking anybody', async () => {
      await expect(pull('no name&x=1')).rejects.toThrow('no name&x=1 is no name of an image.');
      expect(registry.requests).toEqual([]);
    });
  });

for (const found of engines)
  describeWithEngine(`logins for ${found.kind}`, found, (engine) => {
    let registry: ImageRegistryStub;
    let name: string;
    beforeEach(async () => {
      registry = await startImageRegistry({ login: LOGIN });
      registry.addImage('team/app:1', imageFor(architecture));
      name = registry.reference('team/app:1');
    });
    afterEach(async () => {
      await removeImage(engine, name).catch(() => undefined);
      await registry.close();
    });
    let connected: ContainerEngine;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(home, 'config-'));
      const env = {
        ...engine.env,
        PATH: `${home}:${process.env.PATH ?? ''}`,
        HOME: home,
        DOCKER_CONFIG: folder,
      };
      connected = await connect(engine, { env });
    });
    /** The configuration is read with each pull. */
    const pullWith = async (config: object) => {
      await writeFile(join(folder, 'config.json'), JSON.stringify(config));
      return connected.pull(name, { signal: patient });
    };
    const helper = async (called: string, script: string) => {
      const path = join(home, `docker-credential-${called}`);
      await writeFile(path, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
    };
    const auth = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');

    it('come from the configuration', async () => {
      expect(await pullWith({ auths: { [registry.host]: { auth } } })).toMatchObject({ tags: [name] });
    });

    it('come from the helper of this registry, which is asked for it on its standard input', async () => {
      await helper(
        'own',
        `read registry; echo "{\\"ServerURL\\":\\"$registry\\",\\"Username\\":\\"ann\\",\\"Secret\\":\\"${LOGIN.password}\\"}"; echo "$1 $registry" > ${home}/asked`,
      );
      expect(
        await pullWith({ credHelpers: { [registry.host]: 'own' }, credsStore: 'nowhere' }),
      ).toMatchObject({
        tags: [name],
      });
    });

    it('come from the helper of all registries', async () => {
      await helper('all', `read registry; echo '{"Username":"ann","Secret":"${LOGIN.password}"}'`);
      expect(await pullWith({ credsStore: 'all' })).toMatchObject({ tags: [name] });
    });

    it('are none where the helper has none', async () => {
      await helper('empty', 'echo "credentials not found in native keychain"; exit 1');
      await expect(pullWith({ credsStore: 'empty' })).rejects.toThrow(/does not know you|may not have it/);
    });

    it('are no matter of helpers of other registries', async () => {
      await expect(
        pullWith({ credHelpers: { 'ghcr.io': 'nowhere' }, auths: { [registry.host]: { auth } } }),
      ).resolves.toBeDefined();
    });

    it.each([
      [
        'a helper that is not there',
        { credsStore: 'nowhere' },
        /docker-credential-nowhere cannot be started/,
        /Install docker-credential-nowhere/,
      ],
      [
        'a helper with a path for a name',
        { credsStore: '../../bin/sh' },
        /no name of a program/,
        /docker login/,
      ],
      ['a wrong password', { auths: {} }, /does not know you|may not have it/, /docker login/],
    ])('fail clearly: %s', async (_name, config, message, remedy) => {
      await expect(pullWith(config)).rejects.toMatchObject({
        code: 'NEED_UNMET',
        message: expect.stringMatching(message) as string,
        remedy: expect.stringMatching(remedy) as string,
      });
    });

    it('are in no message', async () => {
      await helper('odd', `echo "${LOGIN.password}"`);
      await helper('dead', `echo "${LOGIN.password}"; exit 1`);
      for (const credsStore of ['odd', 'dead']) {
        const error: unknown = await pullWith({ credsStore }).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: 'NEED_UNMET' });
        expect(JSON.stringify([String(error), (error as { remedy: string }).remedy])).not.toContain(
          LOGIN.password,
        );
      }
    });
  });

describeWithEngine('pulling with a Podman of any kind', await podmanEngine(), (engine) => {
  it('says that a registry without TLS is not trusted', async () => {
    const registry = await startImageRegistry();
    const connected = await connect(engine);
    // The same registry, by a name that nobody has allowed.
    const name = registry.reference('team/app:1').replace('127.0.0.1', 'localhost');
    await expect(connected.pull(name, { signal: patient })).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/registry is not trusted/) as string,
    });
    await registry.close();
  });
});

function refusal(status: number, code: string, message: string): StubReply {
  return { status, body: { errors: [{ code, message }] } };
}

function tooMany(): StubReply {
  // Without the header Podman waits for a minute before it asks again.
  const body = { errors: [{ code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit.' }] };
  return { status: 429, body, headers: { 'retry-after': '0' } };
}
