import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  file,
  folder,
  hardlink,
  symlink,
  tarHeader,
  tarOf,
  TAR_END,
  withTempFolder,
} from '@railgate/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SIGNAL } from '../../../test/opened.js';
import { ARCHIVE_LIMITS } from '../limits.js';
import { BLOCK, readHeader, writeHeader } from './header.js';
import { readPax } from './pax.js';
import { PositionedFile } from './positioned-file.js';
import { type Indexed, indexTar } from './tar-index.js';

const GIGABYTE = 1024 ** 3;

/** The index of a file, and how many bytes had to be read for it. */
async function indexFile(path: string): Promise<{ entries: ReadonlyMap<string, Indexed>; read: number }> {
  const handle = await open(path);
  const source = new PositionedFile('x.tar', (await handle.stat()).size, handle, SIGNAL);
  try {
    return { entries: await indexTar(source, ARCHIVE_LIMITS), read: source.bytesRead };
  } finally {
    await source.close();
  }
}

function index(...parts: readonly Buffer[]): Promise<ReadonlyMap<string, Indexed>> {
  return withTempFolder(async (temporary) => {
    await writeFile(join(temporary, 'x.tar'), Buffer.concat(parts));
    return (await indexFile(join(temporary, 'x.tar'))).entries;
  });
}

/** A header of another type than the testkit writes. */
function header(name: string, type: string, size: number): Buffer {
  const block = writeHeader(name, size);
  block.write(type, 156, 'latin1');
  return checksummed(block);
}

function checksummed(block: Buffer): Buffer {
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** A header and its content, up to the block's end. */
function entry(name: string, type: string, content: string): Buffer {
  const bytes = Buffer.from(content);
  const rest = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  return Buffer.concat([header(name, type, bytes.length), bytes, rest]);
}

describe('an archive of many gigabytes', () => {
  it('is known from its headers alone', async () => {
    await withTempFolder(async (temporary) => {
      const path = join(temporary, 'x.tar');
      const handle = await open(path, 'w');
      const layers = [5 * GIGABYTE, 9 * GIGABYTE, 1];
      let at = 0;
      for (const [number, size] of layers.entries()) {
        // Nine gigabytes are more than octal digits have room for.
        const head = number === 1 ? tarHeader(file('1', ''), size) : writeHeader(String(number), size);
        await handle.write(head, 0, head.length, at);
        at += head.length + Math.ceil(size / BLOCK) * BLOCK;
      }
      await handle.close();
      await truncate(path, at + 2 * BLOCK);
      const { entries, read } = await indexFile(path);
      expect([...entries.values()]).toMatchObject(layers.map((size) => ({ kind: 'file', size })));
      expect(read).toBeLessThan(100_000);
    });
  });

  it('is cut off where its last entry should be longer, which costs no reading', async () => {
    await withTempFolder(async (temporary) => {
      const path = join(temporary, 'x.tar');
      await writeFile(path, writeHeader('layer', 5 * GIGABYTE));
      await truncate(path, 5 * GIGABYTE);
      await expect(indexFile(path)).rejects.toThrow('x.tar is cut off in "layer": it has 5368709120 bytes');
      await truncate(path, 5 * GIGABYTE + BLOCK);
      expect((await indexFile(path)).entries.size).toBe(1);
    });
  });
});

describe('what tar writers do', () => {
  const long = `${'d'.repeat(120)}/${'f'.repeat(120)}`;

  it.each(['gnu', 'ustar', 'posix', 'v7', 'oldgnu'])('%s, as GNU tar writes it', async (format) => {
    await withTempFolder(async (temporary) => {
      const name = ['v7', 'ustar'].includes(format) ? `${'d'.repeat(60)}/f` : long;
      await mkdir(join(temporary, 'in', name.split('/', 1)[0] ?? ''), { recursive: true });
      await writeFile(join(temporary, 'in', name), 'content');
      await writeFile(join(temporary, 'in', 'b'), '');
      const path = join(temporary, 'x.tar');
      execFileSync('tar', [
        `--format=${format}`,
        '--sort=name',
        '-cf',
        path,
        '-C',
        join(temporary, 'in'),
        '.',
      ]);
      const { entries } = await indexFile(path);
      expect([...entries.keys()]).toEqual(['b', name]);
      expect(entries.get(name)).toMatchObject({ kind: 'file', size: 7 });
    });
  });

  it('a name in two fields', async () => {
    const block = writeHeader('name', 0);
    block.write('folder', 345);
    expect([...(await index(checksummed(block)))]).toMatchObject([['folder/name', { kind: 'file' }]]);
  });

  it('a pax header says what the header has no room for', async () => {
    const tar = tarOf([file(long, 'a'), symlink('s', `${long}x`), folder('d')]);
    expect([...(await index(tar))]).toEqual([
      [long, { kind: 'file', start: 2048 - BLOCK, size: 1 }],
      ['s', { kind: 'link', target: `${long}x` }],
    ]);
  });

  it('links: a hard one from the root, a symbolic one from its folder', async () => {
    const tar = tarOf([hardlink('a/h', 'b/c'), symlink('a/s', '../b/c'), symlink('a/o', '../../c')]);
    expect([...(await index(tar))]).toEqual([
      ['a/h', { kind: 'link', target: 'b/c' }],
      ['a/s', { kind: 'link', target: 'b/c' }],
      ['a/o', { kind: 'link', target: undefined }],
    ]);
  });

  it('what stands behind the end does not count', async () => {
    const tar = await index(tarOf([file('a', '')]), tarOf([file('b', '')]));
    expect([...tar.keys()]).toEqual(['a']);
  });

  it('an archive without its end is read to the end of the file', async () => {
    expect((await index(entry('a', '0', 'x'))).size).toBe(1);
  });

  it('global pax headers, as git writes them, and unknown records', async () => {
    const comment = entry('g', 'g', String(record('comment', 'a')));
    const time = entry('x', 'x', String(record('mtime', '1.5')));
    expect([...(await index(comment, time, entry('a', '0', ''))).keys()]).toEqual(['a']);
  });
});

describe('what is not to be trusted', () => {
  it.each<[string, readonly Buffer[], string]>([
    ['a checksum that is wrong', [Buffer.concat([entry('a', '0', ''), Buffer.alloc(BLOCK, 'a')])], 'is damaged at byte 512: no tar header.'],
    ['an end that is none', [entry('a', '0', ''), Buffer.alloc(BLOCK), entry('b', '0', '')], 'it goes on after its end.'],
    ['a long name without an entry', [entry('n', 'L', 'name'), TAR_END], 'is cut off after the name of an entry'],
    ['a folder with a content', [header('d', '5', 10), Buffer.alloc(BLOCK)], 'has a link or folder with a content: "d".'],
    ['a link with a content', [header('d', '2', 10), Buffer.alloc(BLOCK)], 'has a link or folder with a content: "d".'],
    ['a sparse entry of GNU tar', [header('d', 'S', 0)], 'has sparse entries'],
    ['a sparse entry of pax', [entry('x', 'x', String(record('GNU.sparse.major', '1'))), entry('a', '0', '')], 'has sparse entries'],
    ['a global name', [entry('g', 'g', String(record('path', 'a'))), entry('b', '0', '')], 'gives every entry the same path.'],
    ['a pax header whose length is wrong', [entry('x', 'x', '99 path=a\n'), entry('b', '0', '')], 'no pax header.'],
    ['a size in words', [entry('x', 'x', String(record('size', '1e3'))), entry('b', '0', '')], 'whose size is no number: "1e3".'],
    ['a pax header without end', [header('x', 'x', 10 * GIGABYTE)], 'has an extended header of 10737418240 bytes.'],
  ])('%s', async (_what, parts, message) => {
    await expect(index(...parts)).rejects.toThrow(message);
  }); // prettier-ignore

  it('a size below nothing, or beyond all numbers', async () => {
    const block = writeHeader('a', 0);
    const sized = (bytes: readonly number[]): Buffer =>
      checksummed(Buffer.concat([block.subarray(0, 124), Buffer.from(bytes), block.subarray(136)]));
    for (const first of [0xff, 0x80])
      await expect(index(sized([first, ...Array<number>(11).fill(0xff)]))).rejects.toThrow('is no tar.');
    expect((await index(sized([0x80, ...Array<number>(11).fill(0)]))).size).toBe(1);
  });
});

describe('our own headers', () => {
  it('say the same to us and to GNU tar', () => {
    for (const size of [0, 1, 8 ** 11 - 1, 8 ** 11, 100 * GIGABYTE]) {
      expect(readHeader(writeHeader('name', size))).toEqual({ name: 'name', size, type: '0', link: '' });
      // It says, too, that the content is missing.
      const { stdout } = spawnSync('tar', ['-tvf', '-'], {
        input: writeHeader('name', size),
        encoding: 'utf8',
      });
      expect(stdout).toContain(` ${size} `);
    }
  });
});

describe('pax records', () => {
  it('are read as they are written', () => {
    // What `unit: 'binary'` gives; that takes two seconds to be made.
    const unit = fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff);
    const text = fc.string({ unit: unit.map((code) => String.fromCodePoint(code)), maxLength: 20 });
    const key = text.filter((one) => !one.includes('='));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name }), (records) => {
        const bytes = Buffer.concat(records.map(([name, value]) => record(name, value)));
        expect([...(readPax(bytes) ?? [])]).toEqual(records);
      }),
    );
  });

  it('or are damaged; anything else ends, too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const records = readPax(Buffer.from(bytes));
        expect(records === undefined || records.size >= 0).toBe(true);
      }),
    );
    for (const broken of ['1', '5 a=b', '6 a=b\n7', '0 a=b\n', '6 a-b\n', '-1 a=b\n', '3 \n', '06 a=b\n'])
      expect(readPax(Buffer.from(broken)), broken).toBeUndefined();
  });
});

function record(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return Buffer.from(`${length} ${key}=${value}\n`);
}
