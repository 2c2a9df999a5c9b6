import {
  GAPS,
  SEVERITIES,
  type Done,
  type Gap,
  type Judged,
  type Outcome,
  type Policy,
  type Severity,
  type Verdict,
  type Waiver,
} from '@railgate/contract';

import { decide, type FindingFacts, type GateFacts, type Unknown } from './decide.js';
import { isEnforced, isNewOnly, thresholdOf } from './policy.js';
import { findingAsWaivable, unknownAsWaivable, waiverLookup, type WaiverLookup } from './waivers/lookup.js';

/** The gate id of reasons that belong to no gate: what the file list could not list, and a run that saw nothing. */
export const DISCOVER = { gate: 'discover', target: 'root' } as const;

/**
 * Decides. Pure: the same facts, policy, waivers and day give the same verdict, in whatever order the facts come.
 *
 * Findings at or over the threshold fail (exit 1); whatever was to be looked at and was not makes the run incomplete
 * (exit 2), the file list's own gaps included; where both hold the exit code is 1 and all reasons are listed.
 * Report-only gates give no reasons. `counts.waived` counts findings, gaps and broken gates.
 */
export function judge(
  outcomes: readonly Outcome[],
  policy: Policy,
  waivers: readonly Waiver[],
  now: Date,
  discoveryGaps: readonly Gap[] = [],
  nothingStaged = false,
): Verdict {
  const lookup = waiverLookup(waivers, now, policy.inlineIgnores ?? true);
  const discovery: GateFacts = {
    ...DISCOVER,
    enforced: true,
    looked: false,
    unknowns: discoveryGaps.map((gap) => unknownOf(DISCOVER.gate, DISCOVER.target, gap, lookup)),
  };
  const gates = outcomes.map((outcome) => factsOf(outcome, policy, lookup));
  return decide([discovery, ...gates], policy, {
    hasGates: outcomes.length > 0,
    nothingStaged,
    blindnessWaived:
      lookup(unknownAsWaivable(DISCOVER.gate, DISCOVER.target, 'LOOKED_AT_NOTHING')).length > 0,
  });
}

function factsOf(outcome: Outcome, policy: Policy, lookup: WaiverLookup): GateFacts {
  const { gate, target } = outcome;
  const of = { gate, target, enforced: outcome.enforced && isEnforced(policy, gate) };
  if (outcome.status === 'skipped') return { ...of, looked: false, unknowns: [] };
  if (outcome.status === 'broken') {
    return { ...of, looked: false, unknowns: [unknownOf(gate, target, outcome, lookup)] };
  }
  return {
    ...of,
    looked: hasLooked(outcome.evidence),
    unknowns: outcome.gaps.map((gap) => unknownOf(gate, target, gap, lookup)),
    findings: findingFacts(outcome, policy, lookup),
  };
}

function unknownOf(
  gate: string,
  target: string,
  what: Pick<Unknown, 'code' | 'message'> & { readonly remedy?: string; readonly path?: string },
  lookup: WaiverLookup,
): Unknown {
  const { code, message, path } = what;
  const remedy = what.remedy ?? (Object.hasOwn(GAPS, code) ? GAPS[code as Gap['code']].advice : '');
  return {
    code,
    message,
    remedy,
    waived: lookup(unknownAsWaivable(gate, target, code, path)).length > 0,
  };
}

function findingFacts({ gate, target, findings }: Done, policy: Policy, lookup: WaiverLookup): FindingFacts {
  const facts = {
    open: severityCounts(),
    fresh: severityCounts(),
    waived: severityCounts(),
    freshWaived: severityCounts(),
    rules: new Map<Severity, Set<string>>(),
    waivedRules: new Map<Severity, Set<string>>(),
  };
  const failing = { threshold: thresholdOf(policy, gate), newOnly: isNewOnly(policy, gate) };
  for (const finding of findings) {
    if (finding.state === 'absent') continue;
    const isWaived = lookup(findingAsWaivable(gate, target, finding)).length > 0;
    const isNew = finding.state === 'new';
    const { severity } = finding;
    (isWaived ? facts.waived : facts.open)[severity]++;
    if (isNew) (isWaived ? facts.freshWaived : facts.fresh)[severity]++;
    if (isNew || !failing.newOnly) remember(isWaived ? facts.waivedRules : facts.rules, finding);
  }
  return facts;
}

export function severityCounts(): Record<Severity, number> {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
}

function remember(rules: Map<Severity, Set<string>>, { severity, ruleId }: Judged): void {
  const known = rules.get(severity);
  if (known) known.add(ruleId);
  else rules.set(severity, new Set([ruleId]));
}

/** Did the gate read anything to its end? */
export function hasLooked({ seen }: Pick<Done['evidence'], 'seen'>): boolean {
  return Object.values(seen).some((count) => count > 0);
}
