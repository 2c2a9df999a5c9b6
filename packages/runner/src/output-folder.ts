import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, join, parse, relative, resolve, sep } from 'node:path';

import { UsageError, cleanText } from '@railgate/contract';
import { isInside } from '@railgate/kit';

import { OutputError } from './output-error.js';
import { isWrittenByRailgate } from './own-output.js';
import { MANIFEST_FILE, OWNED_FOLDERS, OWN_FOLDER, STAGED_FOLDER, isReportPath } from './report-files.js';
import { LOCK_FILE } from './report-lock.js';

/** A folder that takes reports: it is there, can be written, and no link below the repository's root leads to it. */
export interface OutputFolder {
  /** Absolute, links resolved. */
  readonly path: string;
  /** The default `.railgate`, which holds nothing else and is kept out of git. */
  readonly isDefault: boolean;
}

/**
 * Makes and checks the output folder, before any gate starts.
 *
 * @param root the scanned repository. It is hostile: links in it are not followed, since they could have files of
 * the user overwritten.
 * @param out of the command line; default `.railgate` in the repository.
 * @param staged a folder of its own by default: reports about what is staged must not replace those about everything.
 * @throws {UsageError} when reports cannot go there. @throws {OutputError} when the disk is full or broken.
 */
export function openOutput(root: string, out?: string, staged = false): OutputFolder {
  const own = staged ? join(root, OWN_FOLDER, STAGED_FOLDER) : join(root, OWN_FOLDER);
  const wanted = out === undefined ? own : resolve(out);
  const path = resolveSafely(realpathSync(root), wanted);
  attempt(wanted, () => mkdirSync(path, { recursive: true }));
  if (!statOf(path)?.isDirectory()) throw refuse(wanted, 'is a file and no folder');
  for (const folder of OWNED_FOLDERS) checkFolder(path, folder);
  attempt(wanted, () => probe(path));
  return { path, isDefault: out === undefined };
}

/**
 * As `openOutput`, for the reports of a run: what has the name of a report there must be an earlier run's, since it goes. A
 * run leaves its manifest, or, where it was killed, its lock. In a folder called `.railgate` nobody else writes.
 *
 * @throws {UsageError} also when a file there is somebody else's.
 */
export function openReports(root: string, out?: string, staged = false): OutputFolder {
  const output = openOutput(root, out, staged);
  if (output.isDefault || basename(output.path) === OWN_FOLDER) return output;
  const foreign = foreignReport(output.path);
  if (foreign === undefined) return output;
  throw new UsageError(
    `The reports would replace ${cleanText(foreign)} in ${cleanText(out ?? output.path)}, which is none of Railgate.`,
    'Move it away, or name another folder with `--out DIR`.',
  );
}

function foreignReport(folder: string): string | undefined {
  const names = OWNED_FOLDERS.flatMap((owned) => reportsIn(folder, owned));
  if (names.length === 0 || readdirSync(folder).includes(LOCK_FILE)) return undefined;
  const manifest = join(folder, MANIFEST_FILE);
  if (!names.includes(MANIFEST_FILE)) return names[0];
  // Another run that ends just now has removed it.
  const isOurs = isWrittenByRailgate(manifest) || statOf(manifest) === undefined;
  return isOurs ? undefined : MANIFEST_FILE;
}

function reportsIn(output: string, folder: string): string[] {
  const path = join(output, folder);
  if (statOf(path) === undefined) return [];
  const names = readdirSync(path).map((name) => (folder === '' ? name : `${folder}/${name}`));
  return names.filter(isReportPath).sort();
}

/** Beside the report, so that the rename stays on one file system; a name that nobody can prepare a link under. */
export function temporaryName(folder: string): string {
  return join(folder, `.railgate-${randomBytes(16).toString('hex')}.tmp`);
}

export function isTemporary(name: string): boolean {
  return /^\.railgate-[0-9a-f]{32}\.tmp$/.test(name);
}

/** The real path; a link below the repository's root is refused, wherever it leads. */
function resolveSafely(root: string, wanted: string): string {
  const start = parse(wanted).root;
  let real = start;
  for (const segment of relative(start, wanted).split(sep).filter(Boolean)) {
    const next = join(real, segment);
    const isLink = statOf(next)?.isSymbolicLink() ?? false;
    if (isLink && isInside(root, real)) {
      throw refuse(
        wanted,
        'is or goes through a symbolic link of the scanned repository, which is not followed',
      );
    }
    real = isLink ? attempt(wanted, () => realpathSync(next)) : next;
  }
  return real;
}

/** An earlier run's files can be replaced; links and folders under their names are somebody else's. */
function checkFolder(output: string, folder: string): void {
  const path = join(output, folder);
  const stat = statOf(path);
  if (stat === undefined) return;
  if (!stat.isDirectory()) throw refuse(path, 'is to be a folder for reports and is none');
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isReportPath(name) && entry.isDirectory())
      throw refuse(join(output, name), 'is a folder under the name of a report');
  }
}

function probe(path: string): void {
  const name = temporaryName(path);
  closeSync(openSync(name, 'wx'));
  // Another run that writes its reports may have removed it.
  rmSync(name, { force: true });
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written: permission denied',
  EPERM: 'cannot be written: permission denied',
  EROFS: 'cannot be written: the file system is read-only',
  ENOTDIR: 'is a file or lies below one',
  EEXIST: 'is a file and no folder',
  ELOOP: 'is a loop of symbolic links',
  ENOENT: 'is a symbolic link that points nowhere',
  ENAMETOOLONG: 'has a name that is too long',
};

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const why = WHY[code];
    if (why !== undefined) throw refuse(path, why, error);
    throw new OutputError(`The output folder ${cleanText(path)} cannot be made: ${code}.`, ROOM, {
      cause: error,
    });
  }
}

export const ROOM = 'Make room on the disk, or name another folder with `--out DIR`.';

function refuse(path: string, why: string, cause?: unknown): UsageError {
  return new UsageError(
    `The output folder ${cleanText(path)} ${why}.`,
    'Remove it, or name another folder with `--out DIR`.',
    {
      cause,
    },
  );
}
