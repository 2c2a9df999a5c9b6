import { UsageError, cleanText, type DeclaredService, type RunEvent } from '@railgate/contract';
import { toLog } from '@railgate/sarif/run';

import { discover } from '../discover/index.js';
import { loadGates } from '../load-gates.js';
import { makePlan, type Plan } from '../plan.js';
import type { Prepared } from '../prepare.js';
import type { ScanRunOptions } from '../run-options.js';
import type { Baseline } from './baseline.js';
import type { Scan } from './open-baseline.js';
import { ReadonlyPairs } from './pairs.js';
import { RefError, listRef, type FoundRef } from './ref.js';
import { renamesSince } from './renames.js';
import { goneFrom, isAskedFor, nothingIn } from './scope.js';
import { withFolder, writeRef } from './write-ref.js';

/**
 * Scans a ref with the gates and the configuration of the run, in a folder of its own.
 *
 * @throws {UsageError} when git cannot give all of it.
 */
export async function scanRef(
  ref: FoundRef,
  name: string,
  head: Prepared,
  options: ScanRunOptions,
  scan: Scan,
): Promise<Baseline> {
  try {
    const files = await listRef(ref);
    return await withFolder(head.workspace.root, async (folder) => {
      const written = await writeRef(files, ref, folder, options.signal);
      const base = await prepareRef(folder, written, name, head, options);
      const parts = await scan(base);
      const runs = parts.flatMap(({ run }) => (run ? [run] : []));
      return {
        kind: 'ref',
        name: cleanText(name),
        log: toLog(runs.filter((run) => isAskedFor(run, head.plan))),
        renames: await renamesSince(ref, files, head.workspace),
        nothing: nothingBefore(base.plan, head.plan),
        gone: goneFrom(runs, head.plan),
      };
    });
  } catch (error) {
    if (!(error instanceof RefError)) throw error;
    throw new UsageError(
      `--baseline: the ref ${cleanText(name)} cannot be read: ${cleanText(error.message)}.`,
      'Fetch it whole (`git fetch --refetch` in a partial clone), or name the report.sarif of an earlier run.',
      { cause: error },
    );
  }
}

async function prepareRef(
  folder: string,
  paths: readonly string[],
  name: string,
  head: Prepared,
  options: ScanRunOptions,
): Promise<Prepared> {
  const { config } = head;
  const tracked = new Map(paths.map((path) => [path, 'tracked' as const]));
  const names = { source: 'git' as const, paths: tracked, gaps: [], notScanned: new Map<string, string>() };
  const services = config.services.filter((service) => isThere(service, paths));
  const { workspace } = await discover(folder, { ignore: config.ignore, services, names });
  const gates = await loadGates(options.gates);
  const selection = { gates: Object.keys(head.plan.titles) };
  const plan = await makePlan({ gates, workspace, settings: config.gates, selection });
  return { ...head, workspace, plan: narrowed(plan, head.plan), onEvent: quietly(head.onEvent, name) };
}

/** A service that was declared since has no folder in the ref. */
function isThere({ root }: DeclaredService, paths: readonly string[]): boolean {
  const folder = root.replace(/^\.?\//, '').replace(/\/$/, '');
  return folder === '' || folder === '.' || paths.some((path) => path.startsWith(`${folder}/`));
}

/** Of projects that were not selected nothing is compared. */
function narrowed(plan: Plan, head: Plan): Plan {
  if (head.pairs.length === head.allPairs.length) return plan;
  const wanted = new ReadonlyPairs(head.pairs);
  return {
    ...plan,
    pairs: plan.pairs.filter((pair) => wanted.has(pair)),
    steps: plan.steps.filter(({ gate, target }) => wanted.has({ gate, target: target.id })),
    settled: plan.settled.filter((outcome) => wanted.has(outcome)),
  };
}

/** Targets that came since, and those that held nothing for the gate. */
function nothingBefore(base: Plan, head: Plan): ReadonlyPairs {
  const there = new ReadonlyPairs(base.allPairs);
  return new ReadonlyPairs([...nothingIn(base), ...head.pairs.filter((pair) => !there.has(pair))]);
}

/** Its findings are no news: only that something goes on. */
function quietly(onEvent: Prepared['onEvent'], name: string): Prepared['onEvent'] {
  return (event: RunEvent) => {
    if (event.type === 'heartbeat') onEvent({ ...event, target: `${event.target} (${name})` });
  };
}
