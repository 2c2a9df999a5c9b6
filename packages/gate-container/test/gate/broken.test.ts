import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

import {
  SAMPLE_IMAGE,
  brokenTrivyDatabase,
  runGate,
  type BrokenDatabase,
  type RunGateOptions,
} from '@railgate/testkit';
import { describeWithEngine, dockerEngine, survivorsOf } from '@railgate/testkit/engines';
import { describe, expect, it, vi } from 'vitest';

import { gate } from '../../src/gate.js';
import { brokenOf, useBench, ownName, runOn, withImages } from './support.js';

const FILES = { Dockerfile: 'FROM gate.test/never/there:1\nUSER 1000\n' };

const bench = useBench();

describe('no engine', () => {
  const run = () =>
    brokenOf(runGate(gate, FILES, { options: { database: bench.database, trivyImage: 'trivy:0.74.0' } }));

  it('where nobody listens: what is missing, and how to get it', { timeout: 60_000 }, async () => {
    vi.stubEnv('DOCKER_HOST', `unix://${bench.scratch}/nobody.sock`);
    const error = await run();
    expect(error).toMatchObject({ code: 'NEED_UNMET' });
    expect(error.message).toContain('nobody.sock');
    expect(error.remedy).toMatch(/\.$/);
  });

  it('where something else listens', { timeout: 60_000 }, async () => {
    const socket = join(bench.scratch, 'other.sock');
    const server = createServer((_, response) => response.writeHead(404).end('<html>no engine</html>'));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    try {
      vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
      expect(await run()).toMatchObject({ code: 'NEED_UNMET' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

const engineOf = await dockerEngine();

describeWithEngine('what is broken leaves nothing behind', engineOf, (engine) => {
  const left = (): Promise<unknown[]> => survivorsOf(engine, 60);

  it.each<[string, string, RegExp, () => Promise<RunGateOptions>]>([
    ['no database', 'NEED_UNMET', /no database/i, () => databaseAt('none')],
    [
      'a truncated database',
      'NEED_UNMET',
      /trivy\.db is damaged: it is cut off/,
      () => databaseAt('truncated'),
    ],
    ['a database of noise', 'NEED_UNMET', /trivy\.db/, () => databaseAt('random-bytes')],
    [
      'an old database',
      'DATA_STALE',
      /old/i,
      async () => ({ ...(await databaseAt('old')), maxDataAge: 7 * 86_400_000 }),
    ],
    ['an empty database', 'NEED_UNMET', /trivy\.db is damaged/, () => databaseAt('empty')],
    [
      'no image that holds Trivy',
      'NEED_UNMET',
      /gate\.test\/trivy:1/,
      () => Promise.resolve({ options: { trivyImage: 'gate.test/trivy:1' } }),
    ],
    [
      'a Trivy that is known to be malicious',
      'NEED_UNMET',
      /0\.69\.4/,
      () => Promise.resolve({ options: { trivyImage: 'aquasec/trivy:0.69.4' } }),
    ],
    [
      'an image that is not there, and no other',
      'NEED_UNMET',
      /gate\.test\/never\/there:1 was not looked at/,
      () => Promise.resolve({}),
    ],
  ])('%s', { timeout: 300_000 }, async (_, code, message, options) => {
    const error = await brokenOf(runOn(engine, bench, FILES_WITHOUT_ISSUES, await options()));
    expect(`${error.message} ${error.remedy}`).toMatch(message);
    expect(error.code).toBe(code);
    expect(error.remedy).toMatch(/[.!]$/);
    expect(await left()).toEqual([]);
  });

  it(
    'one image of two: the other is looked at, and the one that is not is a gap',
    { timeout: 300_000 },
    async () => {
      const name = ownName('sample');
      const { scan, findings } = await withImages(engine, [{ ...SAMPLE_IMAGE, tags: [`${name}:1`] }], () =>
        runOn(engine, bench, {}, { options: { images: [`${name}:1`, 'gate.test/never/there:1'] } }),
      );
      expect(findings.map(({ ruleId, image }) => [ruleId, image])).toContainEqual(['CVE-2021-23337', name]);
      expect(scan.gaps).toMatchObject([
        {
          code: 'SOURCE_MISSING',
          remedy: expect.stringContaining('docker pull gate.test/never/there:1') as string,
        },
      ]);
      expect(scan.evidence).toMatchObject({ expected: { images: 2 }, seen: { images: 1 } });
      expect(scan.checklists?.map(({ subject, steps }) => [subject, steps[0]?.status])).toEqual([
        [name, 'findings'],
        ['image gate.test/never/there:1', 'unknown'],
      ]);
      expect(await left()).toEqual([]);
    },
  );

  it.each(['the known-bad image', 'exporting', 'sample'])(
    'an end by the user, while it is at: %s',
    { timeout: 300_000 },
    async (moment) => {
      const name = ownName('sample');
      await withImages(engine, [{ ...SAMPLE_IMAGE, tags: [`${name}:1`] }], async () => {
        const user = new AbortController();
        vi.stubEnv('DOCKER_HOST', engine.env.DOCKER_HOST);
        const running = scanUntil(name, moment, user);
        await expect(running).rejects.toThrow();
        expect(user.signal.aborted).toBe(true);
      });
      expect(await left()).toEqual([]);
    },
  );

  /** As `runGate`, with a progress that ends the scan. */
  async function scanUntil(name: string, moment: string, user: AbortController): Promise<unknown> {
    const root = join(bench.scratch, 'empty');
    await mkdir(root, { recursive: true });
    const options = {
      ...defaults(),
      images: [`${name}:1`],
      database: bench.database,
      trivyImage: engine.trivyImage,
    };
    return gate.scan({
      target: { id: 'root', kind: 'workspace', path: '.', name: 'root', files: [] },
      workspace: { root, files: [], projects: [], services: [] },
      options,
      now: new Date(),
      offline: true,
      signal: user.signal,
      processes: { started: () => undefined, ended: () => undefined },
      progress: (at) => {
        if (at === name || at.includes(moment))
          setTimeout(() => user.abort(new Error('The user ended it.')), 100);
      },
    });
  }
});

const FILES_WITHOUT_ISSUES = {
  Dockerfile: 'FROM gate.test/never/there:1\nUSER 1000\nHEALTHCHECK CMD ["true"]\n',
};

async function databaseAt(kind: BrokenDatabase | 'none'): Promise<RunGateOptions> {
  const database = join(bench.scratch, `database-${kind}`);
  await mkdir(database, { recursive: true });
  if (kind !== 'none') await brokenTrivyDatabase(database, kind);
  return { options: { database } };
}

function defaults() {
  return {
    archives: [],
    build: [],
    baseImages: true,
    memory: 2048,
    cpus: 2,
    pids: 512,
    seconds: 120,
    parallel: 2,
    unfixable: 'report' as const,
    licences: {},
  };
}
