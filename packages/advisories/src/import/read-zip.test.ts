import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeTempFolder, makeZip, removeFolder } from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ZipReader, type ZipFile } from './read-zip.js';

let folder: string;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => removeFolder(folder));

function files(bytes: Buffer): ZipFile[] {
  const path = join(folder, 'a.zip');
  writeFileSync(path, bytes);
  const zip = new ZipReader(path);
  try {
    return [...zip.files()];
  } finally {
    zip.close();
  }
}

const texts = (bytes: Buffer) => files(bytes).map(({ name, content }) => [name, String(content)]);
const SMALL = makeZip([{ name: 'a.json', content: '{"a":1}'.repeat(50) }]);

describe('ZipReader', () => {
  it('ok: reads stored and deflated files, folders aside', () => {
    const zip = makeZip([
      { name: 'a/', content: '' },
      { name: 'a/ä.json', content: '{"ü":1}' },
      { name: '../../b.json', content: 'b'.repeat(100_000), stored: true },
      { name: 'c.json', content: '' },
    ]);
    expect(texts(zip)).toEqual([
      ['a/ä.json', '{"ü":1}'],
      ['../../b.json', 'b'.repeat(100_000)],
      ['c.json', ''],
    ]);
  });

  it('ok: a comment may follow, also one that looks like an end', () => {
    const comment = Buffer.alloc(40, 'PK\u0005\u0006');
    const zip = Buffer.concat([SMALL, comment]);
    zip.writeUInt16LE(comment.length, SMALL.length - 2);
    expect(texts(zip)).toHaveLength(1);
  });

  it('ok: zip64, as archives with more than 65,535 files are', () => {
    expect(texts(toZip64(SMALL))).toEqual([['a.json', '{"a":1}'.repeat(50)]]);
  });

  it.each([
    ['empty', Buffer.alloc(0), 'it is empty'],
    ['text', Buffer.from('no zip at all, but some text'), 'it is no zip archive'],
    ['a web page', Buffer.from('<!DOCTYPE html><html>404</html>'), 'it is a web page and no zip archive'],
    ['cut off', SMALL.subarray(0, SMALL.length - 30), 'it is cut off: its end is missing'],
    ['without its beginning', SMALL.subarray(60), 'it is cut off: its list of files is not all there'],
    ['with a damaged list', flip(SMALL, central(SMALL)), 'its list of files is damaged'],
    ['with fewer files than it says', set(SMALL, SMALL.length - 12, 2), 'its list of files is damaged'],
  ])('broken: %s', (_, bytes, message) => {
    expect(() => files(bytes)).toThrow(message);
  });

  it('broken: an end that points beyond the file', () => {
    const zip = Buffer.from(SMALL);
    zip.writeUInt32LE(0xfffffff0, zip.length - 6);
    expect(() => files(zip)).toThrow('not all there');
  });

  it.each([
    ['a wrong checksum', flip(SMALL, central(SMALL) + 16), 'its checksum is wrong'],
    ['damaged bytes', flip(SMALL, 38), /checksum is wrong|does not unpack/],
    ['a damaged header', flip(SMALL, 0), 'its header is damaged'],
    ['an unknown method', set(SMALL, central(SMALL) + 10, 99), 'it does not unpack to what the archive says'],
    ['encryption', set(SMALL, central(SMALL) + 8, 1), 'it is encrypted'],
  ])('broken: %s of one file is told, the others are read', (_, bytes, why) => {
    const [file] = files(bytes);
    expect(file?.name).toBe('a.json');
    expect(file?.content).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
  });

  it('broken: a bomb is stopped where it unpacks to more than it says, or says too much', () => {
    const bomb = makeZip([{ name: 'a.json', content: Buffer.alloc(30_000_000) }]);
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(100, central(bomb) + 24);
    expect(files(lying)[0]?.content).toBe('it does not unpack to what the archive says');
    const large = Buffer.from(bomb);
    large.writeUInt32LE(0x70000000, central(bomb) + 24);
    expect(files(large)[0]?.content).toBe('it is too large for an advisory');
  });
});

function central(zip: Buffer): number {
  return zip.readUInt32LE(zip.length - 6);
}

function flip(zip: Buffer, at: number): Buffer {
  const copy = Buffer.from(zip);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

function set(zip: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(zip);
  copy.writeUInt16LE(value, at);
  return copy;
}

/** The same archive with its numbers in the places of zip64 (APPNOTE 4.3.14, 4.3.15, 4.5.3). */
function toZip64(zip: Buffer): Buffer {
  const start = central(zip);
  const header = Buffer.from(zip.subarray(start, zip.length - 22));
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  for (const [at, from] of [
    [4, 24],
    [12, 20],
    [20, 42],
  ] as const)
    // prettier-ignore
    extra.writeBigUInt64LE(BigInt(header.readUInt32LE(from)), at);
  for (const at of [20, 24, 42]) header.writeUInt32LE(0xffffffff, at);
  header.writeUInt16LE(extra.length, 30);
  const directory = Buffer.concat([header, extra]);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  for (const [at, value] of [
    [24, 1],
    [32, 1],
    [40, directory.length],
    [48, start],
  ] as const)
    // prettier-ignore
    end64.writeBigUInt64LE(BigInt(value), at);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8);
  const end = Buffer.from(zip.subarray(zip.length - 22));
  end.fill(0xff, 8, 20);
  return Buffer.concat([zip.subarray(0, start), directory, end64, locator, end]);
}

it('reads an archive that is larger than what is read at once', () => {
  const entries = Array.from({ length: 60 }, (_, i) => ({
    name: `${i}.json`,
    content: Buffer.alloc(150_000, `${i} `),
    stored: true,
  }));
  const path = join(folder, 'a.zip');
  expect(files(makeZip(entries)).map(({ content }) => (content as Buffer).length)).toEqual(
    entries.map(() => 150_000),
  );
  expect(readFileSync(path).length).toBeGreaterThan(8_000_000);
});
