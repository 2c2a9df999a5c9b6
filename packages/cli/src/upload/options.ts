import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ProfileOptions } from '@railgate/sarif';

import type { Io } from '../io.js';

/** What the command line gave. */
export interface UploadArguments {
  readonly repo?: string;
  readonly ref?: string;
  readonly sha?: string;
  readonly root?: string;
  readonly category?: string;
  readonly out?: string;
  readonly 'include-incomplete'?: boolean;
  readonly 'dry-run'?: boolean;
  readonly 'no-wait'?: boolean;
  readonly 'best-effort'?: boolean;
}

/** Larger files have no lines that anybody reads. */
const HASHED_SIZE = 10 * 1024 * 1024;

export function profileOptions(options: UploadArguments, io: Io): ProfileOptions {
  const root = resolve(io.cwd, options.root ?? '.');
  return {
    root,
    category: options.category,
    includeIncomplete: options['include-incomplete'],
    readText: (path) => readText(join(root, path)),
  };
}

/** For line hashes that are missing; a file that is not there has none. */
function readText(path: string): string | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= HASHED_SIZE ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
