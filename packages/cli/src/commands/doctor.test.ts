import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  exampleTrivyDatabase,
  makeImage,
  makeTempFolder,
  removeFolder,
  startImageRegistry,
  type ImageRegistryStub,
} from '@railgate/testkit';
import { describeWithEngine, dockerEngine, removeImage } from '@railgate/testkit/engines';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { PLAIN_PATH } from '../../e2e/plain-path.js';
import { callCli, type Called } from '../../test/call-cli.js';

let root: string;
beforeEach(async () => {
  // What other gates need is asked elsewhere, and takes seconds each time.
  vi.stubEnv('PATH', PLAIN_PATH);
  root = await makeTempFolder();
  await mkdir(join(root, 'repository'));
});
afterEach(() => removeFolder(root));
afterEach(() => vi.unstubAllEnvs());

const NO_ENGINE = 'unix:///nonexistent/docker.sock';

function doctor(args: string[] = [], env: Record<string, string> = {}): Promise<Called> {
  return callCli(['doctor', ...args], {
    cwd: join(root, 'repository'),
    env: { HOME: root, DOCKER_HOST: NO_ENGINE, SOURCE_DATE_EPOCH: '1795305600', ...env },
  });
}

const config = (): string => join(root, '.config/railgate/config.json');

async function configure(container: object): Promise<void> {
  await mkdir(join(root, '.config/railgate'), { recursive: true });
  await writeFile(config(), JSON.stringify({ gates: { container } }));
}

describe('railgate doctor, of the container gate', () => {
  it('ok: nothing to look at, so nothing is missing', async () => {
    const { code, stdout } = await doctor();
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^note {4}engine {8}There is no socket at unix:\/\/\/nonexistent\/docker\.sock.*\n {22}Start the engine: .*Debian.*macOS/m,
    );
    expect(stdout).toMatch(
      /^note {4}trivy {9}no image that holds Trivy is chosen\n {22}Run `railgate doctor --pin`/m,
    );
    expect(stdout).toMatch(
      /^note {4}trivy-db {6}no database.*\n {22}Fetch it with `railgate db update trivy`/m,
    );
    expect(stdout).not.toMatch(/^\S+ +container engine/m);
  });

  it('broken: with a Dockerfile all of that is missing', async () => {
    await writeFile(join(root, 'repository/Dockerfile'), 'FROM alpine:3.18\n');
    const { code, stdout } = await doctor();
    expect(code).toBe(2);
    expect(stdout.match(/^missing .*/gm)?.map((line) => line.split(/\s+/)[1])).toEqual([
      'engine',
      'trivy',
      'trivy-db',
    ]);
  });

  it('ok: the database that is there, and one that is named', async () => {
    await exampleTrivyDatabase(join(root, '.local/share/railgate/trivy'), {
      updatedAt: new Date('2026-11-20T00:00:00Z'),
    });
    expect((await doctor()).stdout).toMatch(/^ok {6}trivy-db {6}of 2026-11-20, 2 days old$/m);
    await configure({ database: join(root, 'other') });
    await exampleTrivyDatabase(join(root, 'other'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    expect((await doctor()).stdout).toMatch(/^ok {6}trivy-db {6}of 2026-11-01, 21 days old$/m);
  });

  it('broken: a damaged database, a stale one, and a binary that is none', async () => {
    const folder = join(root, '.local/share/railgate/trivy');
    await exampleTrivyDatabase(folder, { updatedAt: new Date('2026-11-01T00:00:00Z') });
    await configure({ trivyBinary: '/nonexistent/trivy' });
    await writeFile(join(root, 'repository/railgate.json'), '{"maxDataAge": "7d"}');
    const stale = await doctor();
    expect(stale.stdout).toMatch(
      /^missing trivy-db {6}Trivy's database is 21 days old; the limit is 7 days\./m,
    );
    expect(stale.stdout).toMatch(
      /^note {4}trivy {9}\/nonexistent\/trivy \(trivyBinary\) does not say its version$/m,
    );
    await writeFile(join(folder, 'db/trivy.db'), 'x'.repeat(9000));
    const damaged = await doctor();
    expect(damaged.code).toBe(2);
    expect(damaged.stdout).toMatch(/^missing trivy-db {6}db\/trivy\.db is damaged: it is no bbolt database/m);
  });

  it('broken: a configuration that is wrong is said', async () => {
    await writeFile(
      join(root, 'repository/railgate.json'),
      '{"gates": {"container": {"trivyImage": "evil"}}}',
    );
    const { code, stdout } = await doctor();
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^missing configuration ?.*trivyImage makes the scanned repository execute something/m,
    );
  });
});

describe('railgate doctor --pin', () => {
  it.each([
    [['--trivy-image', 'a b'], 3, 'is no name of an image'],
    [['--trivy-image', 'aquasec/trivy:0.69.4'], 2, 'Trivy 0.69.4 is malware'],
    [
      ['--trivy-image', `x/trivy@sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3`],
      2,
      'is malware',
    ],
    [[], 2, 'There is no socket at'],
  ])('broken: %j is exit %i, and nothing is written', async (args, exit, message) => {
    const { code, stdout, stderr } = await doctor(['--pin', ...args]);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(message);
    await expect(readFile(config())).rejects.toThrow('ENOENT');
  });
});

const IMAGE = makeImage({ steps: [{ createdBy: 'ADD trivy /', files: [{ path: 'trivy', content: 'x' }] }] });

describeWithEngine('railgate doctor --pin, with an engine', await dockerEngine(), (engine) => {
  let stub: ImageRegistryStub;
  beforeEach(async () => {
    stub = await startImageRegistry({ blobsElsewhere: true });
  });
  afterEach(() => stub.close());

  it('ok: fetches the image and writes its digest into the own configuration, and a run finds it', async () => {
    const { digest } = stub.addImage('team/trivy:0.74.0', IMAGE);
    await configure({ cpus: 1 });
    const name = stub.reference('team/trivy:0.74.0');
    const { code, stdout, stderr } = await doctor(['--pin', '--trivy-image', name], engine.env);
    expect([code, stderr]).toEqual([0, '']);
    const pinned = `${stub.reference('team/trivy')}@${digest}`;
    expect(stdout).toBe(
      [
        `Fetched     ${name}, linux/amd64, 1 MB`,
        `Digest      ${digest}`,
        `Written     gates.container.trivyImage: "${pinned}"`,
        `            in ${config()}`,
        'To undo it  remove gates.container.trivyImage there.',
        '',
      ].join('\n'),
    );
    expect(JSON.parse(await readFile(config(), 'utf8'))).toEqual({
      gates: { container: { cpus: 1, trivyImage: pinned } },
    });
    const again = await doctor(['--pin', '--trivy-image', name, '--json'], engine.env);
    expect(JSON.parse(again.stdout)).toMatchObject({
      pinned: { trivyImage: pinned, before: pinned, isNew: false },
    });
    expect((await doctor([], engine.env)).stdout).toContain(
      `ok      trivy         ${pinned}, pinned and here\n`,
    );
    await removeImage(engine, name);
    expect((await doctor([], engine.env)).stdout).toContain(
      'is pinned, and not here yet: the next run fetches it',
    );
  });

  it('broken: one whose label says that it is malware is not written down', async () => {
    const name = stub.reference('team/trivy:latest');
    const settings = { Labels: { 'org.opencontainers.image.version': '0.69.5' } };
    const steps = [{ createdBy: 'ADD trivy /', files: [{ path: 'trivy', content: 'y' }] }];
    stub.addImage('team/trivy:latest', makeImage({ settings, steps }));
    const { code, stderr } = await doctor(['--pin', '--trivy-image', name], engine.env);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Trivy 0.69.5 is malware')]);
    await expect(readFile(config())).rejects.toThrow('ENOENT');
    await removeImage(engine, name);
  });

  it.each([
    ['manifest', 404],
    ['blob', 'reset'],
  ] as const)('broken: %s: %j', async (route, reply) => {
    stub.addImage('team/trivy:1', IMAGE);
    if (route === 'manifest') stub.reply(route, reply);
    else stub.storage?.reply(route, reply);
    const { code, stderr } = await doctor(
      ['--pin', '--trivy-image', stub.reference('team/trivy:1')],
      engine.env,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^railgate: .+\n {10}.+/);
    await expect(readFile(config())).rejects.toThrow('ENOENT');
  });
});
