import { createHash } from 'node:crypto';

import type { Workspace } from '@railgate/contract';
import { findWorkingTree, readBytes, runGit } from '@railgate/kit';

import type { ChangedFile } from './checkout.js';

const TIMEOUT = 20;
/** Files that git is asked about; a repository with more services than this is no single checkout of anybody. */
const LIMIT = 500;

/**
 * Which of some files differ from the checked commit. Compares the bytes with what the commit names: to compare them
 * itself git would run the filters that the repository's configuration names. Nothing where git cannot say it.
 */
export async function changedFiles(
  workspace: Workspace,
  paths: readonly string[],
): Promise<readonly ChangedFile[]> {
  const { root } = workspace;
  const tree = findWorkingTree(root, true);
  const asked = paths.slice(0, LIMIT);
  if (tree === undefined || asked.length === 0 || rewritesFiles(workspace)) return [];
  const command = ['--literal-pathspecs', 'ls-tree', '-z', 'HEAD', '--', ...asked];
  const answer = await runGit(command, { tree, folder: root, timeout: TIMEOUT });
  if ('failure' in answer) return [];
  const committed = parseTree(answer.stdout.toString('utf8'));
  return asked.flatMap((path): ChangedFile[] => {
    const id = committed.get(path);
    if (id === undefined) return [{ path, how: 'not committed' }];
    const read = readBytes(workspace, path);
    return 'gap' in read || isSame(read.buffer, id) ? [] : [{ path, how: 'changed' }];
  });
}

/** `100644 blob <id>\t<path>`. */
function parseTree(output: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const record of output.split('\0')) {
    const [, id, path] = /^\d{6} blob ([0-9a-f]{40,64})\t(.+)$/s.exec(record) ?? [];
    if (id !== undefined && path !== undefined) found.set(path, id);
  }
  return found;
}

/** With the line ends as they are, or as git stores them. */
function isSame(content: Buffer, id: string): boolean {
  const algorithm = id.length === 64 ? 'sha256' : 'sha1';
  const idOf = (bytes: Buffer) =>
    createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  if (idOf(content) === id) return true;
  return (
    content.includes('\r\n') &&
    idOf(Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) === id
  );
}

/** Filters, keywords and other encodings make the stored file another one than that of the working tree. */
function rewritesFiles(workspace: Workspace): boolean {
  if (!workspace.files.some(({ path }) => path === '.gitattributes')) return false;
  const read = readBytes(workspace, '.gitattributes');
  return 'gap' in read || /\bfilter=|\bident\b|\bworking-tree-encoding=/.test(read.buffer.toString('latin1'));
}
