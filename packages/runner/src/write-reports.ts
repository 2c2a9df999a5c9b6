import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { cleanText } from '@railgate/contract';

import { OutputError } from './output-error.js';
import { lockReports, type LockOptions } from './report-lock.js';
import { ROOM, isTemporary, temporaryName, type OutputFolder } from './output-folder.js';
import { MANIFEST_FILE, OWNED_FOLDERS, isReportPath } from './report-files.js';

export interface WritableFile {
  /** Below the output folder; `/` between segments. */
  readonly path: string;
  /** Pieces one after the other where it is large. */
  readonly content: string | Buffer | Iterable<string>;
}

/**
 * Writes all reports of a run, or none. Those of an earlier run go first, so that never an old report stands beside a
 * new manifest; each file is written under a temporary name, synced and renamed, the manifest last.
 *
 * Synchronous on purpose: a signal's handler cannot run in the middle.
 *
 * @throws {OutputError} with everything removed again that a run may have written.
 */
export function writeReports(
  output: OutputFolder,
  files: readonly WritableFile[],
  onWait?: LockOptions['onWait'],
): void {
  assertReports(files);
  const all = output.isDefault ? [{ path: '.gitignore', content: '*\n' }, ...files] : files;
  const release = lockReports(output.path, { onWait });
  try {
    removeReports(output.path);
    const pending = startFiles(all.map(({ path, content }) => ({ path: join(output.path, path), content })));
    for (const { path, temporary } of manifestLast(pending)) renameSync(temporary, path);
  } catch (error) {
    removeAfterFailure(output.path);
    throw outputError(output.path, error);
  } finally {
    release();
  }
}

/**
 * Writes one file, or nothing under its name.
 *
 * @throws {OutputError}
 */
export function writeFileSafely(path: string, content: string): void {
  try {
    const { temporary } = startFile(path, content);
    renameSync(temporary, path);
  } catch (error) {
    throw outputError(dirname(path), error);
  }
}

/**
 * Writes a file whole, where there is none yet.
 *
 * @throws {Error} of the file system: EEXIST when there is one, whenever it came.
 */
export function createFile(path: string, content: string): void {
  const { temporary } = startFile(path, content);
  try {
    linkSync(temporary, path);
  } catch (error) {
    // Some file systems have no hard links.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    writeFileSync(path, content, { flag: 'wx' });
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Writes a file of the user anew, or leaves it as it is. The new one has the mode of the old one, and its owner where
 * that can be had.
 *
 * @throws {Error} of the file system.
 */
export function replaceFile(path: string, content: Buffer, old: Pick<Stats, 'mode' | 'uid' | 'gid'>): void {
  const { temporary } = startFile(path, content);
  try {
    giveTo(temporary, old);
    chmodSync(temporary, old.mode & 0o7777);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Only root may give a file away: for everybody else it is theirs already, or stays theirs. */
function giveTo(path: string, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): void {
  const now = statSync(path);
  if (now.uid === uid && now.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // A file that somebody else owns in a folder of the user: with the right content it does as well.
  }
}

/** Removes what an earlier run left, its temporary files included; nothing else. */
export function removeReports(folder: string): void {
  for (const owned of OWNED_FOLDERS) {
    for (const name of listNames(join(folder, owned))) {
      const path = owned === '' ? name : `${owned}/${name}`;
      if (isReportPath(path) || isTemporary(name)) rmSync(join(folder, path), { force: true });
    }
  }
}

function assertReports(files: readonly WritableFile[]): void {
  const paths = new Set<string>();
  for (const { path } of files) {
    if (!isReportPath(path) || paths.has(path))
      throw new Error(`No name for a report, or given twice: ${cleanText(path)}`);
    paths.add(path);
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

interface PendingFile {
  readonly path: string;
  readonly temporary: string;
}

/** The content is on the disk afterwards, under another name. */
function startFile(path: string, content: string | Buffer): PendingFile {
  const [file] = startFiles([{ path, content }]);
  if (!file) throw new Error('no file was written');
  return file;
}

/** As `startFile`, of several: the disk is waited for when all are written, since that takes it about as long as one. */
function startFiles(files: readonly WritableFile[]): PendingFile[] {
  const started: (PendingFile & { readonly descriptor: number })[] = [];
  try {
    for (const { path, content } of files) {
      mkdirSync(dirname(path), { recursive: true });
      const temporary = temporaryName(dirname(path));
      const descriptor = openSync(temporary, 'wx');
      started.push({ path, temporary, descriptor });
      for (const piece of piecesOf(content)) writeAll(descriptor, piece);
    }
    for (const { descriptor } of started) fsyncSync(descriptor);
  } catch (error) {
    for (const { temporary } of started) rmSync(temporary, { force: true });
    throw error;
  } finally {
    for (const { descriptor } of started) closeSync(descriptor);
  }
  return started;
}

function* piecesOf(content: WritableFile['content']): Generator<Buffer> {
  if (Buffer.isBuffer(content)) yield content;
  else for (const piece of typeof content === 'string' ? [content] : content) yield Buffer.from(piece);
}

/** A write may take less than it was given; on a full disk it takes a part first and fails afterwards. */
function writeAll(descriptor: number, content: Buffer): void {
  for (let done = 0; done < content.length;) done += writeSync(descriptor, content, done);
}

function manifestLast(files: readonly PendingFile[]): PendingFile[] {
  const isManifest = ({ path }: PendingFile): boolean => path.endsWith(MANIFEST_FILE);
  return [...files.filter((file) => !isManifest(file)), ...files.filter(isManifest)];
}

function removeAfterFailure(folder: string): void {
  try {
    removeReports(folder);
  } catch {
    // The first error says more than that the same disk does not let go of its files either.
  }
}

function outputError(folder: string, error: unknown): OutputError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const why =
    { ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up', EIO: 'the disk reports an error' }[code] ??
    code;
  return new OutputError(`The reports cannot be written into ${cleanText(folder)}: ${why}.`, ROOM, {
    cause: error,
  });
}
