import { gzipSync } from 'node:zlib';

import { GateError, cleanText } from '@railgate/contract';
import {
  GZIP_LEVEL,
  githubProfile,
  githubViolations,
  openSarif,
  readLog,
  refuseExternal,
  schemaViolations,
  type Dropped,
  type ProfileOptions,
} from '@railgate/sarif';
import type * as sarif from 'sarif';

/** A file as it is sent. */
export interface PreparedFile {
  readonly name: string;
  readonly log: sarif.Log;
  /** Compressed, and base64 of that. */
  readonly body: string;
  /** Compressed. */
  readonly bytes: number;
}

export interface Prepared {
  readonly files: readonly PreparedFile[];
  /** What was mended, is lost or had to be guessed: one sentence each. */
  readonly notices: readonly string[];
  /** Analyses that are not uploaded, so that their alerts stay as they are: one sentence each. */
  readonly heldBack: readonly string[];
  readonly dropped: Dropped;
}

export interface Source {
  readonly path: string;
  /** As the user named it. */
  readonly name: string;
}

/**
 * Reads SARIF files of any tool, gives them the form that GitHub takes, and checks the outcome against every limit.
 * Nothing is sent before all of it is done.
 *
 * @throws {SarifReadError} for a file that cannot be read. @throws {GateError} for one that is no valid SARIF even with
 * what could be mended, or if the outcome breaks a limit.
 */
export async function prepareUpload(sources: readonly Source[], options: ProfileOptions): Promise<Prepared> {
  const { log, repairs } = await readSources(sources);
  const { files, notices, heldBack, dropped } = githubProfile(log, options);
  return { files: files.map(compress), notices: [...repairs, ...notices], heldBack, dropped };
}

/**
 * All runs of all files.
 *
 * @throws as `prepareUpload`.
 */
export async function readSources(
  sources: readonly Source[],
): Promise<{ readonly log: sarif.Log; readonly repairs: readonly string[] }> {
  const runs: sarif.Run[] = [];
  const repairs: string[] = [];
  for (const source of sources) {
    const { log, mended } = await readOne(source);
    for (const run of log.runs) runs.push(run);
    repairs.push(...mended);
  }
  return { log: { version: '2.1.0', runs }, repairs };
}

async function readOne({ path, name }: Source): Promise<{ log: sarif.Log; mended: string[] }> {
  const source = await openSarif(path, { name });
  // GitHub would close the alerts of results that stand elsewhere.
  refuseExternal(source);
  const log = await readLog(source);
  const violations = schemaViolations(log);
  if (violations.length > 0) {
    throw new GateError(
      'REPORT_UNREADABLE',
      `${source.name} is no valid SARIF 2.1.0: ${listed(violations)}.`,
      {
        remedy: 'Nothing was sent. Have the tool write valid SARIF, or leave the file out.',
      },
    );
  }
  const mended = source.repairs.map(
    ({ message, count, first }) => `${source.name}: ${message} ${count} times, first at ${first || '/'}.`,
  );
  return { log, mended };
}

function compress({ name, log }: { readonly name: string; readonly log: sarif.Log }): PreparedFile {
  const compressed = gzipSync(JSON.stringify(log), { level: GZIP_LEVEL });
  const violations = githubViolations(log, compressed);
  if (violations.length > 0) {
    throw new GateError('INTERNAL', `${name} breaks what GitHub takes: ${listed(violations)}.`, {
      remedy: 'Nothing was sent. Please report it: the profile should have seen to that.',
    });
  }
  return { name, log, body: compressed.toString('base64'), bytes: compressed.length };
}

const SHOWN = 5;

function listed(violations: readonly string[]): string {
  const more = violations.length > SHOWN ? `; and ${violations.length - SHOWN} more` : '';
  return `${violations.slice(0, SHOWN).map(cleanText).join('; ')}${more}`;
}
