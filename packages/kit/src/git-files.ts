import { isUtf8 } from 'node:buffer';
import { type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { type GitAnswer, runGit, type RunGitOptions } from './run-git.js';

/** A path that git lists, relative to the folder that was asked about, `/` between segments. */
export interface GitFile {
  readonly path: string;
  /** `100644`, `120000` for a symbolic link, `160000` for a submodule; nothing for an untracked file. */
  readonly mode?: string;
  /** Left out of the working tree on purpose (sparse checkout). */
  readonly sparse: boolean;
}

export interface GitListing {
  /** Every path once. An untracked repository inside is one entry that ends with `/`. */
  readonly files: readonly GitFile[];
  /** Names that are no text or no path below the folder, in a readable form. */
  readonly badNames: readonly BadName[];
  /** Folders that git could not open. */
  readonly unreadableFolders: readonly string[];
}

export interface BadName {
  /** Bytes that are not valid are shown as `\xNN`. */
  readonly shown: string;
  readonly why: 'is not valid UTF-8' | 'leads out of the folder';
}

export interface GitFilesOptions {
  /** Also look for a `.git` in the folders above. */
  readonly above: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

/**
 * What git tracks below a folder, and what is there untracked and not ignored. Nothing when the folder is in no
 * working tree, or in one that ignores the whole folder. `failure` says why git could not answer.
 */
export async function gitFiles(
  folder: string,
  options: GitFilesOptions,
): Promise<GitListing | { readonly failure: string } | undefined> {
  const tree = findWorkingTree(folder, options.above);
  if (tree === undefined) return undefined;
  const answer = await askGit({ tree, folder, timeout: options.timeout ?? TIMEOUT });
  if ('failure' in answer) return { failure: answer.failure };
  const prefix = relative(tree, folder).split(sep).join('/');
  const listing = parseListing(answer.stdout);
  if (prefix !== '' && listing.files.length === 0 && listing.badNames.length === 0) return undefined;
  return { ...listing, unreadableFolders: foldersWarnedOf(answer.stderr, prefix) };
}

/** `-t -s`: a letter for the kind, then mode, object and stage for what is tracked, so that no name can pose as one. */
const LIST = ['ls-files', '-z', '-t', '-s', '--cached', '--others', '--exclude-standard'];
const TIMEOUT = 120;

/** Settings of the user that git cannot read, in a home that is somebody else's, must not cost the list. */
async function askGit(options: RunGitOptions): Promise<GitAnswer> {
  const answer = await runGit(LIST, options);
  return 'failure' in answer && answer.ended ? runGit(LIST, { ...options, isolated: true }) : answer;
}

/** The folder whose `.git` holds for `folder`. */
export function findWorkingTree(folder: string, above: boolean): string | undefined {
  if (statOf(join(folder, '.git')) !== undefined) return folder;
  if (!above) return undefined;
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    const found = statOf(join(parent, '.git'));
    if (found !== undefined) return isTrusted(found, folder) ? parent : undefined;
    if (parent === dirname(parent)) return undefined;
  }
}

/** A `.git` that a stranger put into a folder above, `/tmp` for one, could declare everything below it as ignored. */
function isTrusted(repository: Stats, folder: string): boolean {
  return [0, process.geteuid?.(), statOf(folder)?.uid].includes(repository.uid);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The output of `LIST`. A path that a merge left in three stages is one file. */
export function parseListing(output: Buffer): Pick<GitListing, 'files' | 'badNames'> {
  const files = new Map<string, GitFile>();
  const badNames: BadName[] = [];
  for (const record of recordsOf(output)) {
    if (typeof record !== 'string') {
      badNames.push({ shown: showName(record), why: 'is not valid UTF-8' });
      continue;
    }
    const file = parseRecord(record);
    if (isBelow(file.path)) files.set(file.path, file);
    else badNames.push({ shown: file.path, why: 'leads out of the folder' });
  }
  return { files: [...files.values()], badNames };
}

/** Strings where they are valid UTF-8, the bytes of the name where not. */
function recordsOf(output: Buffer): (string | Buffer)[] {
  if (isUtf8(output)) return output.toString('utf8').split('\0').slice(0, -1);
  const records: (string | Buffer)[] = [];
  for (let start = 0, end; (end = output.indexOf(0, start)) >= 0; start = end + 1) {
    const bytes = output.subarray(start, end);
    records.push(isUtf8(bytes) ? bytes.toString('utf8') : bytes.subarray(nameStart(bytes)));
  }
  return records;
}

function nameStart(record: Buffer): number {
  return record[0] === UNTRACKED.charCodeAt(0) ? 2 : record.indexOf('\t') + 1;
}

const UNTRACKED = '?';
const SPARSE = 'S';

/** `? path` or `H 100644 <object> <stage>\tpath`. */
function parseRecord(record: string): GitFile {
  if (record.startsWith(UNTRACKED)) return { path: record.slice(2), sparse: false };
  return {
    path: record.slice(record.indexOf('\t') + 1),
    mode: record.slice(2, 8),
    sparse: record.startsWith(SPARSE),
  };
}

/** Git never writes other paths into an index; whoever made this one may have. */
function isBelow(path: string): boolean {
  const segments = path.replace(/\/$/, '').split('/');
  return !segments.some((segment) => segment === '' || segment === '.' || segment === '..');
}

/** A name that is not valid UTF-8, for people: what is not ASCII as `\xNN`. */
export function showName(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** Git names them relative to the working tree. */
function foldersWarnedOf(stderr: string, prefix: string): string[] {
  const folders: string[] = [];
  for (const match of stderr.matchAll(/^warning: could not open directory '(.*)': /gm)) {
    const folder = (match[1] ?? '').replace(/\/$/, '');
    folders.push(prefix !== '' && folder.startsWith(`${prefix}/`) ? folder.slice(prefix.length + 1) : folder);
  }
  return folders;
}
