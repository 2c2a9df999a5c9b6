import { basename, isAbsolute, relative, sep } from 'node:path';

import { UsageError, cleanText } from '@railgate/contract';
import { SarifReadError, openSarif, readLog } from '@railgate/sarif';
import type * as sarif from 'sarif';

import type { Prepared } from '../prepare.js';
import type { Baseline } from './baseline.js';
import type { BaselineName } from './open-baseline.js';
import { ReadonlyPairs, pairOf } from './pairs.js';
import { goneFrom, isAskedFor } from './scope.js';

/**
 * The report of an earlier run.
 *
 * @param file absolute. @throws {UsageError} when it is no SARIF 2.1.0, or holds runs of other tools only.
 */
export async function readBaselineFile(
  { name }: BaselineName,
  file: string,
  prepared: Prepared,
): Promise<Baseline> {
  const log = await readFile(name, file);
  const own = log.runs.filter((run) => pairOf(run) !== undefined);
  if (own.length === 0 && log.runs.length > 0) throw foreign(name, log);
  return {
    kind: 'file',
    name: publicName(name, prepared.workspace.root),
    log: { ...log, runs: own.filter((run) => isAskedFor(run, prepared.plan)) },
    // Which targets it had nothing to look at is not in a report: what has no run in it counts as not looked at.
    nothing: new ReadonlyPairs([]),
    gone: goneFrom(own, prepared.plan),
  };
}

async function readFile(name: string, file: string): Promise<sarif.Log> {
  try {
    return await readLog(await openSarif(file, { name }));
  } catch (error) {
    if (!(error instanceof SarifReadError)) throw error;
    throw new UsageError(`--baseline: ${error.message}`, error.remedy, { cause: error });
  }
}

function foreign(name: string, { runs }: sarif.Log): UsageError {
  const tools = [...new Set(runs.map(({ tool }) => cleanText(tool.driver.name)))].slice(0, 3).join(', ');
  return new UsageError(
    `--baseline: ${cleanText(name)} holds no run of Railgate, only of ${tools}.`,
    'Name the report.sarif of an earlier run; `railgate diff` compares reports of other tools.',
  );
}

/** Reports hold no absolute path. */
function publicName(name: string, root: string): string {
  if (!isAbsolute(name)) return cleanText(name);
  const inside = relative(root, name).split(sep).join('/');
  return cleanText(inside.startsWith('../') || isAbsolute(inside) ? basename(name) : inside);
}
