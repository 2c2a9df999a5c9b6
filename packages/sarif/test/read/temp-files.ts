import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import { openSarif, SarifReadError, type OpenOptions } from '../../src/read/index.js';

/** Files that are there until the tests of the file that calls this have ended. */
export function useTempFiles(): {
  readonly folder: string;
  write(name: string, bytes: string | Uint8Array): string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-read-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, bytes) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    },
  };
}

/** Every result with its run and index, as they are handed out. */
export async function readAll(
  path: string,
  options: OpenOptions = {},
): Promise<{ results: unknown[]; places: string[]; head: unknown; hasResults: readonly boolean[] }> {
  const source = await openSarif(path, options);
  const results: unknown[] = [];
  const places: string[] = [];
  await source.eachResult((result, run, index) => {
    results.push(result);
    places.push(`${run}/${index}`);
  });
  return { results, places, head: source.head, hasResults: source.hasResults };
}

/** The error that reading ends with; fails when it ends well. */
export async function readError(path: string, options: OpenOptions = {}): Promise<SarifReadError> {
  const outcome: unknown = await readAll(path, { name: 'a.sarif', ...options }).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof SarifReadError) return outcome;
  throw new Error(`expected a SarifReadError and got ${JSON.stringify(outcome)}`, { cause: outcome });
}

export function logOf(...runs: readonly unknown[]): string {
  return JSON.stringify({ version: '2.1.0', runs });
}

export const TOOL = { driver: { name: 'T' } };

/** A sound result with some text. */
export function resultOf(text: string): { message: { text: string } } {
  return { message: { text } };
}
