import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { LAYERS } from './layers.mjs';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly nx: { readonly tags: readonly string[] };
  readonly dependencies: Readonly<Record<string, string>>;
}

const PACKAGES = join(import.meta.dirname, '../../packages');
const manifests = readdirSync(PACKAGES).map((folder) => ({
  folder,
  manifest: JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8')) as Manifest,
}));
const layerOf = new Map(manifests.map(({ manifest }) => [manifest.name, layer(manifest)]));

describe('the layers', () => {
  it.each(manifests)('$folder has one layer that exists', ({ manifest }) => {
    expect(Object.keys(LAYERS)).toContain(layer(manifest));
  });

  it.each(manifests)('$folder declares only packages of the layers below it', ({ manifest }) => {
    expect(forbidden(manifest, Object.keys(manifest.dependencies))).toEqual([]);
  });

  it.each(manifests)('$folder imports only what it declares and may', ({ folder, manifest }) => {
    const imported = sources(join(PACKAGES, folder, 'src')).flatMap(imports);
    expect(imported.filter((name) => name !== manifest.name && !(name in manifest.dependencies))).toEqual([]);
    expect(forbidden(manifest, imported)).toEqual([]);
  });

  it.each(manifests)(
    '$folder brings the types of SARIF when its own types name them',
    ({ folder, manifest }) => {
      const types = sources(join(PACKAGES, folder, 'dist'), '.d.ts').join('\n');
      const names = types.includes("from 'sarif'") && !manifest.private;
      expect(names && !('@types/sarif' in manifest.dependencies)).toBe(false);
    },
  );

  it('sees a gate that imports a gate', () => {
    const gate: Manifest = { name: '@railgate/gate-x', nx: { tags: ['layer:gate'] }, dependencies: {} };
    expect(forbidden(gate, ['@railgate/gate-lint', '@railgate/runner', '@railgate/kit'])).toEqual([
      '@railgate/gate-lint',
      '@railgate/runner',
    ]);
  });
});

function layer(manifest: Manifest): string {
  return manifest.nx.tags.map((tag) => tag.replace('layer:', ''))[0] ?? 'none';
}

function forbidden(manifest: Manifest, names: readonly string[]): string[] {
  const below: readonly string[] = LAYERS[layer(manifest) as keyof typeof LAYERS];
  return names.filter((name) => {
    const other = layerOf.get(name);
    return other !== undefined && name !== manifest.name && !below.includes(other);
  });
}

function sources(folder: string, ending = '.ts'): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(ending) && !/\.test\.(?:d\.)?ts$/.test(entry.name),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Names of our own packages that a source imports, statically or not. */
function imports(source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'((?:@railgate\/[\w-]+)|railgate)(?:\/[\w-]+)?'/g)].map(
    (match) => match[1] as string,
  );
}
