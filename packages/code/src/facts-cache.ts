import { createHash, hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { VERSION } from '@railgate/contract';
import { PrivateCache, type SourceRead } from '@railgate/kit';

import type { CodeRead } from './code-store.js';

/** What was found in source files, and all that it was found in. */
export interface CodeRecord {
  /** Digests of everything that was read, by path. */
  readonly reads: ReadonlyMap<string, string>;
  readonly facts: ReadonlyMap<string, CodeRead>;
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/**
 * Keeps the facts of source files between two runs. A record counts only while every file that was read for it, and the
 * list of all files, are what they were, and the code that made it is the same.
 */
export class FactsCache {
  readonly #cache: PrivateCache;
  readonly #version: string;

  private constructor(cache: PrivateCache, version: string) {
    this.#cache = cache;
    this.#version = version;
  }

  /** Nothing where there is no folder to trust, and while the source runs unbuilt: its version says nothing then. */
  static open(root: string, home?: string, version = codeVersion()): FactsCache | undefined {
    const cache = version === undefined ? undefined : PrivateCache.open(root, 'railway', home);
    return cache && version !== undefined ? new FactsCache(cache, version) : undefined;
  }

  /** @param subject what else the record depends on: the target and the files that there are. */
  keyOf(...subject: readonly string[]): string {
    const digest = createHash('sha256').update(this.#version);
    for (const part of subject) digest.update('\0').update(part);
    return digest.digest('hex');
  }

  load(key: string, read: (path: string) => SourceRead): CodeRecord | undefined {
    const text = this.#cache.load(key);
    if (text === undefined) return undefined;
    try {
      const record = JSON.parse(text, revive) as CodeRecord;
      for (const [path, digest] of record.reads) if (digestOf(read(path)) !== digest) return undefined;
      return record;
    } catch {
      return undefined;
    }
  }

  /** A cache that cannot be written is none. */
  save(key: string, record: CodeRecord, limit?: number): void {
    this.#cache.save(key, JSON.stringify(record, replace), limit);
  }
}

export function digestOf(read: SourceRead): string {
  return 'gap' in read ? JSON.stringify(read.gap) : hash('sha256', read.text, 'base64');
}

let version: string | undefined;

/** Of the code that makes the facts: its release, and the bundle itself, or what the compiler notes of all its files. */
function codeVersion(): string | undefined {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.js')) return undefined;
  version ??= `1 ${VERSION} ${digestOfCode(dirname(here))}`;
  return version;
}

function digestOfCode(folder: string): string {
  const isBundle = basename(folder) === 'bundle';
  const names = isBundle
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.js'))
        .sort()
    : NOTES;
  const digest = createHash('sha256');
  for (const name of names) {
    const file = join(folder, name);
    if (existsSync(file)) digest.update(readFileSync(file));
  }
  return digest.digest('hex');
}

/** Not part of a release. */
const NOTES = ['tsconfig.tsbuildinfo'];

/** JSON has no maps and no infinite numbers. No key of these objects comes from outside: those are keys of maps. */
function replace(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] };
  return typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value && Array.isArray(value.$map)) return new Map(value.$map as [unknown, unknown][]);
  return '$number' in value ? Number(value.$number) : value;
}
