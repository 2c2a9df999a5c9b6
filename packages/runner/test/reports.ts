import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { RunManifest } from '@railgate/contract';

/** Paths of all files below a folder. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** All reports by name, `timings` taken out of the manifest. */
export function bytesOf(folder: string): Record<string, string> {
  const names = listing(folder).filter((name) => !name.startsWith('shards/'));
  return Object.fromEntries(names.map((name) => [name, contentOf(folder, name)]));
}

function contentOf(folder: string, name: string): string {
  const content = readFileSync(join(folder, name), 'utf8');
  if (name !== 'run.json') return content;
  const manifest = JSON.parse(content) as RunManifest;
  return JSON.stringify({ ...manifest, timings: {} });
}
