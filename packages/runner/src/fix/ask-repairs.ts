import type { RepairTarget, Repairs } from '@railgate/contract';

import type { Prepared } from '../prepare.js';
import { startThreads } from '../run.js';
import type { ScanRunOptions } from '../run-options.js';
import { scanSteps } from '../scan-steps.js';

/**
 * Asks all gates of the plan for repairs of the tree with these texts. No answer of an earlier run counts, since it holds no
 * repairs; a gate that breaks proposes nothing, and the look before has said so.
 *
 * @throws {InterruptedError} when the signal fires
 */
export async function askRepairs(
  prepared: Prepared,
  edited: ReadonlyMap<string, string>,
  repair: readonly RepairTarget[],
  options: ScanRunOptions,
): Promise<Repairs[]> {
  const { plan, now, maxDataAge, jobs } = prepared;
  const { offline = false, signal = new AbortController().signal } = options;
  const workspace = edited.size === 0 ? prepared.workspace : { ...prepared.workspace, edited };
  const threads = startThreads(options);
  const found: Repairs[] = [];
  try {
    await scanSteps(plan.steps, {
      workspace,
      now,
      offline,
      maxDataAge,
      repair,
      signal,
      jobs,
      threads,
      onEvent: prepared.onEvent,
      onScan: (_step, { repairs }) => {
        if (repairs) found.push(repairs);
      },
      heartbeat: HEARTBEAT_MS,
      titles: plan.titles,
    });
    return found;
  } finally {
    await threads.close();
  }
}

const HEARTBEAT_MS = 10_000;
