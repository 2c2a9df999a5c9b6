import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

import { callEngine, describeWithEngine, dockerEngine, podmanEngine } from '@railgate/testkit/engines';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { connect, file, folder, ours, patient, processes } from '../../test/engine-support.js';
import { connectEngine } from './connect.js';
import type { ContainerEngine, Volume, VolumeEntry } from './engine.js';
import { OWNER_LABEL, ownerOf } from './owner.js';

const MB = 1024 * 1024;
const PIECE = MB / 4;

function zeros(path: string, size: number): VolumeEntry {
  // Each of its own: one and the same would take no memory although all were kept.
  const content = function* (): Generator<Buffer> {
    for (let left = size; left > 0; left -= PIECE) yield Buffer.alloc(Math.min(left, PIECE));
  };
  return { kind: 'file', path, size, mode: 0o644, content: () => Readable.from(content()) };
}

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`a volume of ${found.kind}`, found, (engine) => {
    let connected: ContainerEngine;
    beforeAll(async () => {
      connected = await connect(engine);
    });
    afterEach(async () => {
      expect(await ours(engine)).toEqual([]);
      expect(connected.notes).toEqual([]);
    });
    const withVolume = async <T>(use: (volume: Volume) => Promise<T>): Promise<T> => {
      const image = await connected.inspect(engine.trivyImage);
      return connected.withVolume(image?.id ?? 'none', use);
    };

    it('gives back what was put, in several steps and at once', async () => {
      const odd = `folder/${'long-'.repeat(40)}ünïcode "quoted" \u202e.txt`;
      await withVolume(async (volume) => {
        await volume.put([folder('folder'), file(odd, 'odd'), file('folder/empty', '')]);
        await Promise.all([volume.put([file('one', '1')]), volume.put([zeros('two', 3 * MB + 1)])]);
        expect((await volume.read(odd, 100, buffer)).toString()).toBe('odd');
        expect((await volume.read('folder/empty', 100, buffer)).toString()).toBe('');
        expect((await volume.read('one', 1, buffer)).toString()).toBe('1');
        expect((await volume.read('two', 4 * MB, buffer)).length).toBe(3 * MB + 1);
      });
    });

    it('reads files alone, and none that is too large', async () => {
      await withVolume(async (volume) => {
        await volume.put([folder('folder'), file('large', 'x'.repeat(1000))]);
        await expect(volume.read('large', 999, buffer)).rejects.toMatchObject({
          code: 'REPORT_UNREADABLE',
          message: expect.stringMatching(/large.*larger than 999 bytes/) as string,
        });
        await expect(volume.read('folder', 999, buffer)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
        await expect(volume.read('none', 999, buffer)).rejects.toMatchObject({
          code: 'REPORT_UNREADABLE',
          message: 'There is no file none in the volume.',
        });
      });
    });

    it('names the file whose content is shorter, longer or broken', async () => {
      const broken = new Error('unplugged');
      const content = (): Readable =>
        Readable.from(
          (function* () {
            yield Buffer.alloc(10);
            throw broken;
          })(),
        );
      await withVolume(async (volume) => {
        const wrong = (size: number): VolumeEntry => ({ ...file('half', 'five!'), size }) as VolumeEntry;
        await expect(volume.put([wrong(9)])).rejects.toMatchObject({
          code: 'REPORT_UNREADABLE',
          message: expect.stringMatching(/half ended after 5 of 9 bytes/) as string,
        });
        await expect(volume.put([wrong(2)])).rejects.toThrow(/half goes on after 2 bytes/);
        await expect(volume.put([{ ...zeros('x', 20), content } as VolumeEntry])).rejects.toThrow(
          'The content of x cannot be read: unplugged',
        );
        await volume.put([file('after', 'still usable')]);
        expect((await volume.read('after', 100, buffer)).toString()).toBe('still usable');
      });
    });

    it('is removed although what used it has failed', async () => {
      await expect(withVolume(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    });

    it('is removed by the next run when ours was killed', async () => {
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)']);
      const dead = ownerOf(child.pid);
      const labels = { [OWNER_LABEL]: dead, 'railgate.run': randomUUID() };
      const alive = { [OWNER_LABEL]: ownerOf(process.ppid), 'railgate.run': randomUUID() };
      const names = { dead: `railgate-${randomUUID()}`, alive: `railgate-${randomUUID()}` };
      const make = (name: string, Labels: object) =>
        callEngine(engine, '/volumes/create', {
          method: 'POST',
          body: JSON.stringify({ Name: name, Labels }),
        });
      await make(names.dead, labels);
      await make(names.alive, alive);
      const mounts = [{ Type: 'volume', Source: names.dead, Target: '/x' }];
      const container = {
        Image: engine.trivyImage,
        Labels: labels,
        HostConfig: { NetworkMode: 'none', Mounts: mounts },
      };
      await callEngine(engine, `/containers/create?name=${names.dead}`, {
        method: 'POST',
        body: JSON.stringify(container),
      });
      child.kill('SIGKILL');
      await once(child, 'exit');
      await connect(engine);
      const status = async (path: string): Promise<number> => (await callEngine(engine, path)).status;
      expect(await status(`/containers/${names.dead}/json`)).toBe(404);
      expect(await status(`/volumes/${names.dead}`)).toBe(404);
      expect(await status(`/volumes/${names.alive}`)).toBe(200);
      await callEngine(engine, `/volumes/${names.alive}`, { method: 'DELETE' });
    });
  });

const VERSION = { Version: '27.0.1', ApiVersion: '1.44', MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' };

describe('what no engine here shows', () => {
  let server: Server;
  let removed: string[];
  /** An engine whose `PUT` and image export are those of the test. */
  const stub = async (put: (answer: Answering) => void, exported = ''): Promise<ContainerEngine> => {
    removed = [];
    server = createServer((request, response) => {
      const path = request.url ?? '';
      const json = (value: unknown, status = 200): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      };
      if (request.method === 'DELETE')
        removed.push(path.split('?')[0]?.replace(/^\/v[\d.]+\/(\w+)\/.*/, '$1') ?? '');
      if (path.endsWith('/version')) return json(VERSION);
      if (request.method === 'PUT') return put({ request, response, json });
      if (path.endsWith('/get')) return response.end(exported);
      if (path.includes('/json')) return json([]);
      return json({ Id: '1', Name: 'v' }, 201);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` };
    return connectEngine({ env, signal: patient, processes, seconds: 5 });
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('a disk that is full, said before all was sent', async () => {
    const connected = await stub(({ request, json }) => {
      request.once('data', () => {
        json({ message: 'write /x: no space left on device' }, 500);
      });
    });
    const putting = connected.withVolume('sha256:1', (volume) => volume.put([zeros('big', 200 * MB)]));
    await expect(putting).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/disk of the container engine is full/) as string,
      remedy: expect.stringMatching(/system prune/) as string,
    });
    expect(removed).toEqual(['containers', 'volumes']);
  });

  it('a connection that breaks off while files are handed over', async () => {
    const connected = await stub(({ request }) => {
      request.once('data', () => request.destroy());
    });
    const putting = connected.withVolume('sha256:1', (volume) => volume.put([zeros('big', 200 * MB)]));
    await expect(putting).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/connection.*failed/) as string,
    });
    expect(removed).toEqual(['containers', 'volumes']);
  });

  it.each([
    ['cut off', 'a'.repeat(3000), /it broke off in the middle/],
    ['empty', '', /it broke off in the middle/],
    [
      'ended by an error of Docker',
      `${'a'.repeat(3000)}{"errorDetail":{"message":"layer is gone"},"error":"layer is gone"}\r\n`,
      /layer is gone/,
    ],
    [
      'ended by a full disk',
      `a{"errorDetail":{"message":"no space left on device"},"error":"no space left on device"}\n`,
      /disk of the container engine is full/,
    ],
  ])('an export that is %s', async (_name, exported, message) => {
    const connected = await stub(() => undefined, exported);
    await expect(connected.export('a:1', patient).then(text)).rejects.toThrow(message);
  });

  it('an export whose connection breaks off', async () => {
    const connected = await stub(() => undefined);
    server.removeAllListeners('request');
    server.on('request', (_request, response) => {
      response.writeHead(200, { 'content-length': 10_000 }).write('a'.repeat(2000), () => response.destroy());
    });
    await expect(connected.export('a:1', patient).then(text)).rejects.toMatchObject({ code: 'NEED_UNMET' });
  });

  it('a large image: it is never in memory', async () => {
    let received = 0;
    const connected = await stub(({ request, json }) => {
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      request.on('end', () => {
        json({});
      });
    });
    // More than twice of what is allowed: kept in part, it would show.
    const size = 384 * MB;
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
    await connected.withVolume('sha256:1', (volume) => volume.put([zeros('image.tar', size)]));
    clearInterval(watch);
    expect(received).toBe(size + 3 * 512);
    expect((highest - before) / MB).toBeLessThan(150);
  }, 120_000);

  it('an engine that hangs in the middle of a run', async () => {
    const connected = await stub(() => undefined);
    server.removeAllListeners('request');
    const hanging = connectEngine({
      env: { DOCKER_HOST: connected.address },
      signal: patient,
      processes,
      connectSeconds: 0.3,
    });
    await expect(hanging).rejects.toThrow(/did not answer within/);
  });
});

interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  json(value: unknown, status?: number): void;
}
