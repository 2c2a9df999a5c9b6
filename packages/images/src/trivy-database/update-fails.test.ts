import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { GateError } from '@railgate/contract';
import { registryError, tarOf, trivyDatabaseFile, type TarEntry } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import {
  built,
  DATABASE,
  DATABASE_ENTRY,
  FILES,
  METADATA_ENTRY,
  withMirror,
  type TrivyMirror,
} from '../../test/trivy-mirror.js';
import type { TrivyUpdate } from './index.js';

let mirror: TrivyMirror;
withMirror((made) => void (mirror = made));

function errorOf(one: TrivyUpdate): GateError {
  if (one.state !== 'failed') throw new Error(`${one.state}, and not failed`);
  return one.error;
}

describe('broken: what was there stays', () => {
  const cut = gzipSync(tarOf(FILES)).subarray(0, -100);
  const others = (files: readonly TarEntry[]): Buffer => gzipSync(tarOf(files));
  const bad = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(DATABASE);
    change(bytes);
    return others([{ path: 'trivy.db', content: bytes }, METADATA_ENTRY]);
  };

  it.each<[string, Buffer, RegExp]>([
    ['cut off', cut, /no gzipped tar/],
    ['no archive', Buffer.from('<html>'), /no gzipped tar/],
    ['no database', others([METADATA_ENTRY]), /holds no trivy\.db/],
    ['no metadata', others([DATABASE_ENTRY]), /holds no metadata\.json/],
    [
      'a link',
      others([{ path: 'trivy.db', type: 'symlink', target: '/etc/passwd' }, METADATA_ENTRY]),
      /no plain file/,
    ],
    [
      'a name above',
      others([{ path: '../trivy.db', content: DATABASE }, METADATA_ENTRY]),
      /holds no trivy\.db/,
    ],
    ['twice', others([DATABASE_ENTRY, DATABASE_ENTRY, METADATA_ENTRY]), /is in it twice/],
    ['too many files', others(Array.from({ length: 101 }, (_, i) => ({ path: `f${i}` }))), /too many files/],
    [
      'large metadata',
      others([DATABASE_ENTRY, { path: 'metadata.json', content: Buffer.alloc(70_000) }]),
      /has 70000 bytes/,
    ],
    [
      'other schema',
      others([DATABASE_ENTRY, { path: 'metadata.json', content: built('21', 3) }]),
      /schema 3, and Trivy reads 2/,
    ],
    ['metadata is HTML', others([DATABASE_ENTRY, { path: 'metadata.json', content: '<html>' }]), /no JSON/],
    [
      'metadata without a date',
      others([
        DATABASE_ENTRY,
        { path: 'metadata.json', content: '{"Version":2,"UpdatedAt":"0001-01-01T00:00:00Z"}' },
      ]),
      /does not say when/,
    ],
    ['an empty database', others([{ path: 'trivy.db' }, METADATA_ENTRY]), /no bbolt database/],
    ['zeros', bad((bytes) => bytes.fill(0)), /no bbolt database/],
    [
      'damaged first pages',
      bad((bytes) => bytes.fill(0xff, 16 + 16, 16 + 24).fill(0xff, 4096 + 32, 4096 + 40)),
      /no bbolt database/,
    ],
    [
      'truncated',
      others([{ path: 'trivy.db', content: DATABASE.subarray(0, -4096) }, METADATA_ENTRY]),
      /it is cut off: \d+ of \d+ bytes/,
    ],
    [
      'older',
      others([DATABASE_ENTRY, { path: 'metadata.json', content: built('19') }]),
      /before the one that is there/,
    ],
    [
      'without vulnerabilities',
      others([
        { path: 'trivy.db', content: trivyDatabaseFile({ advisories: {}, vulnerabilities: {} }) },
        METADATA_ENTRY,
      ]),
      /not a single vulnerability/,
    ],
  ])('%s', async (_, layer, message) => {
    await mirror.update();
    const before = await mirror.there();
    mirror.publish([], layer);
    const { message: said, code } = errorOf(await mirror.update());
    expect(said).toMatch(message);
    expect(code).toBe('REPORT_UNREADABLE');
    expect(await mirror.there()).toEqual(before);
    expect(await readdir(join(mirror.folder, 'trivy/versions'))).toHaveLength(1);
    expect(await readdir(join(mirror.folder, 'trivy/partial'))).toEqual([]);
  });

  it.each([
    ['manifest', registryError(429, 'TOOMANYREQUESTS', { 'retry-after': '30' }), /limits how often/],
    ['manifest', 'html', /a web page/],
    ['blob', 'cut', /ended after/],
    ['blob', 'hang', /has stopped answering/],
    ['blob', { body: Buffer.from('short') }, /ended after 5 of/],
  ] as const)('%s: %j', async (route, reply, message) => {
    await mirror.update();
    mirror.publish([DATABASE_ENTRY, { path: 'metadata.json', content: built('21') }]);
    mirror.stub.reply(route, reply);
    expect(errorOf(await mirror.update()).message).toMatch(message);
    expect((await mirror.there()).builtAt).toBe('2026-11-20T06:00:00Z');
    mirror.stub.recover();
    expect((await mirror.update()).state).toBe('updated');
  });

  it('an image, and no database', async () => {
    mirror.publish(FILES, undefined, 'application/vnd.oci.image.layer.v1.tar+gzip');
    expect(errorOf(await mirror.update()).message).toContain('holds no database of Trivy');
  });

  it('a mirror that is no name, and a lock that cannot be made', async () => {
    expect(errorOf(await mirror.update({ from: 'https://x' })).message).toContain(
      'is no name that a registry can have',
    );
    await writeFile(join(mirror.folder, 'file'), '');
    expect(errorOf(await mirror.update({ folder: join(mirror.folder, 'file', 'trivy') })).message).toMatch(
      /cannot be written \(ENOTDIR\)/,
    );
  });

  it('ends when it is told to, and goes on the next time', async () => {
    const controller = new AbortController();
    mirror.stub.reply('blob', 'hang');
    const running = mirror.update({ signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 100);
    await expect(running).rejects.toThrow(/abort/i);
    expect(await readdir(join(mirror.folder, 'trivy'))).not.toContain('update.lock');
    mirror.stub.recover();
    expect((await mirror.update()).state).toBe('updated');
  });
});
