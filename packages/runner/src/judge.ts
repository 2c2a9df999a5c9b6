import {
  EXIT,
  GAPS,
  compareSeverity,
  reaches,
  type Broken,
  type Counts,
  type Done,
  type Gap,
  type Judged,
  type Outcome,
  type Policy,
  type Reason,
  type Severity,
  type Threshold,
  type Verdict,
  type Waiver,
} from '@railgate/contract';

import { isEnforced, thresholdOf } from './policy.js';
import { findingAsWaivable, waiverLookup, type Waivable, type WaiverLookup } from './waivers.js';

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
): Verdict {
  const lookup = waiverLookup(waivers, now);
  const tally = new Tally();
  for (const gap of discoveryGaps) judgeGap({ ...DISCOVER, enforced: true }, gap, lookup, tally);
  for (const outcome of outcomes) judgeOutcome(outcome, policy, lookup, tally);
  if (!outcomes.some(looked) && !tally.reasons.some(isUnknown))
    tally.reasons.push(sawNothing(outcomes, lookup));
  return verdictOf(tally);
}

class Tally {
  readonly reasons: Reason[] = [];
  readonly counts: Record<keyof Counts, number> = {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    info: 0,
    new: 0,
    waived: 0,
  };
}

interface Scope {
  readonly gate: string;
  readonly target: string;
  readonly enforced: boolean;
}

function judgeOutcome(outcome: Outcome, policy: Policy, lookup: WaiverLookup, tally: Tally): void {
  if (outcome.status === 'skipped') return;
  const { gate, target } = outcome;
  const scope = { gate, target, enforced: outcome.enforced && isEnforced(policy, gate) };
  if (outcome.status === 'broken') return judgeBroken(scope, outcome, lookup, tally);
  for (const gap of outcome.gaps) judgeGap(scope, gap, lookup, tally);
  judgeFindings(scope, outcome.findings, policy, lookup, tally);
}

function judgeBroken(
  scope: Scope,
  { code, message, remedy }: Broken,
  lookup: WaiverLookup,
  tally: Tally,
): void {
  judgeUnknown(scope, { code, message, remedy }, undefined, lookup, tally);
}

function judgeGap(scope: Scope, gap: Gap, lookup: WaiverLookup, tally: Tally): void {
  const { code, message } = gap;
  judgeUnknown(scope, { code, message, remedy: gap.remedy ?? GAPS[code].advice }, gap.path, lookup, tally);
}

function judgeUnknown(
  scope: Scope,
  what: Pick<Reason, 'code' | 'message' | 'remedy'>,
  path: string | undefined,
  lookup: WaiverLookup,
  tally: Tally,
): void {
  const { gate, target } = scope;
  const waived = lookup(unknownAsWaivable(gate, target, what.code, path)) !== undefined;
  if (waived) tally.counts.waived++;
  if (scope.enforced) tally.reasons.push({ gate, target, ...what, waived });
}

/** A gap or a broken gate, as a waiver sees it. */
export function unknownAsWaivable(gate: string, target: string, code: string, path?: string): Waivable {
  return { gate, target, rule: code, path, kind: 'unknown' };
}

function judgeFindings(
  scope: Scope,
  findings: readonly Judged[],
  policy: Policy,
  lookup: WaiverLookup,
  tally: Tally,
): void {
  const threshold = thresholdOf(policy, scope.gate);
  const failing: Judged[] = [];
  const waived: Judged[] = [];
  for (const finding of findings) {
    if (finding.state === 'absent') continue;
    const isWaived = lookup(findingAsWaivable(scope.gate, scope.target, finding)) !== undefined;
    count(finding, isWaived, tally);
    const counts = reaches(finding.severity, threshold) && (!policy.newOnly || finding.state === 'new');
    if (counts) (isWaived ? waived : failing).push(finding);
  }
  if (!scope.enforced) return;
  if (failing.length > 0) tally.reasons.push(findingsReason(scope, failing, threshold, false));
  if (waived.length > 0) tally.reasons.push(findingsReason(scope, waived, threshold, true));
}

function count(finding: Judged, waived: boolean, tally: Tally): void {
  if (waived) {
    tally.counts.waived++;
    return;
  }
  tally.counts[finding.severity]++;
  if (finding.state === 'new') tally.counts.new++;
}

function findingsReason(
  scope: Scope,
  findings: readonly Judged[],
  threshold: Threshold,
  waived: boolean,
): Reason {
  const { gate, target } = scope;
  const worst = findings.reduce<Severity>(
    (a, { severity: b }) => (compareSeverity(b, a) < 0 ? b : a),
    'info',
  );
  const rules = [
    ...new Set(findings.filter(({ severity }) => severity === worst).map(({ ruleId }) => ruleId)),
  ].sort();
  const number = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  const others = rules.length > 1 ? ` and ${rules.length - 1} more` : '';
  return {
    gate,
    target,
    code: 'FINDINGS',
    message: `${number} at or over ${threshold}${waived ? ', waived' : ''}; the worst is ${worst}: ${rules[0] ?? ''}${others}.`,
    remedy: waived
      ? 'Nothing, until the waiver expires.'
      : `Run \`railgate explain ${rules[0] ?? ''}\` and mend the code; waive what is no risk here in railgate.waivers.yaml.`,
    waived,
  };
}

/** Did the gate read anything to its end? */
function looked(outcome: Outcome): outcome is Done {
  return outcome.status === 'done' && Object.values(outcome.evidence.seen).some((seen) => seen > 0);
}

function isUnknown(reason: Reason): boolean {
  return reason.code !== 'FINDINGS' && !reason.waived;
}

function sawNothing(outcomes: readonly Outcome[], lookup: WaiverLookup): Reason {
  const code = 'LOOKED_AT_NOTHING';
  const { gate, target } = DISCOVER;
  const why =
    outcomes.length === 0 ? 'there was no gate to run' : 'every gate was skipped, waived or report-only';
  return {
    gate,
    target,
    code,
    message: `No gate looked at anything: ${why}.`,
    remedy:
      'Check the path, the `ignore` patterns and which gates are enabled; `railgate gates` says what each one reads.',
    waived: lookup(unknownAsWaivable(gate, target, code)) !== undefined,
  };
}

function verdictOf({ reasons, counts }: Tally): Verdict {
  const open = reasons.filter((reason) => !reason.waived);
  const sorted = [...reasons].sort(compareReasons);
  if (open.some((reason) => reason.code === 'FINDINGS')) {
    return { status: 'findings', exitCode: EXIT.findings, reasons: sorted, counts };
  }
  if (open.length > 0) return { status: 'incomplete', exitCode: EXIT.incomplete, reasons: sorted, counts };
  return { status: 'clean', exitCode: EXIT.clean, reasons: sorted, counts };
}

/** What stops the run first, findings before what is unknown, then by name. */
function compareReasons(a: Reason, b: Reason): number {
  return compareText(sortKey(a), sortKey(b));
}

function sortKey({ waived, code, gate, target, message, remedy }: Reason): string {
  return [Number(waived), Number(code !== 'FINDINGS'), gate, target, code, message, remedy].join('\0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
