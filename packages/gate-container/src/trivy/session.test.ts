import { exampleTrivyDatabase, findInstalledTool, javaArchive, trivyJavaDatabase } from '@railgate/testkit';
import { describeWithEngine, dockerEngine, podmanEngine, survivorsOf } from '@railgate/testkit/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CLEAN, FLAWED, TOKEN, fixedAlpine, step, vulnerableAlpine } from '../../test/trivy-images.js';
import {
  engineInput,
  nativeInput,
  observe,
  openTrivy,
  type Desk,
  type More,
  type OpenTrivy,
  withDesk,
} from '../../test/trivy-support.js';
import { dockerfileOf } from '../look/dockerfile-of.js';
import type { TrivyInput } from './input.js';
import type { ScannedImage } from './session.js';

const SECONDS = 300_000;
const signal = new AbortController().signal;
const CONFIG = { os: 'linux', architecture: 'amd64', env: [], labels: {} };

let desk: Desk;
withDesk((own) => void (desk = own));

/** What is the same wherever Trivy runs. All questions are asked of one session: it costs more than they do. */
function answers(inputOf: (more?: More) => TrivyInput): void {
  let session: OpenTrivy;
  beforeAll(async () => {
    session = await openTrivy(inputOf());
  }, SECONDS);
  afterAll(() => session.close(), SECONDS);

  describe('of several images at a time, which share the database', () => {
    let scanned: readonly ScannedImage[];
    beforeAll(async () => {
      const images = await Promise.all([FLAWED, CLEAN, FLAWED, CLEAN].map((one) => desk.archived(one)));
      scanned = await Promise.all(
        images.map((image, at) => session.trivy.scan(image, { signal, name: `image-${at % 2}` })),
      );
    }, SECONDS);

    it('finds packages and secrets with their layers', async () => {
      const seen = scanned[0]?.observed ?? expect.fail('nothing was scanned');
      const layers = (await desk.archived(FLAWED)).layers.map(({ diffId }) => diffId);
      const layerOf = (diffId = ''): number => layers.indexOf(diffId);
      const jinja = 'usr/local/lib/python3.13/site-packages/jinja2-2.4.1.dist-info/METADATA';
      expect(
        seen.vulnerabilities.map(({ id, kind, path, diffId }) => [id, kind, path, layerOf(diffId)]),
      ).toEqual([
        ['CVE-2022-48174', 'os', undefined, 0],
        ['CVE-2021-23337', 'language', 'app/node_modules/lodash/package.json', 1],
        ['CVE-2024-22195', 'language', jinja, 1],
      ]);
      expect(seen.secrets.map(({ rule, path, line, diffId }) => [rule, path, line, layerOf(diffId)])).toEqual(
        [
          ['github-pat', 'app/.env', 1, 2],
          ['github-pat', undefined, undefined, -1],
        ],
      );
      expect(seen.os).toEqual({ family: 'alpine', version: '3.18.4', endOfLife: true });
      expect(seen.gaps).toEqual([]);
      expect(JSON.stringify(seen)).not.toContain(TOKEN.slice(4));
    });

    it('finds nothing where there is nothing', () => {
      expect(scanned[1]?.observed).toMatchObject({ vulnerabilities: [], secrets: [], gaps: [] });
    });

    it('gives the same bytes each time', () => {
      expect(scanned[2]).toEqual(scanned[0]);
      expect(scanned[3]).toEqual(scanned[1]);
    });
  });

  it(
    'leaves Java archives alone that it has no database for, and says so',
    async () => {
      const archive = javaArchive('org.apache.logging.log4j', 'log4j-core', '2.14.1');
      const java = { steps: [...vulnerableAlpine(), step('COPY x', ...archive)] };
      const { gaps, vulnerabilities } = await observe(desk, session, java);
      expect(gaps).toEqual([
        expect.objectContaining({ code: 'SOURCE_MISSING', remedy: 'Run `railgate db update trivy-java`.' }),
      ]);
      expect(vulnerabilities.map(({ id }) => id)).toEqual(['CVE-2022-48174']);
    },
    SECONDS,
  );

  it(
    'reads Java archives where there is a database for them',
    async () => {
      const database = `${desk.scratch}/with-java`;
      await exampleTrivyDatabase(database);
      await trivyJavaDatabase(database);
      const archive = javaArchive('org.apache.logging.log4j', 'log4j-core', '2.14.1');
      const other = await openTrivy(inputOf({ options: { database } }));
      const image = { steps: [...fixedAlpine(), step('COPY x', ...archive)] };
      const { gaps, vulnerabilities } = await observe(desk, other, image);
      await other.close();
      expect(gaps).toEqual([]);
      expect(vulnerabilities.map(({ id, path }) => [id, path])).toEqual([
        ['CVE-2021-44228', 'app/log4j-core-2.14.1.jar'],
      ]);
    },
    SECONDS,
  );

  it(
    'reads Dockerfiles with their lines, and no comment that lets something through; settings of images, too',
    async () => {
      const [flawed, clean] = await Promise.all([FLAWED, CLEAN].map((one) => desk.archived(one)));
      const files = new Map([
        ['apps/api/Dockerfile', 'FROM node:latest\nRUN echo hi\n#trivy:ignore:DS-0002\nUSER root\n'],
        ['fine', 'FROM alpine:3.18\nUSER 1000\nHEALTHCHECK CMD true\n'],
        ['none', 'this is none'],
        ['../escape\u001b[2J', 'FROM node:latest\nUSER 1\n'],
        ['flawed image', dockerfileOf(flawed ?? expect.fail())],
        ['clean image', dockerfileOf(clean ?? expect.fail())],
        [
          'image without settings',
          dockerfileOf({ ...(clean ?? expect.fail()), config: CONFIG, history: [] }),
        ],
      ]);
      const checked = await session.trivy.checkDockerfiles(files);
      const short = [...checked].map(([path, found]) => [
        path,
        found.map(({ id, startLine }) => `${id}:${startLine ?? ''}`),
      ]);
      expect(short).toEqual([
        ['apps/api/Dockerfile', ['DS-0001:1', 'DS-0002:4', 'DS-0026:']],
        ['fine', []],
        ['../escape\u001b[2J', ['DS-0001:1', 'DS-0026:']],
        ['flawed image', ['DS-0002:', 'DS-0026:']],
        ['clean image', ['DS-0026:']],
        ['image without settings', ['DS-0002:', 'DS-0026:']],
      ]);
    },
    SECONDS,
  );
}

describe.runIf(findInstalledTool('trivy') !== undefined)('Trivy on this machine', () => {
  answers((more) => nativeInput(desk, more));
});

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`Trivy on ${found.kind}`, found, (engine) => {
    afterAll(async () => expect(await survivorsOf(engine)).toEqual([]), 60_000);
    answers((more) => engineInput(desk, engine, more));
  });
