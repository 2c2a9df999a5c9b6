import { open, readdir } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';

import { GateError } from '@railgate/contract';
import { file, imageArchive, withTempFolder } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { SIGNAL, tarBytes } from '../../test/opened.js';
import { spoolExport } from './open-archive.js';
import { openTemporary, writeAll } from './temporary-file.js';

const BYTES = imageArchive({ tags: ['app:1'], steps: [{ createdBy: 'a', files: [file('a', 'b')] }] });

/** A stream that gives so much and then waits for ever. */
function stuck(bytes: Buffer): Readable {
  const stream = new PassThrough();
  stream.write(bytes);
  return stream;
}

describe('the export of an engine', () => {
  it('becomes an archive, and leaves nothing in the folder, not even while it is open', async () => {
    await withTempFolder(async (folder) => {
      const archive = await spoolExport(Readable.from([BYTES]), { signal: SIGNAL, folder });
      expect(await readdir(folder)).toEqual([]);
      const [image] = archive.images;
      expect(image && (await tarBytes(image)).length).toBe(image?.asTar().size);
      await archive.close();
      await expect(image && tarBytes(image)).rejects.toThrow();
    });
  });

  it.each([
    ['that breaks off', () => BYTES.subarray(0, 1000), 'REPORT_UNREADABLE', 'The image is cut off'],
    ['that is empty', () => Buffer.alloc(0), 'REPORT_UNREADABLE', 'The image is cut off in a header'],
  ])('%s', async (_what, bytes, code, message) => {
    await withTempFolder(async (folder) => {
      const archive = spoolExport(Readable.from([bytes()]), { signal: SIGNAL, folder });
      await expect(archive).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message) as string,
      });
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('whose connection is lost', async () => {
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
    const stream = new Readable({ read() { this.destroy(lost); } }); // prettier-ignore
    const archive = spoolExport(stream, { signal: SIGNAL, name: 'app:1' });
    await expect(archive).rejects.toMatchObject({
      code: 'TOOL_CRASHED',
      message: 'The export of app:1 broke off.',
      cause: lost,
    });
  });

  it('that the engine refuses keeps its own words', async () => {
    const refused = new GateError('NEED_UNMET', 'No.');
    const stream = new Readable({ read() { this.destroy(refused); } }); // prettier-ignore
    await expect(spoolExport(stream, { signal: SIGNAL })).rejects.toBe(refused);
  });

  it('ends at once when the signal says so, and ends the stream', async () => {
    await withTempFolder(async (folder) => {
      const controller = new AbortController();
      const stream = stuck(BYTES.subarray(0, 1000));
      const archive = spoolExport(stream, { signal: controller.signal, folder });
      setTimeout(() => controller.abort(new Error('enough')), 50);
      await expect(archive).rejects.toThrow('enough');
      expect(stream.destroyed).toBe(true);
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('with more bytes than any image', async () => {
    const stream = stuck(BYTES);
    const archive = spoolExport(stream, { signal: SIGNAL, limits: { temporary: 2000 } });
    await expect(archive).rejects.toThrow('The image has more than 2000 bytes.');
    expect(stream.destroyed).toBe(true);
  });

  it('has no place where there is no folder', async () => {
    const stream = stuck(BYTES);
    const archive = spoolExport(stream, { signal: SIGNAL, folder: '/nowhere' });
    await expect(archive).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: 'The image cannot be kept in a temporary file: ENOENT.',
      remedy: expect.stringContaining('TMPDIR') as string,
    });
    expect(stream.destroyed).toBe(true);
  });
});

describe('a temporary file', () => {
  it('is for this user alone, and has no name', async () => {
    await withTempFolder(async (folder) => {
      const handle = await openTemporary('x', folder);
      const { mode, nlink } = await handle.stat();
      await handle.close();
      expect({ mode: mode & 0o777, nlink }).toEqual({ mode: 0o600, nlink: 0 });
    });
  });

  it('on a disk that is full', async () => {
    const full = await open('/dev/full', 'w');
    const options = { name: 'app:1', limit: 1e9, signal: SIGNAL };
    await expect(writeAll(full, Readable.from([BYTES]), options)).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: 'app:1 cannot be kept in a temporary file: there is no room left.',
    });
    await full.close();
  });
});
