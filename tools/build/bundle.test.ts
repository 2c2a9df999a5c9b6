import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { buildBundles } from './bundle.mjs';

const PACKAGES = join(import.meta.dirname, '../../packages');

interface Manifest {
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

const packages = readdirSync(PACKAGES)
  .map((folder) => ({ folder, manifest: readManifest(folder) }))
  .filter(({ manifest }) => manifest.private !== true);

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8')) as Manifest;
}

function bundleFiles(folder: string): string[] {
  const names = readdirSync(join(PACKAGES, folder, 'bundle'));
  return names.filter((name) => name.endsWith('.js')).map((name) => join(PACKAGES, folder, 'bundle', name));
}

async function exportsOf(path: string): Promise<string[]> {
  return Object.keys((await import(/* @vite-ignore */ pathToFileURL(path).href)) as object).sort();
}

/** As other bundles get them. */
function bundledExports(path: string): string[] {
  return Object.keys(createRequire(import.meta.url)(path) as object).sort();
}

/** As modules get them that import a bundle, by Node and not by the program that runs tests. */
async function importedNames(path: string): Promise<string[]> {
  const program = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(pathToFileURL(path).href)}))))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return JSON.parse(stdout) as string[];
}

describe.each(packages)('the bundle of $folder', ({ folder, manifest }) => {
  it('is published', () => {
    expect(manifest.exports['./bundle']).toBe('./bundle/index.js');
    expect(manifest.files).toContain('bundle');
    for (const path of Object.values(manifest.bin ?? {}))
      expect(existsSync(join(PACKAGES, folder, path))).toBe(true);
  });

  it('exports what the package exports', async () => {
    const root = join(PACKAGES, folder);
    const names = await exportsOf(join(root, 'src/index.ts'));
    expect(bundledExports(join(root, 'bundle/index.js'))).toEqual(names);
    // Node finds them in the text.
    expect(await importedNames(join(root, 'bundle/index.js'))).toEqual(expect.arrayContaining(names));
  });

  it('asks only bundles of our other packages', () => {
    const asked = bundleFiles(folder).flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/["'](@railgate\/[a-z-]+[^"']*)["']/g),
    ]);
    expect(asked.map(([, name]) => name).filter((name) => !name?.includes('/bundle'))).toEqual([]);
  });
});

it('loads our other packages when something of them is used', () => {
  const asked = packages
    .flatMap(({ folder }) => bundleFiles(folder))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^(.*)\brequire\("@railgate\//gm)]);
  expect(asked.length).toBeGreaterThan(100);
  const early = asked.map(([, before = '']) => before).filter((before) => !before.includes('=> '));
  expect(early).toEqual([]);
});

it('no source imports a module for its side effects alone, which the bundles would leave out', () => {
  const sources = packages.flatMap(({ folder }) => {
    const root = join(PACKAGES, folder, 'src');
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
      .map((name) => join(root, name));
  });
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => /^import '/m.test(readFileSync(path, 'utf8')))).toEqual([]);
});

it('does not touch what would not change', async () => {
  const times = () => bundleFiles('runner').map((path) => statSync(path).mtimeMs);
  const before = times();
  await buildBundles(['runner']);
  expect(before.length).toBeGreaterThan(2);
  expect(times()).toEqual(before);
});
