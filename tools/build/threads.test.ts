import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../../packages');

/** Every module that starts a thread. */
const starting = readdirSync(PACKAGES).flatMap((folder) => {
  const source = join(PACKAGES, folder, 'src');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({ name: `${folder}/${name}`, path: join(source, name) }))
    .filter(({ path }) => readFileSync(path, 'utf8').includes('new Worker('));
});

it('knows the modules that start threads', () => {
  expect(starting.map(({ name }) => name)).toContain('runner/thread-start.ts');
});

/**
 * From the source Node 20 reads no TypeScript, from `dist` single modules take each thread 50 ms more to load. A path of
 * the package leads to its bundle from all three, since a bundled module has the address that it has in `dist`.
 */
it.each(starting)('runs a bundle in the thread that $name starts', ({ path }) => {
  const entries = [...readFileSync(path, 'utf8').matchAll(/new URL\(\s*'([^']*)',\s*import\.meta\.url\)/g)];
  expect(entries).not.toEqual([]);
  for (const [, entry = ''] of entries) {
    expect(entry).toMatch(/^(?:\.\.\/)+bundle\/[a-z-]+\.js$/);
    expect(existsSync(fileURLToPath(new URL(entry, pathToFileURL(path))))).toBe(true);
  }
});
