import { cleanText, type RunManifest } from '@railgate/contract';

import { DISABLED, NOT_STAGED } from '../plan.js';
import { pairName } from './pair-name.js';

/**
 * Which of the named gates are not proven: those that are no part of the run, are disabled, or broke or have gaps
 * without a waiver, also where the policy only reports them.
 */
export function unprovenGates(manifest: RunManifest, gates: readonly string[]): string[] {
  return gates.flatMap((gate) => {
    const outcomes = manifest.outcomes.filter((outcome) => outcome.gate === gate);
    if (outcomes.length === 0) return [`${cleanText(gate)} is no part of the run.`];
    return outcomes.flatMap((outcome) => {
      if (outcome.status === 'skipped' && outcome.reason === DISABLED.message)
        return [`${pairName(outcome)} is disabled.`];
      if (outcome.status === 'skipped' && outcome.reason === NOT_STAGED.message)
        return [`${pairName(outcome)} was not asked: the run looked at what was staged.`];
      // Enforced ones stand in the verdict's reasons; the others in none.
      const isSilent =
        !outcome.enforced && (outcome.status === 'broken' || outcome.gaps.some(({ waived }) => !waived));
      return isSilent ? [`${pairName(outcome)} is report-only and could not be checked in full.`] : [];
    });
  });
}
