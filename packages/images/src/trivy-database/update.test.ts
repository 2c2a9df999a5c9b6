import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, open, readdir, readlink, realpath, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import type { GateError } from '@railgate/contract';
import {
  TRIVY_RECORDS,
  exampleTrivyDatabase,
  findInstalledTool,
  imageArchive,
  alpineBase,
  makeTempFolder,
  registryError,
  removeFolder,
  sha256,
  startImageRegistry,
  tarOf,
  trivyDatabaseFile,
  trivyMetadata,
  type ImageRegistryOptions,
  type ImageRegistryStub,
  type TarEntry,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { importTrivyDatabases, trivyDatabaseStatus, updateTrivyDatabases } from './index.js';
import type { TrivyDatabase, TrivyUpdate, TrivyUpdateOptions } from './index.js';

let folder: string;
let stub: ImageRegistryStub;
beforeEach(async () => {
  folder = await makeTempFolder();
  await start();
});
afterEach(async () => {
  await stub.close();
  await removeFolder(folder);
});

async function start(options: ImageRegistryOptions = {}): Promise<void> {
  stub = await startImageRegistry(options);
  publish();
}

const CONFIG_TYPE = 'application/vnd.aquasec.trivy.config.v1+json';
const LAYER_TYPE = 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip';
const JAVA_TYPE = 'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip';
const NOW = new Date('2026-11-22T00:00:00Z');
const DATABASE = trivyDatabaseFile(TRIVY_RECORDS);
const built = (day: string, version = 2): string =>
  trivyMetadata({ updatedAt: new Date(`2026-11-${day}T06:00:00Z`), version });

const FILES: readonly TarEntry[] = [
  { path: 'trivy.db', content: DATABASE },
  { path: 'metadata.json', content: built('20') },
];

function publish(
  files: readonly TarEntry[] = FILES,
  layer: Buffer = gzipSync(tarOf(files)),
  layerType = LAYER_TYPE,
): void {
  stub.addArtifact('mirror/trivy-db:2', { configType: CONFIG_TYPE, layerType, layers: [layer] });
}

/** The first page of an empty database, and a table. */
function sqliteFile(): Buffer {
  const bytes = Buffer.alloc(2 * 4096);
  bytes.write('SQLite format 3\0', 0, 'latin1');
  bytes.writeUInt16BE(4096, 16);
  bytes.writeUInt32BE(2, 28);
  return bytes;
}

async function update(options: TrivyUpdateOptions = {}): Promise<TrivyUpdate> {
  const given = { folder: join(folder, 'trivy'), from: `${stub.host}/mirror`, now: NOW, ...options };
  const timeouts = { connect: 500, silence: 300 };
  const [first] = await updateTrivyDatabases({ names: ['trivy'], timeouts, ...given });
  if (!first) throw new Error('nothing was updated');
  return first;
}

async function there(): Promise<TrivyDatabase> {
  const { vulnerabilities } = await trivyDatabaseStatus(join(folder, 'trivy'));
  if (vulnerabilities.state !== 'there') throw new Error(`it is ${vulnerabilities.state}`);
  return vulnerabilities.database;
}

function errorOf(one: TrivyUpdate): GateError {
  if (one.state !== 'failed') throw new Error(`${one.state}, and not failed`);
  return one.error;
}

describe('ok', () => {
  it('fetches, then asks only for changes, then fetches what has changed', async () => {
    const first = await update();
    expect(first).toMatchObject({
      name: 'trivy',
      state: 'updated',
      database: { builtAt: '2026-11-20T06:00:00Z', digest: sha256(DATABASE), size: DATABASE.length },
    });
    expect(first).not.toHaveProperty('before');
    stub.reply('blob', 500);
    expect((await update()).state).toBe('unchanged');
    stub.recover();
    publish([FILES[0] as TarEntry, { path: 'metadata.json', content: built('21') }]);
    expect(await update()).toMatchObject({
      state: 'updated',
      database: { builtAt: '2026-11-21T06:00:00Z' },
      before: { builtAt: '2026-11-20T06:00:00Z' },
    });
    expect(await readdir(join(folder, 'trivy', 'partial'))).toEqual([]);
  });

  it('remembers the digest, and reads a file that was changed', async () => {
    await update();
    const { file, digest, source } = await there();
    expect(source?.reference).toBe(`${stub.host}/mirror/trivy-db:2`);
    const record = join(file, '../railgate.json');
    await writeFile(record, readFileSync(record, 'utf8').replace(digest, `sha256:${'0'.repeat(64)}`));
    expect((await there()).digest).toBe(`sha256:${'0'.repeat(64)}`);
    await utimes(file, 1, 1);
    expect(await there()).toEqual(expect.objectContaining({ digest }));
    expect(await there()).not.toHaveProperty('source');
  });

  it('does not disturb who reads the old one, or has only looked where it lies', async () => {
    await update();
    const { file } = await there();
    const old = await open(join(folder, 'trivy/db/trivy.db'));
    publish([
      { path: './trivy.db', content: Buffer.concat([DATABASE, Buffer.alloc(4096)]) },
      { path: './metadata.json', content: built('21') },
    ]);
    expect((await update()).state).toBe('updated');
    expect(sha256(await old.readFile())).toBe(sha256(DATABASE));
    await old.close();
    expect(existsSync(file)).toBe(true);
    expect((await there()).size).toBe(DATABASE.length + 4096);
    // An hour later nobody has a use for it.
    const past = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(file, '..'), past, past);
    await update();
    expect(existsSync(file)).toBe(false);
    expect(await readdir(join(folder, 'trivy/versions'))).toHaveLength(1);
  });

  it('takes the place of a folder that somebody has put there', async () => {
    await exampleTrivyDatabase(join(folder, 'trivy'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    expect(await update()).toMatchObject({ state: 'updated', before: { builtAt: '2026-11-01T00:00:00Z' } });
    expect(await readlink(join(folder, 'trivy/db'))).toMatch(/^versions\/db-[0-9a-f]{16}$/);
  });

  it('fetches the one for Java when it is named, and then each time', async () => {
    const layer = gzipSync(
      tarOf([
        { path: 'trivy-java.db', content: sqliteFile() },
        { path: 'metadata.json', content: built('19', 1) },
      ]),
    );
    stub.addArtifact('mirror/trivy-java-db:1', {
      configType: CONFIG_TYPE,
      layerType: JAVA_TYPE,
      layers: [layer],
    });
    const options = { folder: join(folder, 'trivy'), from: `${stub.host}/mirror/`, now: NOW };
    expect(await updateTrivyDatabases(options)).toMatchObject([{ name: 'trivy', state: 'updated' }]);
    const java = await updateTrivyDatabases({ ...options, names: ['trivy-java'] });
    expect(java).toMatchObject([{ name: 'trivy-java', state: 'updated' }]);
    const names = (await updateTrivyDatabases(options)).map(({ name, state }) => [name, state]);
    expect(names).toEqual([
      ['trivy', 'unchanged'],
      ['trivy-java', 'unchanged'],
    ]);
  });

  it('one at a time: who is late waits, and finds it done', async () => {
    const told: string[] = [];
    const states = await Promise.all([0, 1].map(() => update({ progress: (text) => told.push(text) })));
    expect(states.map(({ state }) => state).sort()).toEqual(['unchanged', 'updated']);
    expect(told).toContain('another update is running');
    expect(await readdir(join(folder, 'trivy'))).not.toContain('update.lock');
  });

  it('does not wait for one that is dead', async () => {
    const { pid } = await new Promise<{ pid: number | undefined }>((resolve) => {
      const child = execFile('true', () => {
        resolve(child as { pid: number | undefined });
      });
    });
    await mkdir(join(folder, 'trivy'));
    await writeFile(join(folder, 'trivy/update.lock'), `${pid} ${hostname()}\n`);
    expect((await update()).state).toBe('updated');
  });

  it('a date in the future keeps nothing newer out', async () => {
    publish([
      FILES[0] as TarEntry,
      { path: 'metadata.json', content: trivyMetadata({ updatedAt: new Date('2099-01-01') }) },
    ]);
    await update();
    publish();
    expect(await update()).toMatchObject({ state: 'updated', database: { builtAt: '2026-11-20T06:00:00Z' } });
  });
});

describe('broken: what was there stays', () => {
  const cut = gzipSync(tarOf(FILES)).subarray(0, -100);
  const others = (files: readonly TarEntry[]): Buffer => gzipSync(tarOf(files));
  const metadata = FILES[1] as TarEntry;
  const database = FILES[0] as TarEntry;
  const bad = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(DATABASE);
    change(bytes);
    return others([{ path: 'trivy.db', content: bytes }, metadata]);
  };

  it.each<[string, Buffer, RegExp]>([
    ['cut off', cut, /no gzipped tar/],
    ['no archive', Buffer.from('<html>'), /no gzipped tar/],
    ['no database', others([metadata]), /holds no trivy\.db/],
    ['no metadata', others([database]), /holds no metadata\.json/],
    [
      'a link',
      others([{ path: 'trivy.db', type: 'symlink', target: '/etc/passwd' }, metadata]),
      /no plain file/,
    ],
    ['a name above', others([{ path: '../trivy.db', content: DATABASE }, metadata]), /holds no trivy\.db/],
    ['twice', others([database, database, metadata]), /is in it twice/],
    ['too many files', others(Array.from({ length: 101 }, (_, i) => ({ path: `f${i}` }))), /too many files/],
    [
      'large metadata',
      others([database, { path: 'metadata.json', content: Buffer.alloc(70_000) }]),
      /has 70000 bytes/,
    ],
    [
      'other schema',
      others([database, { path: 'metadata.json', content: built('21', 3) }]),
      /schema 3, and Trivy reads 2/,
    ],
    ['metadata is HTML', others([database, { path: 'metadata.json', content: '<html>' }]), /no JSON/],
    [
      'metadata without a date',
      others([
        database,
        { path: 'metadata.json', content: '{"Version":2,"UpdatedAt":"0001-01-01T00:00:00Z"}' },
      ]),
      /does not say when/,
    ],
    ['an empty database', others([{ path: 'trivy.db' }, metadata]), /no bbolt database/],
    ['zeros', bad((bytes) => bytes.fill(0)), /no bbolt database/],
    [
      'damaged first pages',
      bad((bytes) => bytes.fill(0xff, 16 + 16, 16 + 24).fill(0xff, 4096 + 32, 4096 + 40)),
      /no bbolt database/,
    ],
    [
      'truncated',
      others([{ path: 'trivy.db', content: DATABASE.subarray(0, -4096) }, metadata]),
      /it is cut off: \d+ of \d+ bytes/,
    ],
    [
      'older',
      others([database, { path: 'metadata.json', content: built('19') }]),
      /before the one that is there/,
    ],
    [
      'without vulnerabilities',
      others([
        { path: 'trivy.db', content: trivyDatabaseFile({ advisories: {}, vulnerabilities: {} }) },
        metadata,
      ]),
      /not a single vulnerability/,
    ],
  ])('%s', async (_, layer, message) => {
    await update();
    const before = await there();
    publish([], layer);
    const { message: said, code } = errorOf(await update());
    expect(said).toMatch(message);
    expect(code).toBe('REPORT_UNREADABLE');
    expect(await there()).toEqual(before);
    expect(await readdir(join(folder, 'trivy/versions'))).toHaveLength(1);
    expect(await readdir(join(folder, 'trivy/partial'))).toEqual([]);
  });

  it.each([
    ['manifest', registryError(429, 'TOOMANYREQUESTS', { 'retry-after': '30' }), /limits how often/],
    ['manifest', 'html', /a web page/],
    ['blob', 'cut', /ended after/],
    ['blob', 'hang', /has stopped answering/],
    ['blob', { body: Buffer.from('short') }, /ended after 5 of/],
  ] as const)('%s: %j', async (route, reply, message) => {
    await update();
    publish([database, { path: 'metadata.json', content: built('21') }]);
    stub.reply(route, reply);
    expect(errorOf(await update()).message).toMatch(message);
    expect((await there()).builtAt).toBe('2026-11-20T06:00:00Z');
    stub.recover();
    expect((await update()).state).toBe('updated');
  });

  it('an image, and no database', async () => {
    publish(FILES, undefined, 'application/vnd.oci.image.layer.v1.tar+gzip');
    expect(errorOf(await update()).message).toContain('holds no database of Trivy');
  });

  it('a mirror that is no name, and a lock that cannot be made', async () => {
    expect(errorOf(await update({ from: 'https://x' })).message).toContain(
      'is no name that a registry can have',
    );
    await writeFile(join(folder, 'file'), '');
    expect(errorOf(await update({ folder: join(folder, 'file', 'trivy') })).message).toMatch(
      /cannot be written \(ENOTDIR\)/,
    );
  });

  it('ends when it is told to, and goes on the next time', async () => {
    const controller = new AbortController();
    stub.reply('blob', 'hang');
    const running = update({ signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 100);
    await expect(running).rejects.toThrow(/abort/i);
    expect(await readdir(join(folder, 'trivy'))).not.toContain('update.lock');
    stub.recover();
    expect((await update()).state).toBe('updated');
  });
});

describe('import', () => {
  const imported = (from = join(folder, 'from')) =>
    importTrivyDatabases(from, { folder: join(folder, 'trivy') });

  it("ok: copies what Trivy's own cache holds, also what is older", async () => {
    await update();
    await exampleTrivyDatabase(join(folder, 'from'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    expect(await imported()).toMatchObject([
      {
        name: 'trivy',
        state: 'imported',
        database: { builtAt: '2026-11-01T00:00:00Z' },
        before: { builtAt: '2026-11-20T06:00:00Z' },
      },
    ]);
    expect((await there()).builtAt).toBe('2026-11-01T00:00:00Z');
  });

  it('ok: takes a copy of our own folder', async () => {
    await update();
    await cp(join(folder, 'trivy'), join(folder, 'from'), { recursive: true, dereference: true });
    expect(await imported()).toMatchObject([{ state: 'imported' }]);
  });

  it('ok: a folder without one is no failure', async () => {
    expect(await imported(folder)).toEqual([]);
  });

  it('broken: what cannot be used leaves what was there', async () => {
    await update();
    await exampleTrivyDatabase(join(folder, 'from'));
    await writeFile(join(folder, 'from/db/trivy.db'), 'short');
    expect(await imported()).toMatchObject([
      { state: 'failed', why: expect.stringContaining('no bbolt') as string },
    ]);
    expect((await there()).builtAt).toBe('2026-11-20T06:00:00Z');
  });
});

const trivy = findInstalledTool('trivy');
it.skipIf(trivy === undefined)('the real Trivy reads what came', { timeout: 60_000 }, async () => {
  await update();
  const image = join(folder, 'image.tar');
  const steps = alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r0' }] });
  await writeFile(image, imageArchive({ tags: ['t:1'], steps }));
  const cache = await realpath(join(folder, 'trivy'));
  const args = ['image', '--input', image, '--cache-dir', cache, '--cache-backend', 'memory', '--skip-db-update', '--offline-scan', '--skip-version-check', '--disable-telemetry', '--format', 'json', '--scanners', 'vuln', '--quiet']; // prettier-ignore
  const { stdout } = await promisify(execFile)(trivy as string, args);
  expect(stdout).toContain('CVE-2022-48174');
});
