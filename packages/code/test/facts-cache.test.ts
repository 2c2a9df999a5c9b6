import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { SourceRead } from '@railgate/kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';
import { FactsCache } from '../src/facts-cache.js';

const FILES = {
  'main.ts':
    'import { PORT } from "./config.js";\nimport "./plain.js";\nimport http from "http";\nhttp.createServer().listen(PORT, "127.0.0.1");\n',
  'config.ts': 'export const PORT = process.env.PORT ?? 1e999;\n',
  'plain.ts': 'import "./deep.js";\nexport const a = 1;\n',
  'deep.ts': 'export {};\n',
  'broken.py': 'import os\nos.getenv("A"\n',
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'railgate-cache-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('FactsCache', () => {
  it('gives back what was found, gaps too, and nothing is parsed for it', async () => {
    const cold = await storeOf(FILES);
    const found = ask(cold);
    opened().save('key', whole(cold));
    const files = new Map<string, number>();
    const warm = new CodeStore(
      (path) => {
        files.set(path, 1);
        return readOf(FILES, path);
      },
      new Set(Object.keys(FILES)),
      EXTRACTORS,
    );
    warm.startOver(opened().load('key', (path) => readOf(FILES, path)));
    expect(ask(warm)).toEqual(found);
    expect(found[1]?.[1]).toMatchObject({ gap: { code: 'FILE_UNPARSEABLE', path: 'broken.py' } });
    expect([...files]).toEqual([]);
    expect(warm.record).toBeUndefined();
  });

  it.each(['config.ts', 'deep.ts'])(
    'knows nothing when %s has changed, which was read on the way',
    async (path) => {
      const cold = await storeOf(FILES);
      ask(cold);
      opened().save('key', whole(cold));
      const changed = { ...FILES, [path]: '// changed' };
      expect(opened().load('key', (one) => readOf(changed, one))).toBeUndefined();
      expect(opened().load('other', (one) => readOf(FILES, one))).toBeUndefined();
    },
  );

  it('has another key for other files, another target and other code', () => {
    const [one, other] = [opened(), opened('2')];
    expect(
      new Set([one.keyOf('a', 'b'), one.keyOf('ab', ''), one.keyOf('b', 'a'), other.keyOf('a', 'b')]).size,
    ).toBe(4);
    expect(one.keyOf('a', 'b')).toBe(opened().keyOf('a', 'b'));
  });

  it('believes no record that somebody has written into', async () => {
    const cold = await storeOf(FILES);
    ask(cold);
    opened().save('key', whole(cold));
    const file = join(place(), 'key');
    writeFileSync(file, readFileSync(file, 'utf8').replace('127.0.0.1', '0.0.0.0'));
    expect(load()).toBeUndefined();
    writeFileSync(file, '');
    expect(load()).toBeUndefined();
    opened().save('key', whole(cold));
    expect(load()).toBeDefined();
    chmodSync(file, 0o666);
    expect(load()).toBeUndefined();
  });

  it('is none in the scanned repository, in a folder that others may write to, and for code that is not built', () => {
    expect(FactsCache.open(folder, join(folder, 'cache'), '1')).toBeUndefined();
    mkdirSync(place(), { recursive: true });
    chmodSync(place(), 0o777);
    expect(FactsCache.open(root(), join(folder, 'cache'), '1')).toBeUndefined();
    expect(FactsCache.open(root(), join(folder, 'other'))).toBeUndefined();
  });

  it('drops the oldest records when there are too many', async () => {
    const cold = await storeOf(FILES);
    ask(cold);
    for (const key of ['a', 'b', 'c']) opened().save(key, whole(cold), 1);
    expect(readdirSync(place())).toEqual([]);
    for (const key of ['a', 'b', 'c']) opened().save(key, whole(cold));
    expect(readdirSync(place())).toEqual(['a', 'b', 'c']);
  });
});

const root = () => {
  mkdirSync(join(folder, 'repository'), { recursive: true });
  return join(folder, 'repository');
};
const place = () => join(folder, 'cache/railgate/railway');

function opened(version = '1'): FactsCache {
  const cache = FactsCache.open(root(), join(folder, 'cache'), version);
  if (!cache) throw new Error('no cache');
  return cache;
}

const load = () => opened().load('key', (path) => readOf(FILES, path));

function readOf(files: Readonly<Record<string, string>>, path: string): SourceRead {
  const text = files[path];
  if (text === undefined) return { gap: { code: 'FILE_UNREADABLE', path, message: 'not there' } };
  return { text, bytes: text.length };
}

async function storeOf(files: Readonly<Record<string, string>>): Promise<CodeStore> {
  const store = new CodeStore((path) => readOf(files, path), new Set(Object.keys(files)), EXTRACTORS);
  await store.prepare(Object.keys(files));
  return store;
}

/** As a scan does: the facts of some, the imports of those that are reached. */
function ask(store: CodeStore) {
  return [
    ['main.ts', store.facts('main.ts')],
    ['broken.py', store.facts('broken.py')],
    ['plain.ts', store.importsOf('plain.ts')],
    ['deep.ts', store.importsOf('deep.ts')],
  ] as const;
}

function whole(store: CodeStore) {
  const { record } = store;
  if (!record) throw new Error('no record');
  return record;
}
