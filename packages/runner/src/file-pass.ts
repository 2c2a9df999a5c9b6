import { setImmediate as nextTurn } from 'node:timers/promises';

import type { FileEntry, Workspace } from '@railgate/contract';

import { FILE_LIMIT, FileReader } from './file-reader.js';

/** Looks at files while all of them are read once. */
export interface FileVisitor {
  /** Asked once for each file, in their order. */
  wants(file: FileEntry): boolean;
  /**
   * @param bytes valid during the call only; nothing where the file cannot be read or is larger than `FILE_LIMIT`
   * @param reader for larger files
   */
  visit(file: FileEntry, bytes: Buffer | undefined, reader: FileReader): void;
  /** The pass is over. `whole`: it was not interrupted. */
  end(whole: boolean): void;
}

/** Milliseconds until others get their turn: meanwhile the gates run, and their answers come in. */
const SLICE = 4;

/**
 * Reads the files of the list that a visitor wants, each once, and gives way to everything else every few milliseconds.
 *
 * @param signal ends the pass.
 */
export async function passFiles(
  workspace: Workspace,
  visitors: readonly FileVisitor[],
  signal?: AbortSignal,
): Promise<void> {
  const reader = new FileReader(workspace);
  let sliceEnd = performance.now() + SLICE;
  for (const file of workspace.files) {
    if (performance.now() > sliceEnd) {
      await nextTurn();
      if (signal?.aborted) break;
      sliceEnd = performance.now() + SLICE;
    }
    const wanting = visitors.filter((visitor) => visitor.wants(file));
    if (wanting.length === 0) continue;
    const bytes = file.size > FILE_LIMIT ? undefined : reader.read(file.path);
    for (const visitor of wanting) visitor.visit(file, bytes, reader);
  }
  for (const visitor of visitors) visitor.end(signal?.aborted !== true);
}
