import type { Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import { JsonCursor, type Mark } from './json-cursor.js';
import { readOldTree } from './package-lock-old.js';
import { readPackages, type PackagesReader } from './package-lock-packages.js';
import { duplicateKey, readLockfile, unknownVersion } from '../problems.js';

/**
 * package-lock.json and npm-shrinkwrap.json, versions 1 to 3. Version 2 says everything twice; like npm, whoever knows
 * `packages` reads that alone.
 */
export function readPackageLock(path: string, repository: Repository): Promise<LockfileRead> {
  return readLockfile(path, repository, (text) => {
    const cursor = new JsonCursor(text);
    const head = readHead(path, repository, cursor);
    if (head.version !== undefined && !KNOWN.has(head.version)) {
      return unknownVersion(path, head.version, head.versionLine, '1, 2 and 3');
    }
    const input = { path, repository, cursor, version: head.version, name: head.name };
    const read = head.packages ? head.packages.finish(head) : readOldTree(input, head.dependencies);
    return { ...read, gaps: [...head.gaps, ...read.gaps] };
  });
}

/** npm 4 and older wrote shrinkwraps without a version. */
const KNOWN = new Set(['0', '1', '2', '3']);

export interface PackageLockInput {
  readonly path: string;
  readonly repository: Repository;
  readonly cursor: JsonCursor;
  readonly version: string | undefined;
  /** Of the project in whose folder it lies. */
  readonly name: string | undefined;
}

interface Head {
  version: string | undefined;
  versionLine: number;
  name: string | undefined;
  packages: PackagesReader | undefined;
  dependencies: Mark | undefined;
  readonly gaps: Gap[];
}

/**
 * Goes over the whole file once, so that it is known to be whole, and reads `packages` on the way. Of the older tree it
 * notes where it begins: version 2 has it, too, and nobody reads it there.
 */
function readHead(path: string, repository: Repository, cursor: JsonCursor): Head {
  const head: Head = { version: undefined, versionLine: 1, name: undefined, packages: undefined, dependencies: undefined, gaps: [] }; // prettier-ignore
  const seen = new Set<string>();
  cursor.map((key, line) => {
    if (seen.has(key)) head.gaps.push(duplicateKey(path, key, line));
    seen.add(key);
    if (key === 'lockfileVersion') {
      head.versionLine = line;
      head.version = cursor.text();
    } else if (key === 'name') head.name = cursor.text();
    else if (key === 'packages' && cursor.peek() === 'map')
      head.packages = readPackages(path, repository, cursor);
    else if (key === 'dependencies' && cursor.peek() === 'map') head.dependencies = cursor.mark;
  });
  cursor.end();
  return head;
}
