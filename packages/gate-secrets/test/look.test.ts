import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { FORMATS, samples } from '@railgate/secrets';
import { withTempFolder } from '@railgate/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FILE_LIMIT, OVERLAP, PIECE } from '../src/look/look.js';
import { openPool, type Looked, type PoolOptions } from '../src/look/pool.js';

/** A token of 36 characters behind a name, so that it stands for itself wherever it is put. */
function token(seed: number): string {
  const format = FORMATS.find(({ id }) => id === 'railway-token');
  return format?.hits(samples(seed))[0].text.trim() ?? '';
}

const VALUE = 36;

async function lookAt(
  files: Readonly<Record<string, string | Uint8Array>>,
  options?: PoolOptions,
): Promise<Record<string, Looked>> {
  return withTempFolder(async (root) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return lookIn(root, Object.keys(files), options);
  });
}

async function lookIn(root: string, paths: readonly string[], options?: PoolOptions) {
  const pool = openPool(options);
  try {
    const looked = await Promise.all(paths.map((path) => pool.file({ root }, path)));
    return Object.fromEntries(paths.map((path, i) => [path, looked[i] as Looked]));
  } finally {
    await pool.close();
  }
}

async function lookAtOne(content: string | Uint8Array, path = 'a.txt'): Promise<Looked> {
  return (await lookAt({ [path]: content }))[path] as Looked;
}

/** Where the value begins and ends, when `text` is in front of it on its line. */
function region(line: number, before: string) {
  const startColumn = before.length + 1;
  return { startLine: line, startColumn, endLine: line, endColumn: startColumn + VALUE };
}

function nameOf(text: string): string {
  return text.slice(0, -VALUE);
}

describe('a place', () => {
  it.each([
    ['on the first line', ''],
    ['behind CR LF', 'a\r\nb\r\n'],
    ['behind CR', 'a\rb\r'],
    ['behind characters of two, three and four bytes', 'ä€\n😀€ä '],
    ['behind a byte order mark', '\uFEFF'],
    ['behind NUL', 'a\0b\n'],
  ])('ng: is given in UTF-16 units %s', async (_, before) => {
    const text = token(1);
    const { places, seen } = await lookAtOne(`${before}${text}\nafter\n`);
    const lines = before.replace('\uFEFF', '').split(/\r\n|\r|\n/);
    const expected = region(lines.length, `${lines.at(-1) ?? ''}${nameOf(text)}`);
    expect(places.map((place) => place.region)).toEqual([expected]);
    expect(seen).toBe(true);
  });

  it('ng: is found in UTF-16, either way round, with and without a mark', async () => {
    const text = `// ä€😀\r\n${token(1)}\r\n`;
    const little = Buffer.from(text.repeat(2), 'utf16le');
    const marked = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const looked = await lookAt({ marked, little, big: Buffer.from(marked).swap16() });
    const first = region(2, nameOf(token(1)));
    expect(looked['marked']?.places.map((place) => place.region)).toEqual([first]);
    expect(looked['big']?.places.map((place) => place.region)).toEqual([first]);
    expect(looked['little']?.places.map((place) => place.region)).toEqual([
      first,
      { ...first, startLine: 4, endLine: 4 },
    ]);
  });

  it('ng: is exact wherever it is in a file of several pieces, and reported once', async () => {
    const around = fc.integer({ min: -200, max: 200 });
    const border = fc.constantFrom(PIECE, PIECE, PIECE - OVERLAP, PIECE + OVERLAP);
    const filler = fc.constantFrom('x', '\n', '\r\n', 'ä', 'line of text\n');
    await fc.assert(
      fc.asyncProperty(border, around, filler, async (at, shift, unit) => {
        const text = token(Math.abs(shift) + 1);
        const before = `${unit.repeat(Math.floor((at + shift) / Buffer.byteLength(unit)))} `;
        const { places } = await lookAtOne(`${before}${text} \n${unit.repeat(100_000)}`);
        const lines = before.split(/\r\n|\n/);
        const expected = region(lines.length, `${lines.at(-1) ?? ''}${nameOf(text)}`);
        expect(places.map((place) => place.region)).toEqual([expected]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('the same secret', () => {
  it('is told by its line, without saying anything about it', async () => {
    const looked = await lookAt({
      a: `x\n  ${token(1)} # one\n`,
      b: `another\nline\n  ${token(1)} # one\nbehind`,
      c: `  ${token(1)} # two\n`,
      d: `  ${token(2)} # one\n`,
    });
    const same = Object.values(looked).map(({ places }) => places[0]?.same);
    expect(same[0]).toMatch(/^[\w-]{43}$/);
    expect(same[1]).toBe(same[0]);
    expect(new Set(same).size).toBe(3);
  });

  it('is not told from one process to the next', async () => {
    const [first, second] = [await lookAtOne(token(1)), await lookAtOne(token(1))];
    expect(first.places[0]?.same).not.toBe(second.places[0]?.same);
  });
});

describe('what is left out', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex');

  it('ok: says why of files without text', async () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 2654435761) >>> 24));
    const looked = await lookAt({ 'a.png': PNG, 'b.bin': noise });
    expect(looked).toMatchObject({
      'a.png': { places: [], seen: false, leftOut: { path: 'a.png', reason: 'binary file (image)' } },
      'b.bin': { seen: false, leftOut: { path: 'b.bin', reason: 'binary file' } },
    });
  });

  it('ng: a signature or a NUL in front of a text hides nothing', async () => {
    const looked = await lookAt({
      a: `GIF89a\n${token(1)}`,
      b: `\0${token(1)}${' '.repeat(80)}`,
      c: `%PDF-\n${token(1)}`,
    });
    for (const { places } of Object.values(looked)) expect(places).toHaveLength(1);
  });

  it('ok: an empty file and a short one are seen, and one that is no UTF-8 is read', async () => {
    const latin1 = Buffer.from(`gr\xfc\xdfe ${token(1)}`, 'latin1');
    const looked = await lookAt({ empty: '', short: '{', latin1 });
    expect(looked['empty']).toEqual({ places: [], seen: true });
    expect(looked['short']).toEqual({ places: [], seen: true });
    expect(looked['latin1']?.places).toHaveLength(1);
  });
});

describe('what cannot be known', () => {
  it('broken: is a gap that names the file', async () => {
    await withTempFolder(async (root) => {
      symlinkSync('/etc/passwd', join(root, 'link'));
      writeFileSync(join(root, 'large'), 'text');
      truncateSync(join(root, 'large'), FILE_LIMIT + 1);
      writeFileSync(join(root, 'text'), 'text '.repeat(2000));
      truncateSync(join(root, 'text'), FILE_LIMIT + 1);
      const looked = await lookIn(root, ['link', 'gone', 'large', 'text']);
      expect(looked).toMatchObject({
        link: { seen: false, gap: { code: 'FILE_UNREADABLE', path: 'link' } },
        gone: { seen: false, gap: { code: 'FILE_UNREADABLE', path: 'gone' } },
        large: { leftOut: { reason: 'binary file' } },
        text: { seen: false, gap: { code: 'FILE_TOO_LARGE', path: 'text' } },
      });
    });
  });

  it('broken: so is a file with more secrets than are listed', async () => {
    const lines = Array.from({ length: 10_050 }, (_, seed) => token(seed));
    const { places, seen, gap } = await lookAtOne(lines.join('\n'));
    expect([places.length, seen, gap?.code]).toEqual([10_000, false, 'PART_SKIPPED']);
  });
});

describe('threads', () => {
  const files = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`f/${i}.txt`, `${'filler '.repeat(500)}\n${token(i)}\n`]),
  );
  const eager = { threads: 2, patience: 0 };

  it('ng: find what one finds', async () => {
    const [alone, together] = [await lookAt(files, { threads: 0 }), await lookAt(files, eager)];
    const plain = (looked: Record<string, Looked>) =>
      Object.entries(looked).map(([path, { places }]) => [
        path,
        places.map(({ kind, region }) => ({ kind, region })),
      ]);
    expect(plain(together)).toEqual(plain(alone));
    expect(together['f/399.txt']?.places).toHaveLength(1);
  });

  it('ng: look at bytes, and at texts that are not on the disk', async () => {
    const pool = openPool(eager);
    const edited = new Map([['edited.txt', token(3)]]);
    const jobs = Array.from({ length: 300 }, (_, i) =>
      pool.bytes(`${i}`, new TextEncoder().encode(token(i))),
    );
    const looked = await Promise.all([...jobs, pool.file({ root: '/nowhere', edited }, 'edited.txt')]);
    await pool.close();
    expect(looked.every(({ places }) => places.length === 1)).toBe(true);
  });

  it('broken: one that dies names the file that it was at, and the rest is looked at all the same', async () => {
    await withTempFolder(async (folder) => {
      const entry = pathToFileURL(join(folder, 'dies.mjs'));
      writeFileSync(entry, DYING);
      const looked = await lookAt(files, { ...eager, entry });
      const gaps = Object.values(looked).flatMap(({ gap }) => gap ?? []);
      const found = Object.values(looked).filter(({ places }) => places.length === 1);
      expect(gaps.length).toBeGreaterThan(0);
      expect(gaps.length + found.length).toBe(400);
      for (const { code, path, message } of gaps) {
        expect(code).toBe('ENGINE_FAILED');
        expect(message).toContain(`${path ?? ''} could not be searched`);
      }
    });
  });
});

/** Dies at the second order of its first batch. */
const DYING = `
import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', ({ id }) => {
  const at = new Int32Array(workerData.at);
  Atomics.store(at, 0, id);
  Atomics.store(at, 1, 1);
  throw new Error('gone');
});
`;
