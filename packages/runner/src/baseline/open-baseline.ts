import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError, cleanText } from '@railgate/contract';

import type { ComparedParts } from '../compared-parts.js';
import type { Part } from '../part.js';
import type { Prepared } from '../prepare.js';
import { ARCHIVE_FILE } from '../report-files.js';
import type { ScanRunOptions } from '../run-options.js';
import { compareParts } from './compare-parts.js';
import { readBaselineFile } from './read-file.js';
import { findRef } from './ref.js';
import { scanRef } from './scan-ref.js';

/** What the command line names. */
export interface BaselineName {
  /** As the user typed it. */
  readonly name: string;
  /** The same as an absolute path. */
  readonly path: string;
}

/** A baseline that is known to be there. */
export interface OpenedBaseline {
  /**
   * Reads it; a ref is scanned.
   *
   * @param scan scans what was prepared of the ref.
   * @returns what compares with it.
   */
  load(scan: Scan): Promise<(parts: readonly Part[]) => ComparedParts>;
  readonly warnings: readonly string[];
}

export type Scan = (prepared: Prepared) => Promise<Part[]>;

/**
 * Finds the baseline before the first gate starts: a report of an earlier run, its folder, or a git ref. A baseline that
 * cannot be read is never none.
 *
 * @throws {UsageError} when it is neither, or cannot be read.
 */
export async function openBaseline(
  wanted: BaselineName,
  prepared: Prepared,
  options: ScanRunOptions,
): Promise<OpenedBaseline> {
  const file = fileOf(wanted.path);
  const ref = await findRef(prepared.workspace.root, wanted.name);
  if (file !== undefined) {
    const baseline = await readBaselineFile(wanted, file, prepared);
    return {
      load: () => Promise.resolve((parts) => compareParts(parts, baseline)),
      warnings: ref === undefined ? [] : [isBoth(wanted.name)],
    };
  }
  if (ref === undefined) throw unknown(wanted);
  if ('failure' in ref) throw unreadable(wanted.name, ref.failure);
  const load = async (scan: Scan) => {
    const baseline = await scanRef(ref, wanted.name, prepared, options, scan);
    return (parts: readonly Part[]) => compareParts(parts, baseline);
  };
  return { load, warnings: [] };
}

/** A folder counts where a run has left its reports in it. */
function fileOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat && path;
  const archive = join(path, ARCHIVE_FILE);
  return existsSync(archive) ? archive : undefined;
}

function isBoth(name: string): string {
  const shown = cleanText(name);
  return `${shown} is a file and a git ref; the file was taken as the baseline. For the ref, write it in full: refs/heads/${shown}.`;
}

function unknown({ name, path }: BaselineName): UsageError {
  const shown = cleanText(name);
  const isFolder = existsSync(path);
  return new UsageError(
    isFolder
      ? `--baseline: the folder ${shown} holds no ${ARCHIVE_FILE}, and git knows no ref of that name.`
      : `--baseline: there is no file ${shown}, and git knows no ref of that name.`,
    'Name the report.sarif of an earlier run, or a ref that is there: in a shallow clone, fetch it first (`git fetch --depth=1 origin main`, then `--baseline FETCH_HEAD`).',
  );
}

function unreadable(name: string, failure: string): UsageError {
  return new UsageError(
    `--baseline: git could not look up ${cleanText(name)}: ${cleanText(failure)}.`,
    'Mend that, or name the report.sarif of an earlier run.',
  );
}
