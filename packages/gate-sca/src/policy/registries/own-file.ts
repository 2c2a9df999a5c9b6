import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

import { isInside } from '@railgate/kit';

import type { Host } from './registry.js';

const LARGEST = 1024 * 1024;

/** A file of the user's own configuration; nothing where there is none, or where it lies in the scanned repository. */
export function ownFile({ root, home }: Host, path: string): string | undefined {
  const full = path.startsWith('~/') ? resolve(home, path.slice(2)) : path;
  if (!isAbsolute(full) || isInside(root, full)) return undefined;
  try {
    const text = readFileSync(full, 'utf8');
    return text.length > LARGEST ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The first of the variables that is set. */
export function variable({ env }: Host, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
}
