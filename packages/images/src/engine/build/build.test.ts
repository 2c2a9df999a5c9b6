import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';

import { makeTempFolder, removeFolder, startImageRegistry, type ImageRegistryStub } from '@railgate/testkit';
import {
  callEngine,
  describeWithEngine,
  dockerEngine,
  podmanEngine,
  type TestEngine,
} from '@railgate/testkit/engines';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { ask, connect, file, patient, until, withProbe } from '../../../test/engine-support.js';
import type { ContainerEngine, ImageBuild, VolumeEntry } from '../engine.js';

let scratch: string;
beforeAll(async () => {
  scratch = await makeTempFolder();
});
afterAll(() => removeFolder(scratch));

const buildOf = (dockerfile: string, more: Partial<ImageBuild> = {}): ImageBuild => ({
  entries: [file('Dockerfile', dockerfile), file('kept.txt', 'kept')],
  dockerfile: 'Dockerfile',
  args: {},
  seconds: 60,
  signal: patient,
  ...more,
});

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`builds of ${found.kind}`, found, (engine) => {
    let name: string;
    let connected: ContainerEngine;
    withProbe(engine, (probe) => void ({ name, connected } = probe));
    const childrenOfBase = async (): Promise<string[]> =>
      childrenOf(engine, (await connected.inspect(name))?.id ?? 'none');

    it('are of nothing but what is given, and every image that came of them is removed', async () => {
      const steps: string[] = [];
      // No step that the engine knows from an earlier run of this test.
      const step = `RUN ["/program","run","${randomUUID()}"]`;
      const dockerfile = `FROM ${name} AS one\n${step}\nCOPY kept.txt /kept.txt\nFROM ${name}\nARG WHO\nENV WHO=$WHO\nCOPY --from=one /kept.txt /kept.txt\n`;
      const progress = (step: string) => steps.push(step);
      const id = await connected.build(buildOf(dockerfile, { args: { WHO: 'me' }, progress }));
      expect(steps).toContain(step);
      const { body } = await callEngine(engine, `/images/${id}/json`);
      const { Config } = JSON.parse(body.toString()) as { Config: { Env: string[]; Labels: object | null } };
      expect(Config.Env).toContain('WHO=me');
      expect(JSON.stringify(Config.Labels ?? {})).not.toContain('railgate');
      await connected.remove(id);
      expect(await connected.inspect(id)).toBeUndefined();
      expect(await childrenOfBase()).toEqual([]);
    });

    it('know what BuildKit knows, and get no secret', async () => {
      const dockerfile = `FROM ${name}\nCOPY --chmod=755 kept.txt /kept.txt\nRUN --mount=type=cache,target=/x --mount=type=secret,id=token ["/program","run"]\n`;
      const id = await connected.build(buildOf(dockerfile));
      await connected.remove(id);
      const asking = `FROM ${name}\nRUN --mount=type=secret,id=token,required=true ["/program","run"]\n`;
      await expect(connected.build(buildOf(asking))).rejects.toMatchObject({ code: 'NEED_UNMET' });
    });

    it.each([
      ['a step that fails', 'RUN ["/program","exit","3"]', /at "RUN \["\/program","exit","3"\]".*as asked/],
      ['a file that was not given', 'COPY nothing /', /at "COPY nothing \/"/],
      [
        'an image that is nowhere',
        'FROM 127.0.0.1:1/nowhere:1',
        /at "(?:FROM|load metadata for) 127.0.0.1:1\/nowhere:1"/,
      ],
    ])('name the step of %s, and leave nothing', async (_name, step, message) => {
      const dockerfile = `FROM ${name}\nRUN ["/program","run"]\n${step}\n`;
      const error: unknown = await connected.build(buildOf(dockerfile)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'NEED_UNMET', message: expect.stringMatching(message) as string });
      expect(await childrenOfBase()).toEqual([]);
    });

    it('say it when there is no such Dockerfile, and when it is none', async () => {
      await expect(connected.build(buildOf('FROMM x'))).rejects.toThrow(/^Dockerfile cannot be built/);
      await expect(connected.build(buildOf('', { dockerfile: 'other' }))).rejects.toThrow(
        /^other cannot be built/,
      );
    });

    it('end at their deadline', async () => {
      const mark = randomUUID();
      const build = buildOf(`FROM ${name}\nRUN ["/program","sleep","${mark}"]\n`, { seconds: 3 });
      await expect(connected.build(build)).rejects.toMatchObject({ code: 'TOOL_TIMEOUT' });
      const left = (): readonly number[] => running(`/program\0sleep\0${mark}`);
      if (engine.kind === 'docker') await until(() => Promise.resolve(left().length === 0));
      // Podman lets it run, and offers nothing to end it (decision 0052): a test of ours must not leave it.
      for (const pid of left()) process.kill(pid, 'SIGKILL');
    });

    it('say it when a content has another size than was said', async () => {
      const entries = [
        file('Dockerfile', `FROM ${name}\n`),
        { ...file('short', 'five!'), size: 50 } as VolumeEntry,
      ];
      await expect(connected.build(buildOf('', { entries }))).rejects.toThrow(
        'short ended after 5 of 50 bytes',
      );
    });

    if (engine.kind === 'docker') {
      it('ask a registry as anybody may, and with nobody’s login', async () => {
        const open = await startImageRegistry({ anonymousToken: true });
        const closed = await startImageRegistry({
          login: { kind: 'bearer', user: 'ann', password: 'hunter2-secret' },
        });
        try {
          open.addImage('team/app:1', emptyImage(connected.platform));
          const from = (registry: ImageRegistryStub): ImageBuild =>
            buildOf(`FROM ${registry.reference('team/app:1')}\nCOPY kept.txt /\n`);
          await connected.remove(await connected.build(from(open)));
          await expect(connected.build(from(closed))).rejects.toThrow(/401|authoriz/i);
          const tokens = [open, closed].map(({ requests }) =>
            requests.filter(({ route }) => route === 'token'),
          );
          for (const asked of tokens) {
            expect(asked.length).toBeGreaterThan(0);
            for (const { headers } of asked) expect(headers).not.toHaveProperty('authorization');
          }
        } finally {
          await open.close();
          await closed.close();
        }
      });

      it('are those of the classic builder where BuildKit is kept away, and say so', async () => {
        const socket = join(scratch, 'proxy.sock');
        const close = await withoutSessions(engine, socket);
        try {
          const behind = await connect(engine, { env: { DOCKER_HOST: `unix://${socket}` } });
          const dockerfile = `FROM ${name} AS one\nRUN ["/program","run"]\nFROM one\nCOPY kept.txt /\n`;
          const id = await behind.build(buildOf(dockerfile));
          expect(behind.notes.join()).toMatch(/no access to BuildKit/);
          await behind.remove(id);
          expect(await childrenOfBase()).toEqual([]);
          const newer = `FROM ${name}\nRUN --mount=type=cache,target=/x ["/program","run"]\n`;
          await expect(behind.build(buildOf(newer))).rejects.toMatchObject({
            remedy: expect.stringMatching(/^Only BuildKit/) as string,
          });
        } finally {
          await close();
        }
      });
    }
  });

/** Each with an id of its own: the engine would not ask for one that it knows. */
function emptyImage(platform: string) {
  const [os, architecture] = platform.split('/');
  const config = { Labels: { nonce: randomUUID() } };
  const all = { architecture, os, config, rootfs: { type: 'layers', diff_ids: [] } };
  return { config: Buffer.from(JSON.stringify(all)), layers: [] };
}

async function childrenOf(engine: TestEngine, parent: string): Promise<string[]> {
  const images = await ask<{ Id: string; ParentId: string }[]>(engine, '/images/json?all=true');
  return images.filter(({ ParentId }) => ParentId === parent).map(({ Id }) => Id);
}

/** Steps of builds are in no list of the engine. Engines for tests run on this machine. */
function running(command: string): readonly number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => commandOf(pid).startsWith(command)).map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** The engine behind a proxy that lets no connection be turned into another one. */
async function withoutSessions(engine: TestEngine, socket: string): Promise<() => Promise<void>> {
  const server = createServer((asked, answered) => {
    const { url: path = '', method = 'GET', headers } = asked;
    const passed = request({ socketPath: engine.socket, path, method, headers }, (answer) => {
      answered.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(answered);
    });
    passed.on('error', () => answered.destroy());
    asked.pipe(passed);
  });
  server.on('upgrade', (_asked, connection) => {
    connection.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}
