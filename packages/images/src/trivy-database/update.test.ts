import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readlink, realpath, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import {
  alpineBase,
  exampleTrivyDatabase,
  findInstalledTool,
  imageArchive,
  sha256,
  tarOf,
  trivyMetadata,
} from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import {
  built,
  CONFIG_TYPE,
  DATABASE,
  DATABASE_ENTRY,
  NOW,
  withMirror,
  type TrivyMirror,
} from '../../test/trivy-mirror.js';
import { updateTrivyDatabases } from './index.js';

const JAVA_TYPE = 'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip';

let mirror: TrivyMirror;
withMirror((made) => void (mirror = made));

/** The first page of an empty database, and a table. */
function sqliteFile(): Buffer {
  const bytes = Buffer.alloc(2 * 4096);
  bytes.write('SQLite format 3\0', 0, 'latin1');
  bytes.writeUInt16BE(4096, 16);
  bytes.writeUInt32BE(2, 28);
  return bytes;
}

describe('ok', () => {
  it('fetches, then asks only for changes, then fetches what has changed', async () => {
    const first = await mirror.update();
    expect(first).toMatchObject({
      name: 'trivy',
      state: 'updated',
      database: { builtAt: '2026-11-20T06:00:00Z', digest: sha256(DATABASE), size: DATABASE.length },
    });
    expect(first).not.toHaveProperty('before');
    mirror.stub.reply('blob', 500);
    expect((await mirror.update()).state).toBe('unchanged');
    mirror.stub.recover();
    mirror.publish([DATABASE_ENTRY, { path: 'metadata.json', content: built('21') }]);
    expect(await mirror.update()).toMatchObject({
      state: 'updated',
      database: { builtAt: '2026-11-21T06:00:00Z' },
      before: { builtAt: '2026-11-20T06:00:00Z' },
    });
    expect(await readdir(join(mirror.folder, 'trivy', 'partial'))).toEqual([]);
  });

  it('remembers the digest, and reads a file that was changed', async () => {
    await mirror.update();
    const { file, digest, source } = await mirror.there();
    expect(source?.reference).toBe(`${mirror.stub.host}/mirror/trivy-db:2`);
    const record = join(file, '../railgate.json');
    await writeFile(record, readFileSync(record, 'utf8').replace(digest, `sha256:${'0'.repeat(64)}`));
    expect((await mirror.there()).digest).toBe(`sha256:${'0'.repeat(64)}`);
    await utimes(file, 1, 1);
    expect(await mirror.there()).toEqual(expect.objectContaining({ digest }));
    expect(await mirror.there()).not.toHaveProperty('source');
  });

  it('does not disturb who reads the old one, or has only looked where it lies', async () => {
    await mirror.update();
    const { file } = await mirror.there();
    const old = await open(join(mirror.folder, 'trivy/db/trivy.db'));
    mirror.publish([
      { path: './trivy.db', content: Buffer.concat([DATABASE, Buffer.alloc(4096)]) },
      { path: './metadata.json', content: built('21') },
    ]);
    expect((await mirror.update()).state).toBe('updated');
    expect(sha256(await old.readFile())).toBe(sha256(DATABASE));
    await old.close();
    expect(existsSync(file)).toBe(true);
    expect((await mirror.there()).size).toBe(DATABASE.length + 4096);
    // An hour later nobody has a use for it.
    const past = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(file, '..'), past, past);
    await mirror.update();
    expect(existsSync(file)).toBe(false);
    expect(await readdir(join(mirror.folder, 'trivy/versions'))).toHaveLength(1);
  });

  it('takes the place of a folder that somebody has put there', async () => {
    await exampleTrivyDatabase(join(mirror.folder, 'trivy'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    expect(await mirror.update()).toMatchObject({
      state: 'updated',
      before: { builtAt: '2026-11-01T00:00:00Z' },
    });
    expect(await readlink(join(mirror.folder, 'trivy/db'))).toMatch(/^versions\/db-[0-9a-f]{16}$/);
  });

  it('fetches the one for Java when it is named, and then each time', async () => {
    const layer = gzipSync(
      tarOf([
        { path: 'trivy-java.db', content: sqliteFile() },
        { path: 'metadata.json', content: built('19', 1) },
      ]),
    );
    mirror.stub.addArtifact('mirror/trivy-java-db:1', {
      configType: CONFIG_TYPE,
      layerType: JAVA_TYPE,
      layers: [layer],
    });
    const options = { folder: join(mirror.folder, 'trivy'), from: `${mirror.stub.host}/mirror/`, now: NOW };
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
    const states = await Promise.all(
      [0, 1].map(() => mirror.update({ progress: (text) => told.push(text) })),
    );
    expect(states.map(({ state }) => state).sort()).toEqual(['unchanged', 'updated']);
    expect(told).toContain('another update is running');
    expect(await readdir(join(mirror.folder, 'trivy'))).not.toContain('update.lock');
  });

  it('does not wait for one that is dead', async () => {
    const { pid } = await new Promise<{ pid: number | undefined }>((resolve) => {
      const child = execFile('true', () => {
        resolve(child as { pid: number | undefined });
      });
    });
    await mkdir(join(mirror.folder, 'trivy'));
    await writeFile(join(mirror.folder, 'trivy/update.lock'), `${pid} ${hostname()}\n`);
    expect((await mirror.update()).state).toBe('updated');
  });

  it('a date in the future keeps nothing newer out', async () => {
    mirror.publish([
      DATABASE_ENTRY,
      { path: 'metadata.json', content: trivyMetadata({ updatedAt: new Date('2099-01-01') }) },
    ]);
    await mirror.update();
    mirror.publish();
    expect(await mirror.update()).toMatchObject({
      state: 'updated',
      database: { builtAt: '2026-11-20T06:00:00Z' },
    });
  });
});

const trivy = findInstalledTool('trivy');
it.skipIf(trivy === undefined)('the real Trivy reads what came', { timeout: 60_000 }, async () => {
  await mirror.update();
  const image = join(mirror.folder, 'image.tar');
  const steps = alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r0' }] });
  await writeFile(image, imageArchive({ tags: ['t:1'], steps }));
  const cache = await realpath(join(mirror.folder, 'trivy'));
  const args = ['image', '--input', image, '--cache-dir', cache, '--cache-backend', 'memory', '--skip-db-update', '--offline-scan', '--skip-version-check', '--disable-telemetry', '--format', 'json', '--scanners', 'vuln', '--quiet']; // prettier-ignore
  const { stdout } = await promisify(execFile)(trivy as string, args);
  expect(stdout).toContain('CVE-2022-48174');
});
