import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isUtf8 } from 'node:buffer';

import {
  UsageError,
  cleanText,
  compareText,
  type FileEntry,
  type Gap,
  type NotScanned,
} from '@railgate/contract';
import { findWorkingTree, isInside, runGit, showName, type RunGitOptions } from '@railgate/kit';

import { RefError, readObjects } from '../baseline/ref.js';
import { badName } from './collected.js';
import type { Discovery } from './discover.js';
import { ignoreFilter } from './ignore-filter.js';
import { unsafeNames } from './unsafe-names.js';

export interface StagedOptions {
  readonly ignore: readonly string[];
  /** `GIT_INDEX_FILE`, which git sets for its hooks while it commits some files only. */
  readonly index?: string | undefined;
}

/** Bytes of one file, and of all together: they are held in memory. */
const FILE_LIMIT = 64 * 2 ** 20;
const TOTAL_LIMIT = 512 * 2 ** 20 - 1;
/** Seconds. */
const TIMEOUT = 60;

/**
 * What the next commit brings: the files of the index that are not as in HEAD, with the content that is staged, whatever
 * stands on the disk. Projects are not looked for, since nothing of the rest of the repository is there.
 *
 * @throws {UsageError} when there is no repository, or git cannot say what is staged.
 */
export async function discoverStaged(root: string, options: StagedOptions): Promise<Discovery> {
  const git = openGit(root, options.index);
  const filter = ignoreFilter(options.ignore);
  const staged = await listStaged(git);
  const kept = staged.changes.filter(({ path }) => !filter.takes(path));
  const gaps = [
    ...staged.gaps,
    ...unsafeNames(
      kept.map(({ path }) => path),
      filter,
    ),
  ];
  const notScanned: NotScanned[] = [...filter.report()];
  const files: Change[] = [];
  for (const change of kept) {
    const reason = REASONS[change.mode];
    if (change.status === UNMERGED) gaps.push(unmerged(change.path));
    else if (reason === undefined) files.push(change);
    else notScanned.push({ path: change.path, reason });
  }
  const read = await readContents(files, git);
  return {
    workspace: {
      root,
      files: read.entries,
      projects: [{ name: '.', path: '.', source: 'manifest' }],
      services: [],
      edited: read.contents,
      staged: true,
      ignore: options.ignore,
    },
    source: 'index',
    gaps: [...gaps, ...read.gaps].sort((a, b) => compareText(a.path ?? '', b.path ?? '')),
    notScanned,
    ignored: filter.count(),
  };
}

interface Change {
  readonly path: string;
  /** What git calls the type in the index. */
  readonly mode: string;
  readonly object: string;
  /** `A` added, `M` modified, `T` of another type, `U` left by a merge in several versions. */
  readonly status: string;
}

const UNMERGED = 'U';
const REASONS: Readonly<Record<string, string>> = { '120000': 'symbolic link', '160000': 'submodule' };

/** Renamed and copied files are new ones with content to look at; what is deleted brings nothing. */
const LIST = [
  'diff', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff', '--no-color', '--relative',
  '--ignore-submodules=none', '--diff-filter=AMTU', '-O/dev/null',
]; // prettier-ignore

function openGit(root: string, index: string | undefined): RunGitOptions {
  const tree = findWorkingTree(root, true);
  if (tree === undefined)
    throw new UsageError(
      '--staged looks at the index of git, and the folder is in no git repository.',
      'Run it in a clone, or leave --staged out.',
    );
  const own = index === undefined || index === '' ? undefined : ownIndex(tree, resolve(tree, index));
  return { tree, folder: root, timeout: TIMEOUT, ...(own !== undefined && { index: own }) };
}

/** One that belongs to another repository says nothing about this one; one that is gone would look like an empty commit. */
function ownIndex(tree: string, path: string): string | undefined {
  const folder = gitFolder(tree);
  if (folder === undefined || !isInside(folder, realOrSame(dirname(path)))) return undefined;
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new UsageError(
    `GIT_INDEX_FILE names ${cleanText(path)}, which is no file.`,
    'Unset GIT_INDEX_FILE, or run as a hook of git, which sets it.',
  );
}

/** In a linked working tree `.git` is a file that names it. */
function gitFolder(tree: string): string | undefined {
  const path = join(tree, '.git');
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
    const [, named = ''] = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8')) ?? [];
    return realpathSync(resolve(tree, named));
  } catch {
    return undefined;
  }
}

function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function listStaged(git: RunGitOptions): Promise<{ changes: readonly Change[]; gaps: Gap[] }> {
  const answer = await runGit(LIST, git);
  if ('failure' in answer) throw unreadable(answer.failure);
  const changes: Change[] = [];
  const gaps: Gap[] = [];
  const { stdout } = answer;
  for (let start = 0; start < stdout.length;) {
    const head = stdout.indexOf(0, start);
    const end = stdout.indexOf(0, head + 1);
    if (head < 0 || end < 0) throw unreadable('git answers in a form that is not known');
    const [, mode = '', , object = '', status = ''] = stdout.toString('latin1', start, head).split(' ');
    const name = stdout.subarray(head + 1, end);
    start = end + 1;
    if (!isUtf8(name)) gaps.push(badName({ shown: showName(name), why: 'is not valid UTF-8' }));
    else if (isBelow(name.toString('utf8')))
      changes.push({ path: name.toString('utf8'), mode, object, status });
    else gaps.push(badName({ shown: name.toString('utf8'), why: 'leads out of the folder' }));
  }
  return { changes: changes.sort((a, b) => compareText(a.path, b.path)), gaps };
}

/** Git never writes other paths into an index; whoever made this one may have. */
function isBelow(path: string): boolean {
  return !path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..');
}

interface Contents {
  readonly entries: FileEntry[];
  readonly contents: Map<string, Uint8Array>;
  readonly gaps: Gap[];
}

async function readContents(files: readonly Change[], git: RunGitOptions): Promise<Contents> {
  const read: Contents = { entries: [], contents: new Map(), gaps: [] };
  if (files.length === 0) return read;
  const sizes = await sizesOf(files, git);
  let total = 0;
  const fitting = files.filter(({ path, object }, i) => {
    const size = sizes[i] ?? 0;
    const fits = size <= FILE_LIMIT && total + size + RECORD <= TOTAL_LIMIT;
    if (fits) total += size + RECORD;
    else read.gaps.push(tooLarge(path, size));
    return fits && object !== '';
  });
  try {
    const contents = await readObjects(
      fitting.map(({ object }) => object),
      { git, tree: '' },
    );
    fitting.forEach(({ path }, i) => {
      const content = contents[i] ?? Buffer.alloc(0);
      read.contents.set(path, content);
      read.entries.push({ path, size: content.length });
    });
  } catch (error) {
    if (!(error instanceof RefError)) throw error;
    throw unreadable(error.message);
  }
  return read;
}

/** Bytes of git's answer beside the content: name, type, size. */
const RECORD = 100;

async function sizesOf(files: readonly Change[], git: RunGitOptions): Promise<number[]> {
  const input = files.map(({ object }) => `${object}\n`).join('');
  const answer = await runGit(['cat-file', '--batch-check=%(objectsize)'], { ...git, input });
  if ('failure' in answer) throw unreadable(answer.failure);
  const lines = answer.stdout.toString('latin1').split('\n');
  return files.map(({ path }, i) => {
    const size = Number(lines[i]);
    if (!Number.isInteger(size)) throw unreadable(`the content of ${path} is not in this clone`);
    return size;
  });
}

function unreadable(failure: string): UsageError {
  return new UsageError(
    `--staged: git could not say what is staged: ${cleanText(failure)}.`,
    'Mend that (`git status` and `git fsck` say more), then try again.',
  );
}

function unmerged(path: string): Gap {
  return {
    code: 'FILE_UNREADABLE',
    path,
    message: `${cleanText(path)} is left by a merge in several versions, and none of them is what will be committed.`,
    remedy: 'Resolve the conflict and `git add` the file.',
  };
}

function tooLarge(path: string, size: number): Gap {
  return {
    code: 'FILE_TOO_LARGE',
    path,
    message: `${cleanText(path)} has ${size} bytes, more than can be looked at before a commit.`,
    remedy: 'Leave the file out of the repository, or list it under `ignore`.',
  };
}
