import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { commitAll } from './git.js';
import { makeTempFolder } from './temp-folder.js';

/** A file's content, or where a symbolic link of that name points. */
export type FileContent = string | Buffer | { readonly linkTo: string };
/** By path relative to the root, `/` between segments. */
export type Files = Readonly<Record<string, FileContent>>;

export interface MakeRepoOptions {
  /** Make it a git repository with one commit; otherwise it is a plain folder. */
  readonly git?: boolean;
}

/** Writes these files to a new temporary folder. The caller removes it with `removeFolder`. */
export async function makeRepo(files: Files, options: MakeRepoOptions = {}): Promise<string> {
  const root = await makeTempFolder();
  await writeFiles(root, files);
  if (options.git) await commitAll(root);
  return root;
}

export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    await mkdir(dirname(full), { recursive: true });
    if (typeof content === 'string' || Buffer.isBuffer(content)) await writeFile(full, content);
    else await symlink(content.linkTo, full);
  }
}
