import { randomUUID } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import {
  callEngine,
  describeWithEngine,
  dockerEngine,
  loadImage,
  podmanEngine,
  programImage,
  removeImage,
  type TestEngine,
} from '@railgate/testkit/engines';
import { extract } from 'tar-stream';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { ask, buildProbe, connect, file, ours, patient, until } from '../../test/engine-support.js';
import type { ContainerEngine, ImageBuild, VolumeEntry } from './engine.js';

let scratch: string;
let program: string;
beforeAll(async () => {
  scratch = await makeTempFolder();
  program = await buildProbe(scratch);
}, 120_000);
afterAll(() => removeFolder(scratch));

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`images of ${found.kind}`, found, (engine) => {
    const name = `railgate.test/images:${randomUUID().slice(0, 8)}`;
    let connected: ContainerEngine;
    beforeAll(async () => {
      await loadImage(engine, Readable.from(programImage(name, program)));
      connected = await connect(engine);
    }, 60_000);
    afterAll(() => removeImage(engine, name));
    afterEach(async () => {
      expect(await ours(engine)).toEqual([]);
    });

    const buildOf = (dockerfile: string, more: Partial<ImageBuild> = {}): ImageBuild => ({
      entries: [file('Dockerfile', dockerfile), file('kept.txt', 'kept')],
      dockerfile: 'Dockerfile',
      args: {},
      seconds: 60,
      signal: patient,
      ...more,
    });

    it('describes an image that is there, and knows no other', async () => {
      const image = await connected.inspect(name);
      expect(image).toMatchObject({ platform: connected.platform, labels: {} });
      expect(image?.tags).toContain(name);
      expect(image?.id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(image?.layers).toHaveLength(1);
      expect(await connected.inspect(image?.id ?? '')).toEqual(image);
      for (const wrong of [
        'railgate.test/nothing:1',
        '../containers/json?all=1#',
        'a/../../info',
        'UPPER case',
        '',
      ])
        expect(await connected.inspect(wrong)).toBeUndefined();
    });

    it('exports an image as a whole tar, and says when there is none', async () => {
      const names = new Set<string>();
      const entries = extract();
      entries.on('entry', ({ name: entry }, stream, next) => {
        names.add(entry);
        stream.on('end', next).resume();
      });
      await pipeline(await connected.export(name, patient), entries);
      expect(names).toContain('manifest.json');
      await expect(connected.export('railgate.test/nothing:1', patient)).rejects.toMatchObject({
        code: 'NEED_UNMET',
        message: expect.stringContaining('has no image railgate.test/nothing:1') as string,
      });
    });

    it('stops an export that nobody wants any more', async () => {
      const controller = new AbortController();
      const tar = await connected.export(engine.trivyImage, controller.signal);
      const end = pipeline(tar, new Writable({ write: (_chunk, _encoding, done) => setTimeout(done, 5) }));
      setTimeout(() => controller.abort(new Error('Ctrl-C')), 50);
      await expect(end).rejects.toThrow();
    });

    it('builds of nothing but what it is given, and removes every image that came of it', async () => {
      const steps: string[] = [];
      const dockerfile = `FROM ${name} AS one\nRUN ["/program","run"]\nCOPY kept.txt /kept.txt\nFROM ${name}\nARG WHO\nENV WHO=$WHO\nCOPY --from=one /kept.txt /kept.txt\n`;
      const progress = (step: string) => steps.push(step);
      const id = await connected.build(buildOf(dockerfile, { args: { WHO: 'me' }, progress }));
      expect(steps).toContain('RUN ["/program","run"]');
      const { body } = await callEngine(engine, `/images/${id}/json`);
      const { Config } = JSON.parse(body.toString()) as { Config: { Env: string[]; Labels: object | null } };
      expect(Config.Env).toContain('WHO=me');
      expect(JSON.stringify(Config.Labels ?? {})).not.toContain('railgate');
      await connected.remove(id);
      expect(await connected.inspect(id)).toBeUndefined();
      expect(await childrenOf(engine, (await connected.inspect(name))?.id ?? 'none')).toEqual([]);
    });

    it.each([
      ['a step that fails', 'RUN ["/program","exit","3"]', /at "RUN \["\/program","exit","3"\]".*as asked/],
      ['a file that was not given', 'COPY nothing /', /at "COPY nothing \/"/],
      ['an image that is nowhere', 'FROM 127.0.0.1:1/nowhere:1', /at "FROM 127.0.0.1:1\/nowhere:1"/],
    ])('names the step of %s, and leaves nothing', async (_name, step, message) => {
      const dockerfile = `FROM ${name}\nRUN ["/program","run"]\n${step}\n`;
      const error: unknown = await connected.build(buildOf(dockerfile)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'NEED_UNMET', message: expect.stringMatching(message) as string });
      expect(await childrenOf(engine, (await connected.inspect(name))?.id ?? 'none')).toEqual([]);
    });

    it('says it when there is no such Dockerfile, and when it is none', async () => {
      await expect(connected.build(buildOf('FROMM x'))).rejects.toThrow(/^Dockerfile cannot be built/);
      await expect(connected.build(buildOf('', { dockerfile: 'other' }))).rejects.toThrow(
        /^other cannot be built/,
      );
    });

    it('stops a build at its deadline', async () => {
      const build = buildOf(`FROM ${name}\nRUN ["/program","sleep"]\n`, { seconds: 3 });
      await expect(connected.build(build)).rejects.toMatchObject({ code: 'TOOL_TIMEOUT' });
      await until(async () => (await runningOf(engine, 'sleep')).length === 0);
    });

    it('says it when a content has another size than was said', async () => {
      const entries = [
        file('Dockerfile', `FROM ${name}\n`),
        { ...file('short', 'five!'), size: 50 } as VolumeEntry,
      ];
      await expect(connected.build(buildOf('', { entries }))).rejects.toThrow(
        'short ended after 5 of 50 bytes',
      );
    });

    if (engine.kind === 'docker')
      it('refuses what only BuildKit builds, with what to do', async () => {
        const dockerfile = `FROM ${name}\nRUN --mount=type=cache,target=/x ["/program","run"]\n`;
        await expect(connected.build(buildOf(dockerfile))).rejects.toMatchObject({
          remedy: expect.stringMatching(/^Only BuildKit/) as string,
        });
      });
  });

async function childrenOf(engine: TestEngine, parent: string): Promise<string[]> {
  const images = await ask<{ Id: string; ParentId: string }[]>(engine, '/images/json?all=true');
  return images.filter(({ ParentId }) => ParentId === parent).map(({ Id }) => Id);
}

async function runningOf(engine: TestEngine, argument: string): Promise<string[]> {
  const containers = await ask<{ Id: string; Command: string; Labels: Record<string, string> | null }[]>(
    engine,
    '/containers/json',
  );
  return containers
    .filter((one) => one.Command === `/program ${argument}` && !one.Labels?.['railgate.run'])
    .map(({ Id }) => Id);
}
