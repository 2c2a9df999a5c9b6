import { createHash, hash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { VERSION } from '@railgate/contract';
import { isInside, type SourceRead } from '@railgate/kit';

import type { CodeRead } from './code-store.js';

/** What was found in source files, and all that it was found in. */
export interface CodeRecord {
  /** Digests of everything that was read, by path. */
  readonly reads: ReadonlyMap<string, string>;
  readonly facts: ReadonlyMap<string, CodeRead>;
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** Bytes of all records; the ones that were not asked for longest go first. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Keeps the facts of source files between two runs. A record counts only while every file that was read for it, and the
 * list of all files, are what they were, and the code that made it is the same. It lies in the user's cache folder, which
 * must belong to this user alone and lie outside the scanned repository, so that no repository can bring one along.
 */
export class FactsCache {
  readonly #folder: string;
  readonly #version: string;

  private constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** Nothing where there is no folder to trust, and while the source runs unbuilt: its version says nothing then. */
  static open(root: string, home = cacheHome(), version = codeVersion()): FactsCache | undefined {
    if (home === undefined || version === undefined) return undefined;
    const folder = join(home, 'railgate', 'railway');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (isInside(realpathSync(root), realpathSync(folder)) || !isOurs(folder)) return undefined;
    } catch {
      return undefined;
    }
    return new FactsCache(folder, version);
  }

  /** @param subject what else the record depends on: the target and the files that there are. */
  keyOf(...subject: readonly string[]): string {
    const digest = createHash('sha256').update(this.#version);
    for (const part of subject) digest.update('\0').update(part);
    return digest.digest('hex');
  }

  load(key: string, read: (path: string) => SourceRead): CodeRecord | undefined {
    const file = join(this.#folder, key);
    try {
      if (!isOurs(file)) return undefined;
      const text = readFileSync(file, 'utf8');
      const newline = text.indexOf('\n');
      if (hash('sha256', text.slice(newline + 1)) !== text.slice(0, newline)) return undefined;
      const record = JSON.parse(text.slice(newline + 1), revive) as CodeRecord;
      for (const [path, digest] of record.reads) if (digestOf(read(path)) !== digest) return undefined;
      utimesSync(file, new Date(), new Date());
      return record;
    } catch {
      return undefined;
    }
  }

  /** A cache that cannot be written is none. */
  save(key: string, record: CodeRecord, limit = LIMIT): void {
    const file = join(this.#folder, key);
    const scratch = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      const text = JSON.stringify(record, replace);
      writeFileSync(scratch, `${hash('sha256', text)}\n${text}`, { mode: 0o600, flag: 'wx' });
      renameSync(scratch, file);
      this.#prune(limit);
    } catch {
      rmSync(scratch, { force: true });
    }
  }

  #prune(limit: number): void {
    const files = readdirSync(this.#folder).map((name) => {
      const { size, mtimeMs } = statSync(join(this.#folder, name));
      return { name, size, mtimeMs };
    });
    let bytes = 0;
    for (const { name, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      bytes += size;
      if (bytes > limit) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

export function digestOf(read: SourceRead): string {
  return 'gap' in read ? JSON.stringify(read.gap) : hash('sha256', read.text, 'base64');
}

/** The XDG base directories: a path that is not absolute does not count. */
function cacheHome(): string | undefined {
  const configured = process.env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(configured)) return configured;
  return isAbsolute(homedir()) ? join(homedir(), '.cache') : undefined;
}

/** Written by this user, and by nobody else. */
function isOurs(path: string): boolean {
  const { uid, mode } = statSync(path);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
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
