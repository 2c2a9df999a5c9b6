import type * as sarif from 'sarif';

import type { Locator } from './location.js';

export interface FlowsAnswer {
  readonly flows: sarif.CodeFlow[];
  /** Steps that were left out. */
  readonly left: number;
}

/**
 * Code flows with every step inlined and inside the repository, at most `limit` steps of them all. A flow that is too
 * long loses its middle: where the data comes in and where it ends up says most.
 */
export function shapeFlows(
  run: sarif.Run,
  flows: readonly sarif.CodeFlow[] | undefined,
  locate: Locator,
  limit: number,
): FlowsAnswer {
  let room = limit;
  let left = 0;
  const shaped: sarif.CodeFlow[] = [];
  for (const { threadFlows } of flows ?? []) {
    const threads: sarif.ThreadFlow[] = [];
    for (const { locations } of threadFlows) {
      const steps = locations.flatMap((step) => inlinedStep(run, step, locate));
      const kept = [...withoutMiddle(steps, room)];
      room -= kept.length;
      left += locations.length - kept.length;
      if (kept.length > 0) threads.push({ locations: kept });
    }
    if (threads.length > 0) shaped.push({ threadFlows: threads });
  }
  return { flows: shaped, left };
}

/** A step may be nothing but an index into the run's list (SARIF 3.38.2), which GitHub does not read. */
function inlinedStep(
  run: sarif.Run,
  step: sarif.ThreadFlowLocation,
  locate: Locator,
): sarif.ThreadFlowLocation[] {
  const shared = step.index === undefined ? undefined : run.threadFlowLocations?.[step.index];
  const found = locate(step.location ?? shared?.location);
  return 'refused' in found ? [] : [{ location: found.location }];
}

function withoutMiddle<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items;
  const head = Math.ceil(limit / 2);
  const tail = limit - head;
  return [...items.slice(0, head), ...(tail > 0 ? items.slice(-tail) : [])];
}
