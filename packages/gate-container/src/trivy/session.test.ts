import {
  alpineBase,
  debianBase,
  exampleTrivyDatabase,
  file,
  folder,
  javaArchive,
  npmPackage,
  pythonPackage,
  rubyGem,
  trivyJavaDatabase,
  findInstalledTool,
  type ImageDescription,
} from '@railgate/testkit';
import { describeWithEngine, dockerEngine, podmanEngine, survivorsOf } from '@railgate/testkit/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  engineInput,
  nativeInput,
  openDesk,
  ownFolders,
  type Desk,
  type More,
} from '../../test/trivy-support.js';
import { dockerfileOf } from '../look/dockerfile-of.js';
import type { TrivyInput } from './input.js';
import { withTrivy, type ScannedImage } from './session.js';

const SECONDS = 300_000;
const NEVER = new AbortController().signal;
const BUSYBOX = { name: 'busybox', version: '1.36.1-r0' };
const FIXED = { ...BUSYBOX, version: '1.36.1-r9' };
const alpine = (...packages: { name: string; version: string }[]) =>
  alpineBase({ version: '3.18.4', packages });
const step = (createdBy: string, ...files: ReturnType<typeof file>[]) => ({ createdBy, files });
/** Made up, so that nothing that looks real stands here. */
const TOKEN = `${'ghp'}_${'0a1B'.repeat(9)}`;
const FLAWED: ImageDescription = {
  steps: [
    ...alpine(BUSYBOX),
    step(
      'COPY node_modules ./node_modules # buildkit',
      ...npmPackage('lodash', '4.17.20'),
      ...pythonPackage('jinja2', '2.4.1'),
    ),
    step('COPY .env . # buildkit', file('app/.env', `GITHUB_TOKEN=${TOKEN}\n`)),
  ],
  settings: { Env: [`GITHUB_PAT=${TOKEN}`] },
};
const CLEAN: ImageDescription = {
  steps: [...alpine(FIXED), step('COPY x', ...npmPackage('lodash', '4.17.21'))],
  settings: { User: '1000' },
};

let desk: Desk;
let restore: () => void;
beforeAll(async () => {
  desk = await openDesk();
  restore = await ownFolders(desk);
});
afterAll(() => {
  restore();
  return desk.close();
});

const scanWith = async (input: TrivyInput, ...images: ImageDescription[]): Promise<ScannedImage[]> =>
  withTrivy(input, (trivy) =>
    Promise.all(
      images.map(async (image, at) =>
        trivy.scan(await desk.archived(image), { signal: NEVER, name: `image-${at}` }),
      ),
    ),
  );

const observer =
  (inputOf: (more?: More) => TrivyInput) =>
  async (image: ImageDescription, more?: More): Promise<ScannedImage['observed']> => {
    const [scanned] = await scanWith(inputOf(more), image);
    return scanned?.observed ?? expect.fail('nothing was scanned');
  };

const SLOWLY = { signal: NEVER, name: 'x' };

/** What is the same wherever Trivy runs. */
function answers(inputOf: (more?: More) => TrivyInput): void {
  const observe = observer(inputOf);

  it(
    'finds packages and secrets with their layers',
    async () => {
      const seen = await observe(FLAWED);
      const layers = (await desk.archived(FLAWED)).layers.map(({ diffId }) => diffId);
      const ids = seen.vulnerabilities.map(({ id, kind, path, diffId }) => [
        id,
        kind,
        path,
        layers.indexOf(diffId ?? ''),
      ]);
      expect(ids).toEqual([
        ['CVE-2022-48174', 'os', undefined, 0],
        ['CVE-2021-23337', 'language', 'app/node_modules/lodash/package.json', 1],
        [
          'CVE-2024-22195',
          'language',
          'usr/local/lib/python3.13/site-packages/jinja2-2.4.1.dist-info/METADATA',
          1,
        ],
      ]);
      expect(
        seen.secrets.map(({ rule, path, line, diffId }) => [rule, path, line, layers.indexOf(diffId ?? '')]),
      ).toEqual([
        ['github-pat', 'app/.env', 1, 2],
        ['github-pat', undefined, undefined, -1],
      ]);
      expect(seen.os).toEqual({ family: 'alpine', version: '3.18.4', endOfLife: true });
      expect(seen.gaps).toEqual([]);
      expect(JSON.stringify(seen)).not.toContain(TOKEN.slice(4));
    },
    SECONDS,
  );

  it(
    'judges settings of images',
    async () => {
      const made = await Promise.all([FLAWED, CLEAN].map((image) => desk.archived(image)));
      const texts = new Map(made.map((image) => [image, dockerfileOf(image)]));
      const checked = await withTrivy(inputOf(), (trivy) => trivy.checkDockerfiles(texts));
      expect(made.map((image) => checked.get(image)?.map(({ id }) => id))).toEqual([
        expect.arrayContaining(['DS-0002']),
        expect.not.arrayContaining(['DS-0002']),
      ]);
    },
    SECONDS,
  );

  it(
    'finds nothing where there is nothing, several at a time, with the same bytes each time',
    async () => {
      const [one, two, three, four] = await scanWith(inputOf(), CLEAN, FLAWED, CLEAN, FLAWED);
      expect(one?.observed).toMatchObject({ vulnerabilities: [], secrets: [], gaps: [] });
      expect(one?.observed).toEqual(three?.observed);
      expect(two?.observed).toEqual(four?.observed);
      const [again] = await scanWith(inputOf(), CLEAN);
      // Its name is in it.
      expect(again?.bill).toBe(one?.bill);
    },
    SECONDS,
  );

  it(
    'leaves Java archives alone that it has no database for, and says so',
    async () => {
      const java = {
        steps: [
          ...alpine(BUSYBOX),
          step('COPY x', ...javaArchive('org.apache.logging.log4j', 'log4j-core', '2.14.1')),
        ],
      };
      const { gaps, vulnerabilities } = await observe(java);
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
      const { gaps, vulnerabilities } = await observe(
        { steps: [...alpine(FIXED), step('COPY x', ...archive)] },
        { options: { database } },
      );
      expect(gaps).toEqual([]);
      expect(vulnerabilities.map(({ id, path }) => [id, path])).toEqual([
        ['CVE-2021-44228', 'app/log4j-core-2.14.1.jar'],
      ]);
    },
    SECONDS,
  );

  it(
    'reads Dockerfiles with their lines, and no comment that lets something through',
    async () => {
      const files = new Map([
        ['apps/api/Dockerfile', 'FROM node:latest\nRUN echo hi\n#trivy:ignore:DS-0002\nUSER root\n'],
        ['fine', 'FROM alpine:3.18\nUSER 1000\nHEALTHCHECK CMD true\n'],
        ['none', 'this is none'],
        ['../escape\u001b[2J', 'FROM node:latest\nUSER 1\n'],
      ]);
      const checked = await withTrivy(inputOf(), (trivy) => trivy.checkDockerfiles(files));
      const short = [...checked].map(([path, found]) => [
        path,
        found.map(({ id, startLine }) => `${id}:${startLine ?? ''}`),
      ]);
      expect(short).toEqual([
        ['apps/api/Dockerfile', ['DS-0001:1', 'DS-0002:4', 'DS-0026:']],
        ['fine', []],
        ['../escape\u001b[2J', ['DS-0001:1', 'DS-0026:']],
      ]);
    },
    SECONDS,
  );
}

/** What is judged from the report alone: asking once is enough. */
function doubts(inputOf: (more?: More) => TrivyInput): void {
  const observe = observer(inputOf);

  it(
    'says which packages nobody can answer for',
    async () => {
      const gem = { steps: [...alpine(FIXED), step('COPY x', ...rubyGem('rack', '3.0.0'))] };
      expect((await observe(gem)).gaps).toEqual([]);
      const composer = file(
        'app/vendor/composer/installed.json',
        JSON.stringify({ packages: [{ name: 'a/b', version: 'v9.0.0' }] }),
      );
      const php = { steps: [...alpine(FIXED), step('COPY x', composer)] };
      expect((await observe(php)).gaps).toEqual([
        expect.objectContaining({
          code: 'SOURCE_MISSING',
          message: expect.stringContaining('composer-vendor') as string,
        }),
      ]);
    },
    SECONDS,
  );

  it(
    'says which releases nobody can answer for',
    async () => {
      const debian = (version: string) => ({
        steps: debianBase({ version, packages: [{ name: 'bash', version: '5.2.15-2' }] }),
      });
      expect((await observe(debian('12'))).gaps).toEqual([]);
      const { gaps, packages } = await observe(debian('99'));
      expect(gaps).toEqual([
        expect.objectContaining({
          code: 'SOURCE_MISSING',
          message: expect.stringContaining('debian 99') as string,
        }),
      ]);
      expect(packages.map(({ name }) => name)).toEqual(['bash']);
    },
    SECONDS,
  );

  it(
    'does not take what it cannot read for clean',
    async () => {
      const stripped = await observe({ steps: [step('COPY x', file('etc/alpine-release', '3.18.4\n'))] });
      expect(stripped.gaps).toEqual([
        expect.objectContaining({
          code: 'PART_SKIPPED',
          message: expect.stringContaining('without a list') as string,
        }),
      ]);
      const binary = await observe({
        steps: [step('COPY x', file('server', Buffer.from('\x7fELF unknown', 'latin1'), { mode: 0o755 }))],
      });
      expect(binary.gaps).toEqual([
        expect.objectContaining({
          code: 'PART_SKIPPED',
          message: expect.stringContaining('1 programs') as string,
        }),
      ]);
      const arch = await observe({
        steps: [step('COPY x', file('var/lib/pacman/local/zlib-1/desc', '%NAME%\nzlib\n'))],
      });
      expect(arch.gaps).toEqual([
        expect.objectContaining({
          code: 'SOURCE_MISSING',
          message: expect.stringContaining('pacman') as string,
        }),
      ]);
      const data = await observe({ steps: [step('COPY x', file('www/index.html', 'hello'))] });
      expect(data.gaps).toEqual([]);
      const damaged = {
        steps: [
          step('COPY x', file('etc/debian_version', '12.0\n'), file('var/lib/dpkg/status', 'garbage\n')),
        ],
      };
      await expect(observe(damaged)).rejects.toMatchObject({
        code: 'LOOKED_AT_NOTHING',
        message: expect.stringContaining('var/lib/dpkg/status') as string,
      });
    },
    SECONDS,
  );

  it(
    'reads licences where somebody judges them',
    async () => {
      const { packages } = await observe(CLEAN, { options: { licences: { deny: ['GPL-3.0-only'] } } });
      expect(packages.find(({ name }) => name === 'lodash')?.licences).toEqual(['MIT']);
    },
    SECONDS,
  );
}

describe.runIf(findInstalledTool('trivy') !== undefined)('Trivy on this machine', () => {
  answers((more) => nativeInput(desk, more));
  doubts((more) => nativeInput(desk, more));
});

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`Trivy on ${found.kind}`, found, (engine) => {
    const inputOf = (more?: More): TrivyInput => engineInput(desk, engine, more);
    afterAll(async () => expect(await survivorsOf(engine)).toEqual([]), 60_000);
    answers(inputOf);

    it(
      'is evidence of what it was',
      async () => {
        const { evidence, data, degraded } = await withTrivy(inputOf(), (trivy) => Promise.resolve(trivy));
        const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;
        expect(evidence).toEqual({ name: 'Trivy', version: '0.74.0', digest, canary: 'found' });
        expect(data).toEqual({ id: 'trivy-db', digest, builtAt: expect.any(String) as string });
        expect(degraded).toEqual([
          { engine: 'Trivy', message: expect.stringContaining('not pinned') as string },
        ]);
        const pinned = inputOf({
          options: { trivyImage: `${engine.trivyImage.replace(/:[^:/]*$/, '')}@${evidence.digest ?? ''}` },
        });
        expect(await withTrivy(pinned, (trivy) => Promise.resolve(trivy.degraded))).toEqual([]);
      },
      SECONDS,
    );

    it(
      'is ended by its limit of memory, and says which',
      async () => {
        const files = Array.from({ length: 40 }, (_, at) =>
          file(`big/${at}.txt`, Buffer.alloc(4 * 1024 * 1024, `text ${at} `)),
        );
        const big = { steps: [...alpine(FIXED), step('COPY big', folder('big'), ...files)] };
        const error = await scanWith(inputOf({ options: { memory: 128 } }), big).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        // An engine without the limit's cgroup scans it.
        if (error !== undefined)
          expect(error).toMatchObject({
            code: 'TOOL_CRASHED',
            remedy: expect.stringContaining('`memory`') as string,
          });
      },
      SECONDS,
    );

    it(
      'is ended by its limit of time',
      async () => {
        const slow = withTrivy(inputOf({ options: { seconds: 1 } }), async (trivy) =>
          trivy.scan(await desk.archived(FLAWED), SLOWLY),
        );
        await expect(slow).rejects.toMatchObject({ code: 'TOOL_TIMEOUT' });
      },
      SECONDS,
    );

    it(
      'leaves nothing behind when somebody gives up',
      async () => {
        const controller = new AbortController();
        const ended = withTrivy(inputOf({ signal: controller.signal }), async (trivy) => {
          const scan = trivy.scan(await desk.archived(FLAWED), SLOWLY);
          setTimeout(() => controller.abort(new Error('Ctrl-C')), 500);
          return scan;
        });
        await expect(ended).rejects.toThrow('Ctrl-C');
      },
      SECONDS,
    );
  });
