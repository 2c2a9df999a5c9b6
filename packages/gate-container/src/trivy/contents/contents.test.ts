import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import {
  alpineBase,
  file,
  npmPackage,
  opaqueFolder,
  whiteout,
  type ImageDescription,
  type TarEntry,
} from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDesk, type Desk } from '../../../test/trivy-support.js';
import { tarOf } from '../canary/tar.js';
import { lookInto } from './contents.js';
import { signOf } from './signs.js';

const signal = new AbortController().signal;
const ELF = file('app/server', Buffer.from('\x7fELF and more', 'latin1'), { mode: 0o755 });
let desk: Desk;
beforeAll(async () => void (desk = await openDesk()));
afterAll(() => desk.close());

const image = (...layers: TarEntry[][]): ImageDescription => ({
  steps: layers.map((files) => ({ createdBy: 'COPY x', files })),
});
const look = async (description: ImageDescription) => lookInto(await desk.archived(description), signal);

describe('a look of our own into an image', () => {
  it('sees lists of packages, packages of languages, archives and programs', async () => {
    const files = [
      ...npmPackage('lodash', '4.17.20'),
      ELF,
      file('app/x.jar', 'PK'),
      file('app/script', '#!/bin/sh', { mode: 0o755 }),
    ];
    const seen = await look({
      steps: [
        ...alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1' }] }),
        { createdBy: 'COPY', files },
      ],
    });
    expect(seen?.has('package-list')).toBe('lib/apk/db/installed');
    expect(seen?.has('language-package')).toBe('app/node_modules/lodash/package.json');
    expect(seen?.has('java-archive')).toBe('app/x.jar');
    expect(seen?.programs).toBe(1);
  });

  it.each(['none', 'gzip'] as const)(
    'sees what stands behind a large file, packed: %s',
    async (compression) => {
      const large = image(
        [file('large', randomBytes(1_500_000)), ELF],
        [file('other', randomBytes(700_000)), file('var/lib/dpkg/status', 'x')],
      );
      const seen = await lookInto(await desk.archived(large, 'oci', compression), signal);
      expect([seen?.files, seen?.programs, seen?.has('package-list')]).toEqual([4, 1, 'var/lib/dpkg/status']);
    },
  );

  it.each(['gzip', 'zstd'] as const)('sees the same in layers packed with %s', async (compression) => {
    const archived = await desk.archived(
      image([ELF, file('var/lib/dpkg/status', 'x')], [file('a', 'b')]),
      'oci',
      compression,
    );
    const seen = await lookInto(archived, signal);
    if (compression === 'zstd' && !('createZstdDecompress' in (await import('node:zlib'))))
      return expect(seen).toBeUndefined();
    expect([seen?.files, seen?.programs, seen?.has('package-list')]).toEqual([3, 1, 'var/lib/dpkg/status']);
  });

  it('does not see what an upper layer takes away', async () => {
    const status = file('var/lib/dpkg/status', 'x');
    const gone = [[whiteout('var/lib/dpkg/status')], [whiteout('var/lib')], [opaqueFolder('var/lib')]];
    for (const upper of gone)
      expect((await look(image([status], upper)))?.has('package-list')).toBeUndefined();
    expect((await look(image([status], [whiteout('var/lib/dpkg/other')])))?.has('package-list')).toBe(
      'var/lib/dpkg/status',
    );
    expect((await look(image([whiteout('var/lib/dpkg/status')], [status])))?.has('package-list')).toBe(
      'var/lib/dpkg/status',
    );
  });

  it('does not take an empty file for a list', async () => {
    expect((await look(image([file('var/lib/dpkg/status', '')])))?.has('package-list')).toBeUndefined();
  });

  it('reads long names and names that begin in any way', async () => {
    const deep = `${'folder/'.repeat(40)}node_modules/@scope/name/package.json`;
    expect((await look(image([file(deep, '{}')])))?.has('language-package')).toBe(deep);
    expect((await look(image([file('./var/lib/dpkg/status', 'x')])))?.has('package-list')).toBe(
      'var/lib/dpkg/status',
    );
  });

  it('gives up on what it cannot read, which is no answer', async () => {
    const tar = (layer: Buffer): Buffer => tarOf(new Map([['layer-0.tar', layer]]));
    const of = (content: Buffer) =>
      lookInto({ asTar: () => ({ size: content.length, content: () => Readable.from([content]) }) }, signal);
    const layer = tarOf(new Map([['var/lib/dpkg/status', Buffer.alloc(5000, 'x')]]));
    expect((await of(tar(layer)))?.files).toBe(1);
    expect(await of(tar(layer.subarray(0, 1024)))).toBeUndefined();
    expect(await of(tar(gzipSync(layer).subarray(0, 40)))).toBeUndefined();
    expect(await of(tar(Buffer.alloc(2048, 'x')))).toBeUndefined();
    expect(await of(tar(layer).subarray(0, 3000))).toBeUndefined();
  });

  it('ends when nobody wants to know any more', async () => {
    const archived = await desk.archived(image([ELF]));
    await expect(lookInto(archived, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('takes no more memory for a layer that is a bomb', async () => {
    const megabyte = 1024 * 1024;
    const header = tarOf(new Map([['zeros', Buffer.alloc(0)]])).subarray(0, 512);
    header.write(`${(200 * megabyte).toString(8).padStart(11, '0')}\0`, 124);
    const zeros = gzipSync(Buffer.alloc(megabyte));
    const bomb = Buffer.concat([gzipSync(header), ...Array.from({ length: 200 }, () => zeros)]);
    const whole = tarOf(new Map([['layer-0.tar', bomb]]));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 5);
    const asTar = () => ({ size: whole.length, content: () => Readable.from([whole]) });
    const seen = await lookInto({ asTar }, signal).finally(() => clearInterval(timer));
    expect(seen?.files).toBe(1);
    expect(most - before).toBeLessThan(64 * megabyte);
  });
});

describe('the name of a file', () => {
  it.each([
    ['usr/lib/sysimage/rpm/rpmdb.sqlite', 'package-list'],
    ['var/lib/rpm/Packages', 'package-list'],
    ['var/lib/dpkg/status.d/base', 'package-list'],
    ['usr/lib/apk/db/installed', 'package-list'],
    ['var/lib/pacman/local/zlib-1.3-1/desc', 'package-list'],
    ['a/node_modules/@babel/core/package.json', 'language-package'],
    ['a/node_modules/rxjs/ajax/package.json', undefined],
    ['x/jinja2-3.1.dist-info/METADATA', 'language-package'],
    ['opt/app.WAR', 'java-archive'],
    ['home/var/lib/dpkg/status', undefined],
    ['app/package.json', undefined],
  ])('%s says %s', (path, sign) => {
    expect(signOf(path)).toBe(sign);
  });
});
