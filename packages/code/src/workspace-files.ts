import { posix } from 'node:path';

import { groupBy } from '@railgate/contract';
import type { SourceRead } from '@railgate/kit';

import type { WorkspaceFiles } from './extractor.js';

/** The workspace as imports see it. Folders are looked up in an index, which is made when somebody asks. */
export function workspaceFiles(
  paths: ReadonlySet<string>,
  read: (path: string) => SourceRead,
): WorkspaceFiles {
  let folders: ReadonlyMap<string, readonly string[]> | undefined;
  const texts = new Map<string, string | undefined>();
  return {
    paths,
    inFolder(folder) {
      folders ??= byFolder(paths);
      return folders.get(folder) ?? [];
    },
    textOf(path) {
      if (!texts.has(path)) texts.set(path, paths.has(path) ? textIn(read(path)) : undefined);
      return texts.get(path);
    },
  };
}

function textIn(read: SourceRead): string | undefined {
  return 'gap' in read ? undefined : read.text;
}

function byFolder(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const folders = groupBy(paths, (path) => posix.dirname(path));
  for (const files of folders.values()) files.sort();
  return folders;
}
