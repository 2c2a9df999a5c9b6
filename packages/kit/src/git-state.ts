import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of `.git` that say what is checked out, staged and known of remotes. */
const FILES = ['HEAD', 'index', 'packed-refs', 'shallow', 'config'];
/** More than this takes longer than asking git. */
const MOST_REFS = 2000;
const LARGEST = 64 * 1024 * 1024;

/**
 * A digest of all that git knows of a folder besides its objects, without asking git: when it is the same, git would
 * answer the same. Nothing where that cannot be told: a linked working tree, a folder inside a repository.
 */
export function gitState(root: string): string | undefined {
  const folder = join(root, '.git');
  try {
    if (!existsSync(folder)) return isInRepository(root) ? undefined : 'no repository';
    if (!lstatSync(folder).isDirectory()) return undefined;
    const refs = filesBelow(join(folder, 'refs'));
    if (refs === undefined) return undefined;
    const digest = createHash('sha256');
    for (const name of FILES) add(digest, name, join(folder, name));
    for (const path of refs) add(digest, path, path);
    return digest.digest('hex');
  } catch {
    return undefined;
  }
}

function add(digest: ReturnType<typeof createHash>, name: string, path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isFile() || stat.size > LARGEST) throw new Error(`${name} is no small file`);
  digest.update(`\0${name}\0`).update(readFileSync(path));
}

function filesBelow(folder: string): string[] | undefined {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  if (entries.length > MOST_REFS) return undefined;
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

function isInRepository(folder: string): boolean {
  for (let above = dirname(folder), last = folder; above !== last; [last, above] = [above, dirname(above)])
    if (existsSync(join(above, '.git'))) return true;
  return false;
}
