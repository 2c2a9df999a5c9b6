import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

import { importModule } from './import-module.js';

const ES_MODULE = 'export const how = "import";';
const COMMONJS = 'exports.how = "require";';

/** What the module says, once its files are written. */
async function imported(name: string, files: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'railgate module '));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { how } = (await importModule(pathToFileURL(join(folder, name)).href)) as { how: unknown };
  return how;
}

it.each<[string, string, Readonly<Record<string, string>>, string]>([
  [
    'a bundle',
    'bundle/index.js',
    { 'bundle/index.js': COMMONJS, 'bundle/package.json': '{ "type": "commonjs" }' },
    'require',
  ],
  [
    'a bundle of ES modules',
    'bundle/index.js',
    { 'bundle/index.js': ES_MODULE, 'bundle/package.json': '{ "type": "module" }' },
    'import',
  ],
  [
    'a bundle that says nothing',
    'bundle/index.js',
    { 'bundle/index.js': ES_MODULE, 'package.json': '{ "type": "module" }' },
    'import',
  ],
  [
    'a bundle with a broken manifest above',
    'bundle/index.mjs',
    { 'bundle/index.mjs': ES_MODULE, 'bundle/package.json': '{' },
    'import',
  ],
  [
    'any other module',
    'gate.mjs',
    { 'gate.mjs': ES_MODULE, 'package.json': '{ "type": "commonjs" }' },
    'import',
  ],
])('loads %s', async (_what, name, files, how) => {
  expect(await imported(name, files)).toBe(how);
});

it('keeps what stands behind the path', async () => {
  expect(await importModule('data:text/javascript,export const how = "data"')).toMatchObject({ how: 'data' });
});
