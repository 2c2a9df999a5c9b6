import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { withScratchFolder } from '@railgate/dependencies';

/** A folder that a tool is run in: nothing of the repository is in it but what is put there. */
export interface Scratch {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  /** Gives the absolute path of the new file. */
  write(path: string, content: string | Uint8Array): string;
}

/**
 * Gives `use` a new folder that only this user can enter, and removes it afterwards.
 *
 * @param root of the scanned repository
 */
export function withScratch<T>(root: string, use: (scratch: Scratch) => Promise<T>): Promise<T> {
  return withScratchFolder(root, (folder) =>
    use({ folder, write: (path, content) => writeInto(folder, path, content) }),
  );
}

function writeInto(folder: string, path: string, content: string | Uint8Array): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content, { mode: 0o600 });
  return full;
}
