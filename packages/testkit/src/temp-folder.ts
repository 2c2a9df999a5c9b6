import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder; its path holds no symbolic link. */
export async function makeTempFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'railgate-test-')));
}

/** Removes a folder that `makeTempFolder`, `makeRepo` or `copyExample` made, whatever permissions it has by now. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Gives `use` a new empty folder and removes it afterwards, also after a failure. */
export async function withTempFolder<T>(use: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = await makeTempFolder();
  try {
    return await use(folder);
  } finally {
    await removeFolder(folder);
  }
}
