import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FORMATS, samples, secretTexts } from '@railgate/secrets';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { lastLook, type LastLook } from '../masks.js';
import { MaskedCache } from './masked-cache.js';

const LIMIT = 1024 * 1024;
const KEY = 'a'.repeat(64);
const format = FORMATS.find(({ id }) => id === 'github-personal-access-token');
const [secret = ''] = secretTexts(format?.hits(samples(Date.now()))[0].text ?? '', '');

let home: string;
let root: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-masked-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  [home, root] = [join(folder, 'home'), join(folder, 'root')];
  for (const path of [home, root]) mkdirSync(path);
  vi.stubEnv('XDG_CACHE_HOME', home);
});

function open(look: LastLook = lastLook(), name = 'things'): MaskedCache | undefined {
  return MaskedCache.open(root, name, look);
}

/** All names and bytes below the cache folder. */
function written(): string {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const contents = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  return [...entries.map(({ parentPath, name }) => join(parentPath, name)), ...contents].join('\n');
}

describe('ok: what holds no secret is kept', () => {
  it('as a text or in pieces', async () => {
    const cache = open();
    expect(await cache?.save(KEY, 'plain ü', LIMIT)).toBe(true);
    expect(cache?.load(KEY)).toBe('plain ü');
    expect(await cache?.save('b', [Buffer.from('one '), Buffer.from('two')], LIMIT)).toBe(true);
    expect(open()?.loadBytes('b')?.toString()).toBe('one two');
  });

  it('and a mere digest loads nothing that masks', async () => {
    const look = vi.fn(lastLook());
    const cache = open(look);
    expect(await cache?.save(KEY, '', LIMIT)).toBe(true);
    expect(cache?.has(KEY)).toBe(true);
    expect(look).not.toHaveBeenCalled();
  });
});

describe('ng: no byte of a secret is written', () => {
  it('that is the name of the folder', () => {
    expect(open(lastLook(), secret)).toBeUndefined();
    expect(written()).toBe('');
  });

  it.each<[string, string, string | readonly Buffer[]]>([
    ['is the key', secret, 'plain'],
    ['is in the content', KEY, `{"path":"keys/${secret}"}`],
    ['is in a piece', KEY, [Buffer.from('plain\n'), Buffer.from(`x ${secret}\n`)]],
    [
      'is cut by two pieces',
      KEY,
      [Buffer.from(`x ${secret.slice(0, 12)}`), Buffer.from(`${secret.slice(12)}\n`)],
    ],
    ['is written in another encoding', KEY, [Buffer.from(`ä${secret}`, 'utf16le'), Buffer.of(0xff)]],
  ])('that %s', async (_, key, content) => {
    const cache = open();
    expect(secret.length).toBeGreaterThan(20);
    expect(await cache?.save(key, content, LIMIT)).toBe(false);
    expect(cache?.has(key)).toBe(false);
    expect(written()).not.toContain(secret.slice(0, 12));
  });

  it('that is in one entry of a list: the others are kept', async () => {
    const cache = open();
    const entries = [
      ['a.txt', 1],
      [`keys/${secret}`, 2],
      ['b.txt', 3],
    ];
    const plain = (await cache?.plainOf(entries)) ?? [];
    expect(plain).toStrictEqual([
      ['a.txt', 1],
      ['b.txt', 3],
    ]);
    expect(await cache?.save(KEY, JSON.stringify(plain), LIMIT)).toBe(true);
  });
});

describe('broken: what cannot be looked at is not written', () => {
  it.each<[string, LastLook]>([
    ['what masks cannot be loaded', () => Promise.reject(new Error('gone'))],
    [
      'what masks fails',
      () =>
        Promise.resolve(() => {
          throw new Error('too much');
        }),
    ],
  ])('since %s', async (_, look) => {
    const cache = open(look);
    expect(await cache?.save(KEY, 'plain', LIMIT)).toBe(false);
    expect(await cache?.plainOf(['plain'])).toStrictEqual([]);
    expect(cache?.has(KEY)).toBe(false);
  });
});
