import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

import { importModule } from './import-module.js';

/** Modules by how they say that they were loaded. */
const MODULES = { import: 'export const how = "import";', require: 'exports.how = "require";' };

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

it.each([
  ['a bundle', 'bundle/index.js', 'require', 'bundle/package.json', '{ "type": "commonjs" }'],
  ['a bundle of ES modules', 'bundle/index.js', 'import', 'bundle/package.json', '{ "type": "module" }'],
  ['a bundle that says nothing', 'bundle/index.js', 'import', 'package.json', '{ "type": "module" }'],
  ['a bundle with a broken manifest above', 'bundle/index.mjs', 'import', 'bundle/package.json', '{'],
  ['any other module', 'gate.mjs', 'import', 'package.json', '{ "type": "commonjs" }'],
] as const)('loads %s', async (_what, path, how, manifest, text) => {
  expect(await imported(path, { [path]: MODULES[how], [manifest]: text })).toBe(how);
});

it('keeps what stands behind the path', async () => {
  expect(await importModule('data:text/javascript,export const how = "data"')).toMatchObject({ how: 'data' });
});
