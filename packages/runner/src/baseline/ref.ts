import { isUtf8 } from 'node:buffer';

import { findWorkingTree, runGit, type RunGitOptions } from '@railgate/kit';

/** A ref of the repository around a folder. */
export interface FoundRef {
  /** Object id of its tree. */
  readonly tree: string;
  readonly git: RunGitOptions;
}

/** A file of the ref, below the folder that was asked about. */
export interface RefFile {
  readonly path: string;
  /** `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule. */
  readonly mode: string;
  readonly object: string;
  /** Bytes; 0 for a submodule. */
  readonly size: number;
}

const TIMEOUT = 300;

/** Nothing when git knows no such ref, or the folder is in no repository. */
export async function findRef(
  folder: string,
  name: string,
): Promise<FoundRef | { readonly failure: string } | undefined> {
  const tree = findWorkingTree(folder, true);
  // Git would take it for an option.
  if (tree === undefined || name === '' || name.startsWith('-')) return undefined;
  const git: RunGitOptions = { tree, folder, timeout: TIMEOUT };
  const answer = await runGit(['rev-parse', '--verify', '--quiet', `${name}^{tree}`], git);
  if ('failure' in answer) return answer.ended ? undefined : { failure: answer.failure };
  const id = answer.stdout.toString('utf8').trim();
  return /^[0-9a-f]{40,64}$/.test(id) ? { tree: id, git } : undefined;
}

/** @throws {RefError} */
export async function listRef({ tree, git }: FoundRef): Promise<RefFile[]> {
  const output = await ask(['ls-tree', '-r', '-z', '-l', tree], git);
  const files: RefFile[] = [];
  for (let start = 0, end; (end = output.indexOf(0, start)) >= 0; start = end + 1) {
    const record = output.subarray(start, end);
    const file = isUtf8(record) ? parseRecord(record.toString('utf8')) : undefined;
    // A name that is no text is a gap of every run; nothing is found in such a file.
    if (file && isSafePath(file.path)) files.push(file);
  }
  return files;
}

/**
 * Renames between a ref and the index, or another ref: path in the first → path in the second. Only trees are compared:
 * to look at the working tree git would run the filters that the repository's own configuration names.
 *
 * @throws {RefError}
 */
export async function treeRenames({ tree, git }: FoundRef, to?: FoundRef): Promise<Map<string, string>> {
  const command = to ? ['diff-tree', '-r'] : ['diff-index', '--cached'];
  const options = [
    '-M',
    '-l2000',
    '-z',
    '--name-status',
    '--relative',
    '--no-ext-diff',
    '--ignore-submodules=all',
  ];
  const output = await ask([...command, ...options, tree, ...(to ? [to.tree] : [])], git);
  const fields = output.toString('utf8').split('\0');
  const renames = new Map<string, string>();
  for (let i = 0; i < fields.length - 1;) {
    const status = fields[i] ?? '';
    const [from = '', to = ''] = fields.slice(i + 1, i + 3);
    if (status.startsWith('R')) renames.set(from, to);
    i += status.startsWith('R') || status.startsWith('C') ? 3 : 2;
  }
  return renames;
}

/** The content of objects, in their order. @throws {RefError} */
export async function readObjects(objects: readonly string[], { git }: FoundRef): Promise<Buffer[]> {
  const output = await ask(['cat-file', '--batch'], { ...git, input: `${objects.join('\n')}\n` });
  const contents: Buffer[] = [];
  let at = 0;
  for (const object of objects) {
    const end = output.indexOf(0x0a, at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, Math.max(at, end))) ?? [];
    if (size === undefined) throw new RefError(`the object ${object} is not in this clone`);
    contents.push(output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

/** A ref that git knows and cannot give whole. A clause without a full stop. */
export class RefError extends Error {}

async function ask(args: readonly string[], git: RunGitOptions): Promise<Buffer> {
  const answer = await runGit(args, git);
  if ('failure' in answer) throw new RefError(answer.failure);
  return answer.stdout;
}

/** `<mode> <type> <object> <size, padded>\t<path>`; the size of a submodule is `-`, that of a lost object `BAD`. */
function parseRecord(record: string): RefFile {
  const [, mode, object, size, path] = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(record) ?? [];
  if (mode === undefined || object === undefined || path === undefined)
    throw new RefError('an object is not in this clone, or its list is in a form that is not known');
  return { mode, object, path, size: size === '-' ? 0 : Number(size) };
}

/** Git makes no other trees, but a hostile repository may: nothing is written outside, and no `.git` is made. */
function isSafePath(path: string): boolean {
  return !path
    .split(/[/\\]/)
    .some((segment) => segment === '' || segment === '.' || segment === '..' || /^\.git$/i.test(segment));
}
