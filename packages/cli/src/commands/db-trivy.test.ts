import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import {
  OSV_RECORDS,
  TRIVY_RECORDS,
  exampleTrivyDatabase,
  startImageRegistry,
  tarOf,
  trivyDatabaseFile,
  trivyMetadata,
  writeOsvFolder,
  type ImageRegistryStub,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { callCli, type Called } from '../../test/call-cli.js';

let root: string;
let stub: ImageRegistryStub;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'railgate-db-'));
  stub = await startImageRegistry();
  publish('2026-11-20T06:00:00Z');
});
afterEach(async () => {
  await stub.close();
  await rm(root, { recursive: true, force: true });
});

function publish(updatedAt: string): void {
  const files = [
    { path: 'trivy.db', content: trivyDatabaseFile(TRIVY_RECORDS) },
    { path: 'metadata.json', content: trivyMetadata({ updatedAt: new Date(updatedAt) }) },
  ];
  stub.addArtifact('mirror/trivy-db:2', {
    configType: 'application/vnd.aquasec.trivy.config.v1+json',
    layerType: 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip',
    layers: [gzipSync(tarOf(files))],
  });
}

function db(...args: string[]): Promise<Called> {
  return callCli(['db', ...args], {
    cwd: root,
    env: {
      HOME: root,
      XDG_DATA_HOME: join(root, 'data'),
      SOURCE_DATE_EPOCH: '1795305600',
    },
  });
}

const update = (...args: string[]) => db('update', ...args, '--trivy-from', `${stub.host}/mirror`);
const SIZE = `${(trivyDatabaseFile(TRIVY_RECORDS).length / 1e6).toFixed(1)} MB`;

describe('railgate db, of Trivy', () => {
  it('ok: fetches it, finds it unchanged, and says what is there', async () => {
    const line = `trivy       ${SIZE}, of 2026-11-20`;
    expect(await update('trivy')).toEqual({ code: 0, stderr: '', stdout: `${line}\n` });
    expect(await update('trivy')).toEqual({ code: 0, stderr: '', stdout: 'trivy       unchanged\n' });
    const { stdout } = await db('status', '--max-data-age', '1d');
    const expected = `Trivy: ${join(root, 'data/railgate/trivy')}\n${line}, 1 day old: older than --max-data-age\n            sha256:`;
    expect(stdout).toContain(expected);
    expect(JSON.parse((await db('status', '--json')).stdout)).toMatchObject({
      trivy: {
        databases: [{ name: 'trivy', builtAt: '2026-11-20T06:00:00Z', ageInDays: 1, stale: false }],
        damaged: [],
      },
    });
  });

  it('ok: a mirror for advisories has none of it, unless its own is named', async () => {
    await db('update', 'npm', '--from', stub.url, '--no-signals');
    await db('update', '--from', stub.url, '--no-signals');
    await update('--from', stub.url, '--no-signals', '--no-trivy');
    expect(stub.requests.every(({ route }) => route === 'other')).toBe(true);
    const both = await update('--from', stub.url, '--no-signals', '--json');
    expect(both.code).toBe(2);
    expect(JSON.parse(both.stdout)).toMatchObject({
      updates: [
        { name: 'npm', state: 'failed' },
        { name: 'PyPI', state: 'failed' },
        { name: 'trivy', state: 'updated' },
      ],
    });
  });

  it('ok: imports a folder that holds both', async () => {
    await writeOsvFolder(join(root, 'from'), { npm: OSV_RECORDS.npm });
    await exampleTrivyDatabase(join(root, 'from'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    await update('trivy');
    const { code, stdout } = await db('import', 'from');
    expect(code).toBe(0);
    expect(stdout).toContain('npm         7 records');
    expect(stdout).toContain(
      `trivy       ${SIZE}, of 2026-11-01\n            It replaces newer data, of 2026-11-20.\n`,
    );
    await rm(join(root, 'from', 'npm'), { recursive: true });
    expect(await db('import', 'from')).toMatchObject({ code: 0, stderr: '' });
  });

  it('broken: what cannot be fetched is exit 2, and what was there stays', async () => {
    await update('trivy');
    publish('2026-11-19T00:00:00Z');
    const older = await update('trivy');
    expect([older.code, older.stdout]).toEqual([2, '']);
    expect(older.stderr).toMatch(
      /^railgate: trivy is not updated: What came from .* is not used: it was built at 2026-11-19T00:00:00Z, before the one that is there \(2026-11-20T06:00:00Z\)\. What was there before stays\.\n {10}If it is meant/,
    );
    stub.reply('manifest', 'html');
    expect((await update('trivy')).stderr).toContain('answered with a web page');
    expect((await db('status')).stdout).toContain(`trivy       ${SIZE}, of 2026-11-20`);
  });

  it('broken: what cannot be imported is exit 3; what is damaged is said', async () => {
    await update('trivy');
    await exampleTrivyDatabase(join(root, 'from'));
    await writeFile(join(root, 'from/db/trivy.db'), 'x'.repeat(9000));
    const { code, stderr } = await db('import', 'from');
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('trivy is not imported: it is no bbolt database'),
    ]);
    await writeFile(join(root, 'data/railgate/trivy/db/trivy.db'), 'x'.repeat(9000));
    expect((await db('status')).stdout).toContain(
      'trivy       db/trivy.db is damaged: it is no bbolt database, or its first pages are damaged.\n            Fetch it again with `railgate db update trivy`.\n',
    );
  });

  it.each([
    [['update', 'trivvy'], 'Did you mean trivy?'],
    [['update', 'trivy', '--no-trivy'], '--no-trivy leaves out what is named: trivy.'],
    [['update', '--trivy-from', 'https://x/y'], '--trivy-from takes a registry and a path'],
  ])('broken: %j is exit 3', async (args, message) => {
    const { code, stderr } = await db(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(3);
  });
});
