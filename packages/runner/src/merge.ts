import type { Waiver } from '@railgate/contract';
import { readResults, toLog } from '@railgate/sarif';
import type * as sarif from 'sarif';

import type { Part } from './part.js';
import { findingAsWaivable, type WaiverLookup } from './waivers.js';

/** The archive: one run per gate and target in the order of the parts, waived results kept with their waiver. */
export function mergeParts(parts: readonly Part[], lookup: WaiverLookup): sarif.Log {
  return toLog(
    parts.flatMap(({ outcome, run }) =>
      run ? [withSuppressions(run, outcome.gate, outcome.target, lookup)] : [],
    ),
  );
}

function withSuppressions(run: sarif.Run, gate: string, target: string, lookup: WaiverLookup): sarif.Run {
  if (run.results === undefined) return run;
  const results = readResults(run).map(({ result, ruleId, path, identity }) => {
    const waiver = lookup(findingAsWaivable(gate, target, { ruleId, path, identity }));
    return waiver ? { ...result, suppressions: [suppressionOf(waiver)] } : result;
  });
  return { ...run, results };
}

function suppressionOf({ reason, owner, expires }: Waiver): sarif.Suppression {
  return {
    kind: 'external',
    status: 'accepted',
    justification: reason,
    properties: { owner, expires },
  };
}
