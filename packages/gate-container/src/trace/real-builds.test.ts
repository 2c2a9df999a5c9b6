import { randomBytes } from 'node:crypto';

import type { ArchivedImage } from '@railgate/images';
import { describeWithEngine, dockerEngine, podmanEngine, type TestEngine } from '@railgate/testkit/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildClassic,
  buildKitClient,
  buildWithBuildKit,
  withBase,
  type RealBuild,
} from '../../test/trace/real-build.js';
import { dockerfile, layerLines, settingLines } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

/** Other test files build in the same engine. */
const MARK = randomBytes(4).toString('hex');
const BASE = `railgate.test/trace-${MARK}-base:1`;

const TEXT = `ARG TAG=1
ARG BASE=railgate.test/trace-${MARK}-base:\${TAG}
FROM \${BASE} AS build
WORKDIR /src
COPY package.json ./
RUN made-while-building
COPY . .

FROM $BASE AS tools
ARG VERSION=7
RUN made-\\
# a comment in between
by-tools

FROM tools
ARG PORT=3000 NAME
ENV MODE=production PORT=$PORT
WORKDIR /app
COPY --from=build /src/package.json /src/lib ./
ADD files/one.txt /opt/$MODE/
RUN made-in-the-end
SHELL ["/bin/sh", "-e", "-c"]
RUN made-by-another-shell
EXPOSE $PORT 53/udp
USER 1000:1000
HEALTHCHECK --interval=5s CMD made-by-health-check
CMD made-at-start
`.replace('ARG PORT=3000 NAME', 'ARG PORT=3000\nARG NAME');

const FILES = ['package.json', 'lib/index.js', 'files/one.txt'];
const LAYERS = ['base 9', 'own 11', 'own 19', 'own 20', 'own 21', 'own 22', 'own 24'];
const SETTINGS = [
  'ARG 10', 'ARG 16', 'ARG 17', 'ENV 18', 'WORKDIR 19', 'SHELL 23', 'EXPOSE 25', 'USER 26', 'HEALTHCHECK 27', 'CMD 28',
]; // prettier-ignore

function buildOf(engine: TestEngine, options: RealBuild['options'] = {}): RealBuild {
  const name = `railgate.test/trace-${MARK}-${randomBytes(4).toString('hex')}:1`;
  return { engine, name, dockerfile: TEXT, files: FILES, options };
}

/** Another one of the same repository, with much the same in it. */
const OTHER = dockerfile(TEXT.replace('made-in-the-end', 'made-elsewhere'), 'other/Dockerfile');
const OWN = dockerfile(TEXT, 'app/Dockerfile');

function traced(image: ArchivedImage, text = OWN) {
  const trace = traceImage(image, [OTHER, text]);
  return { trace, layers: layerLines(image, trace), settings: settingLines(trace) };
}

function inBase(engine: TestEngine): void {
  let end = (): void => undefined;
  let gone: Promise<void> | undefined;
  beforeAll(async () => {
    await new Promise<void>((ready, failed) => {
      gone = withBase(engine, BASE, () => new Promise<void>((resolve) => ((end = resolve), ready())));
      gone.catch(failed);
    });
  });
  afterAll(async () => {
    end();
    await gone;
  });
}

describeWithEngine('what Docker builds is traced to its lines', await dockerEngine(), (engine) => {
  inBase(engine);

  it('by the classic builder', { timeout: 120_000 }, async () => {
    const { trace, layers, settings } = await buildClassic(buildOf(engine), traced);
    expect(trace).toMatchObject({ dockerfile: 'app/Dockerfile', base: BASE, baseLayers: 1, notes: [] });
    expect(layers).toEqual(LAYERS);
    expect(settings).toEqual(SETTINGS);
  });

  it('by the classic builder, a stage in between', { timeout: 120_000 }, async () => {
    const { layers } = await buildClassic(buildOf(engine, { target: 'build' }), traced);
    expect(layers.slice(0, 3)).toEqual(['-', '-', '-']);
    const only = await buildClassic(buildOf(engine, { target: 'build' }), (image) =>
      layerLines(image, traceImage(image, [OWN])),
    );
    expect(only).toEqual(['base 3', 'own 4', 'own 5', 'own 6', 'own 7']);
  });

  it('by BuildKit', { timeout: 120_000 }, async ({ skip }) => {
    const client = await buildKitClient(engine);
    if (client === undefined)
      return skip('no Docker client here has BuildKit: install docker.io, or docker-buildx');
    const { trace, layers, settings } = await buildWithBuildKit(buildOf(engine), client, traced);
    expect(trace).toMatchObject({ dockerfile: 'app/Dockerfile', base: BASE, baseLayers: 1, notes: [] });
    expect(layers).toEqual(LAYERS);
    expect(settings).toEqual(SETTINGS);
  });
});

describeWithEngine('what Podman builds is traced to its lines', await podmanEngine(), (engine) => {
  inBase(engine);

  it('with a layer for each instruction', { timeout: 120_000 }, async () => {
    const { trace, layers, settings } = await buildClassic(buildOf(engine, { layers: 'true' }), traced);
    expect(trace).toMatchObject({ dockerfile: 'app/Dockerfile', baseLayers: 1, notes: [] });
    // Buildah makes no layer for a folder.
    expect(layers).toEqual(LAYERS.filter((line) => line !== 'own 19'));
    expect(settings).toEqual(SETTINGS);
  });

  it('squashed into one layer: not at all', { timeout: 120_000 }, async () => {
    const { trace, layers } = await buildClassic(buildOf(engine, { squash: 'true' }), traced);
    expect(layers.filter((line) => line.startsWith('own'))).toEqual([]);
    expect(trace.dockerfile === undefined || trace.notes.length > 0).toBe(true);
  });
});

describe('the Dockerfile of these tests', () => {
  it('has what the expected lines say', () => {
    const lines = TEXT.split('\n');
    for (const setting of SETTINGS) {
      const [keyword = '', line] = setting.split(' ');
      expect(lines[Number(line) - 1]).toMatch(new RegExp(`^${keyword} `));
    }
  });
});
