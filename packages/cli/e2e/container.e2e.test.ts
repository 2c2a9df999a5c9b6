import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunManifest } from '@railgate/contract';
import { githubViolations, schemaViolations } from '@railgate/sarif';
import {
  copyExample,
  exampleBase,
  exampleImage,
  exampleTrivyDatabase,
  imageArchive,
  makeTempFolder,
  removeFolder,
  type Example,
} from '@railgate/testkit';
import { describeWithEngine, dockerEngine, survivorsOf, type TestEngine } from '@railgate/testkit/engines';
import type * as sarif from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCli, type CliAnswer, type CliOptions } from './run-cli.js';

/** Those whose images are made here: the others start from images that no test can fetch. */
const SERVICES = ['api', 'site'] as const;
const OTHERS = ['admin', 'gateway', 'worker', 'search', 'status'];

let home: string;
beforeAll(async () => {
  home = await makeTempFolder();
  await exampleTrivyDatabase(join(home, 'trivy'));
});
afterAll(() => removeFolder(home));

describeWithEngine('the built command with an engine', await dockerEngine(), (engine) => {
  it(
    'flawed: every kind of finding at its line, and files that GitHub takes',
    { timeout: 300_000 },
    async () => {
      const { answer, places, manifest, root } = await runExample(engine, 'flawed');
      expect(answer.exitCode, answer.stderr).toBe(1);
      expect(places).toEqual(
        expect.arrayContaining([
          'apps/api/Dockerfile:2 CVE-2023-38545',
          'apps/api/Dockerfile:4 container/secret-in-layer',
          'apps/api/Dockerfile:5 container/ds-0031',
          'apps/api/Dockerfile:6 CVE-2021-23337',
          'apps/site/Dockerfile:6 CVE-2023-38545',
          'apps/site/Dockerfile:9 CVE-2021-44906',
        ]),
      );
      const log = readLog(join(root, '.railgate/report.sarif'));
      expect(schemaViolations(log)).toEqual([]);
      const uploads = readdirSync(join(root, '.railgate/upload')).map((name) =>
        readLog(join(root, '.railgate/upload', name)),
      );
      expect(uploads.length).toBeGreaterThan(0);
      expect(uploads.flatMap((upload) => githubViolations(upload))).toEqual([]);
      expect(readdirSync(join(root, '.railgate/sbom/images')).length).toBeGreaterThan(2);
      const [gate] = manifest.outcomes;
      expect(gate).toMatchObject({ gate: 'container', status: 'done' });
      expect(await survivorsOf(engine)).toEqual([]);
      await removeFolder(root);
    },
  );

  it('fixed: clean, with the proof that it looked', { timeout: 300_000 }, async () => {
    const { answer, manifest, root } = await runExample(engine, 'fixed');
    expect(answer.exitCode, answer.stdout + answer.stderr).toBe(0);
    expect(manifest.outcomes[0]).toMatchObject({
      status: 'done',
      evidence: { engines: [{ name: 'Trivy', version: '0.74.0', canary: 'found' }] },
    });
    await removeFolder(root);
  });

  it('Ctrl-C ends it, and nothing stays with the engine', { timeout: 300_000 }, async () => {
    const { answer, root } = await start(engine, 'fixed', {
      interrupt: (stderr) => (stderr.includes('Running 1 check') ? 'SIGINT' : undefined),
    });
    expect(answer.exitCode).toBe(130);
    expect(await survivorsOf(engine)).toEqual([]);
    await removeFolder(root);
  });
});

describe('without an engine', () => {
  it('is never clean, and says how to get one', { timeout: 60_000 }, async () => {
    const root = await exampleOf('flawed');
    const answer = await runCli(
      ['run', root, '--gate', 'container', '--config', configOf('railgate.test/none')],
      {
        env: { DOCKER_HOST: `unix://${join(home, 'none.sock')}` },
      },
    );
    expect(answer.exitCode).toBe(2);
    expect(answer.stdout).toContain('NEED_UNMET');
    expect(answer.stdout).toContain(join(home, 'none.sock'));
    await removeFolder(root);
  });

  it('no scanner in the configuration of the repository', { timeout: 60_000 }, async () => {
    const root = await exampleOf('fixed');
    writeFileSync(
      join(root, 'railgate.json'),
      '{ "gates": { "container": { "trivyImage": "railgate.test/evil:1" } } }',
    );
    const answer = await runCli(['run', root]);
    expect(answer.exitCode).toBe(3);
    expect(answer.stderr).toContain('trivyImage');
    await removeFolder(root);
  });
});

interface Started {
  readonly answer: CliAnswer;
  readonly root: string;
}

interface Ran extends Started {
  /** `path:line rule`, sorted. */
  readonly places: readonly string[];
  readonly manifest: RunManifest;
}

async function runExample(engine: TestEngine, which: Example): Promise<Ran> {
  const { answer, root } = await start(engine, which);
  const results = readLog(join(root, '.railgate/report.sarif')).runs.flatMap((run) => run.results ?? []);
  const manifest = JSON.parse(readFileSync(join(root, '.railgate/run.json'), 'utf8')) as RunManifest;
  return { answer, root, places: results.map(placeOf).sort(), manifest };
}

async function start(engine: TestEngine, which: Example, options: CliOptions = {}): Promise<Started> {
  const root = await exampleOf(which);
  const archives = archivesOf(which).flatMap((path) => ['--archive', path]);
  const config = configOf(engine.trivyImage);
  const answer = await runCli(['run', root, '--gate', 'container', '--config', config, ...archives], {
    ...options,
    env: { ...engine.env, XDG_CACHE_HOME: join(home, 'cache') },
  });
  return { answer, root };
}

async function exampleOf(which: Example): Promise<string> {
  const root = await copyExample(which, { git: false });
  for (const name of OTHERS) rmSync(join(root, 'apps', name), { recursive: true });
  return root;
}

/** Of the services, and of what they are built on. */
function archivesOf(which: Example): string[] {
  const folder = join(home, `archives-of-${which}`);
  mkdirSync(folder, { recursive: true });
  return SERVICES.flatMap((service) => {
    // The fixed one leaves base images to others.
    const images = {
      [service]: exampleImage(which, service),
      ...(which === 'flawed' && { [`${service}-base`]: exampleBase(which, service) }),
    };
    return Object.entries(images).map(([name, image]) => {
      const path = join(folder, `${name}.tar`);
      writeFileSync(path, imageArchive(image));
      return path;
    });
  });
}

function configOf(trivyImage: string): string {
  const path = join(home, 'user.json');
  const container = { enabled: true, trivyImage, database: join(home, 'trivy') };
  writeFileSync(path, JSON.stringify({ gates: { container } }));
  return path;
}

function readLog(path: string): sarif.Log {
  return JSON.parse(readFileSync(path, 'utf8')) as sarif.Log;
}

function placeOf({ ruleId, locations }: sarif.Result): string {
  const place = locations?.[0]?.physicalLocation;
  return `${place?.artifactLocation?.uri ?? 'nowhere'}:${place?.region?.startLine ?? 0} ${ruleId ?? ''}`;
}
