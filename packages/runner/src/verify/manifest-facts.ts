import {
  ERRORS,
  SEVERITIES,
  type Counts,
  type ManifestGap,
  type ManifestOutcome,
  type RunManifest,
  type Severity,
} from '@railgate/contract';
import { staleness } from '@railgate/kit';

import type { FindingFacts, GateFacts, Unknown } from '../decide.js';
import { DISCOVER, hasLooked, severityCounts } from '../judge.js';
import { unknownAsWaivable, type WaiverLookup } from '../waivers/lookup.js';

interface Day {
  readonly now: Date;
  /** Milliseconds; no limit without it. */
  readonly maxDataAge: number | undefined;
}

/** What `judge` knew, out of a manifest. Whether a gap is waived comes from the waivers, not from what it says. */
export function manifestFacts(manifest: RunManifest, lookup: WaiverLookup, day: Day): GateFacts[] {
  const gaps = manifest.discovery.gaps.map((gap) => unknownOf(DISCOVER, gap, lookup));
  const discovery = { ...DISCOVER, enforced: true, looked: false, unknowns: gaps };
  return [discovery, ...manifest.outcomes.map((outcome) => factsOf(outcome, lookup, day))];
}

function factsOf(outcome: ManifestOutcome, lookup: WaiverLookup, day: Day): GateFacts {
  const { gate, target, enforced, status, evidence } = outcome;
  const of = { gate, target, enforced };
  if (status === 'skipped') return { ...of, looked: false, unknowns: [] };
  if (status === 'broken')
    return { ...of, looked: false, unknowns: [unknownOf(outcome, broken(outcome), lookup)] };
  const gaps = [...outcome.gaps, ...staleGap(outcome, day)];
  return {
    ...of,
    looked: evidence !== null && hasLooked(evidence),
    unknowns: gaps.map((gap) => unknownOf(outcome, gap, lookup)),
    findings: findingFacts(outcome.counts, outcome.newCounts),
  };
}

type What = Omit<Unknown, 'waived'> & Pick<ManifestGap, 'path'>;

function unknownOf(
  { gate, target }: Pick<ManifestOutcome, 'gate' | 'target'>,
  { code, message, remedy, path }: What,
  lookup: WaiverLookup,
): Unknown {
  const waived = lookup(unknownAsWaivable(gate, target, code, path)).length > 0;
  return { code, message, remedy, waived };
}

function broken({ code = 'INTERNAL', message = '', remedy = '' }: ManifestOutcome): What {
  return { code, message, remedy };
}

function staleGap({ evidence }: ManifestOutcome, { now, maxDataAge }: Day): What[] {
  const { data } = evidence ?? {};
  const message = data ? staleness(`The data ${data.id}`, data.builtAt, now, maxDataAge) : undefined;
  return message === undefined ? [] : [{ code: 'DATA_STALE', message, remedy: ERRORS.DATA_STALE.advice }];
}

/** How severe waived findings are stands nowhere: as info they are counted and reach no threshold. */
function findingFacts(
  counts: Counts,
  newCounts: Readonly<Record<Severity, number>> | undefined,
): FindingFacts {
  const open = severityCounts();
  for (const severity of SEVERITIES) open[severity] = counts[severity];
  return {
    open,
    fresh: newCounts ?? open,
    waived: { ...severityCounts(), info: counts.waived },
    freshWaived: severityCounts(),
  };
}
