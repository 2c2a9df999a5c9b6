import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { GateError, TOOL_NAME } from '@railgate/contract';

import { isInside } from './read-source.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where data of this user lies that was fetched once and is kept, by the XDG base directories: a path that is not absolute
 * does not count.
 *
 * @param name of the folder below `$XDG_DATA_HOME/railgate`
 * @throws {GateError} `NEED_UNMET` when nothing says where
 */
export function dataFolder(name: string, env: Environment = process.env): string {
  const data = env['XDG_DATA_HOME'] ?? '';
  if (isAbsolute(data)) return join(data, TOOL_NAME, name);
  const home = env['HOME'] ?? homedir();
  if (isAbsolute(home)) return join(home, '.local', 'share', TOOL_NAME, name);
  throw new GateError(
    'NEED_UNMET',
    'There is no data folder: neither XDG_DATA_HOME nor HOME is an absolute path.',
    {
      remedy: 'Set XDG_DATA_HOME to a folder of this user.',
    },
  );
}

/**
 * A repository must not bring along the database that judges it.
 *
 * @throws {GateError} `NEED_UNMET`
 */
export function refuseInside(root: string, folder: string): void {
  if (!isInside(real(root), real(folder))) return;
  throw new GateError('NEED_UNMET', 'The database folder lies inside the scanned repository.', {
    remedy: 'Set XDG_DATA_HOME to a folder outside of the repository, and import the database there.',
  });
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
