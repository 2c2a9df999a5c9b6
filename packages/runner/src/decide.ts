import {
  EXIT,
  SEVERITIES,
  groupBy,
  reaches,
  type Counts,
  type Policy,
  type Reason,
  type Severity,
  type Verdict,
} from '@railgate/contract';

import { isNewOnly, maxFindingsOf, thresholdOf } from './policy.js';

/** What a verdict needs to know of one gate on one target: a run has it from its outcomes, `verify` from `run.json`. */
export interface GateFacts {
  readonly gate: string;
  readonly target: string;
  readonly enforced: boolean;
  /** Whether it read anything to its end. */
  readonly looked: boolean;
  readonly unknowns: readonly Unknown[];
  /** Of a gate that looked. */
  readonly findings?: FindingFacts;
}

/** A gap, or a broken gate. */
export interface Unknown {
  readonly code: Exclude<Reason['code'], 'FINDINGS'>;
  readonly message: string;
  readonly remedy: string;
  readonly waived: boolean;
}

type BySeverity = Readonly<Record<Severity, number>>;

export interface FindingFacts {
  /** Not waived. */
  readonly open: BySeverity;
  /** Those of `open` that are new. */
  readonly fresh: BySeverity;
  readonly waived: BySeverity;
  readonly freshWaived: BySeverity;
  /** Ids of the rules by severity, for the message; where nobody knows them they stay unnamed. */
  readonly rules?: ReadonlyMap<Severity, ReadonlySet<string>>;
  readonly waivedRules?: ReadonlyMap<Severity, ReadonlySet<string>>;
}

interface Run {
  readonly hasGates: boolean;
  /** That nothing was looked at is let through. */
  readonly blindnessWaived: boolean;
  /** Only what is staged was to be looked at, and there is nothing. */
  readonly nothingStaged: boolean;
}

/** The verdict of facts. Pure, and the same in whatever order they come. */
export function decide(facts: readonly GateFacts[], policy: Policy, run: Run): Verdict {
  const reasons = facts.flatMap((one) => unknownReasons(one));
  for (const [gate, list] of groupBy(facts, (one) => one.gate))
    reasons.push(...findingReasons(gate, list, policy));
  const isBlind = !run.nothingStaged && !facts.some(({ looked }) => looked);
  if (isBlind && !reasons.some(isOpenUnknown)) reasons.push(sawNothing(run));
  return verdictOf(reasons, countAll(facts));
}

function unknownReasons({ gate, target, enforced, unknowns }: GateFacts): Reason[] {
  return enforced ? unknowns.map((unknown) => ({ gate, target, ...unknown })) : [];
}

/** One reason a target for what fails, one for what is waived. `maxFindings` counts over all targets of the gate. */
function findingReasons(gate: string, facts: readonly GateFacts[], policy: Policy): Reason[] {
  const threshold = thresholdOf(policy, gate);
  const newOnly = isNewOnly(policy, gate);
  const reached = SEVERITIES.filter((severity) => reaches(severity, threshold));
  const counted = facts.flatMap(({ target, enforced, findings }) => {
    if (!enforced || !findings) return [];
    const { open, fresh, waived, freshWaived, rules, waivedRules } = findings;
    return [
      { target, isWaived: false, counts: newOnly ? fresh : open, rules },
      { target, isWaived: true, counts: newOnly ? freshWaived : waived, rules: waivedRules },
    ].map((part) => ({ ...part, number: sum(part.counts, reached) }));
  });
  const total = counted.reduce((number, part) => number + (part.isWaived ? 0 : part.number), 0);
  const most = maxFindingsOf(policy, gate);
  return counted
    .filter(({ number }) => number > 0)
    .map(({ target, isWaived, counts, rules, number }) => {
      const worst = reached.find((severity) => counts[severity] > 0) ?? 'info';
      const names = [...(rules?.get(worst) ?? [])].sort();
      const what = { gate, target, number, threshold, newOnly, worst, names };
      if (isWaived) return reasonOf(what, ', waived', 'Nothing, until the waiver expires.', true);
      if (total <= most) return reasonOf(what, withinLimit(total, most), LIMIT_REMEDY, true);
      return reasonOf(what, most > 0 ? overLimit(total, most) : '', failingRemedy(names), false);
    });
}

interface Found {
  readonly gate: string;
  readonly target: string;
  readonly number: number;
  readonly threshold: string;
  readonly newOnly: boolean;
  readonly worst: Severity;
  readonly names: readonly string[];
}

function reasonOf(found: Found, aside: string, remedy: string, waived: boolean): Reason {
  const { gate, target, number, threshold, newOnly, worst, names } = found;
  const findings = `${number} ${newOnly ? 'new ' : ''}${number === 1 ? 'finding' : 'findings'}`;
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  const named = names[0] === undefined ? '' : `: ${names[0]}${others}`;
  const message = `${findings} at or over ${threshold}${aside}; the worst is ${worst}${named}.`;
  return { gate, target, code: 'FINDINGS', message, remedy, waived };
}

const LIMIT_REMEDY = 'Nothing; lower `maxFindings` of the gate with every finding that is repaired.';

function withinLimit(total: number, most: number): string {
  return `, let pass since \`maxFindings\` allows ${most} and the gate has ${total}`;
}

function overLimit(total: number, most: number): string {
  return ` (the gate has ${total}, and \`maxFindings\` allows ${most})`;
}

function failingRemedy([name = 'RULE']: readonly string[]): string {
  return `Run \`railgate explain ${name}\` and mend the code; waive what is no risk here in railgate.waivers.yaml.`;
}

function sum(counts: BySeverity, severities: readonly Severity[]): number {
  let number = 0;
  for (const severity of severities) number += counts[severity];
  return number;
}

function isOpenUnknown(reason: Reason): boolean {
  return reason.code !== 'FINDINGS' && !reason.waived;
}

function sawNothing({ hasGates, blindnessWaived }: Run): Reason {
  const why = hasGates ? 'every gate was skipped, waived or report-only' : 'there was no gate to run';
  return {
    gate: 'discover',
    target: 'root',
    code: 'LOOKED_AT_NOTHING',
    message: `No gate looked at anything: ${why}.`,
    remedy:
      'Check the path, the `ignore` patterns and which gates are enabled; `railgate gates` says what each one reads.',
    waived: blindnessWaived,
  };
}

/** All gates, report-only ones too. */
function countAll(facts: readonly GateFacts[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, new: 0, waived: 0 };
  for (const { unknowns, findings } of facts) {
    counts.waived += unknowns.filter(({ waived }) => waived).length;
    if (!findings) continue;
    for (const severity of SEVERITIES) counts[severity] += findings.open[severity];
    counts.new += sum(findings.fresh, SEVERITIES);
    counts.waived += sum(findings.waived, SEVERITIES);
  }
  return counts;
}

function verdictOf(reasons: readonly Reason[], counts: Counts): Verdict {
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
  const [x, y] = [sortKey(a), sortKey(b)];
  return x < y ? -1 : Number(x > y);
}

function sortKey({ waived, code, gate, target, message, remedy }: Reason): string {
  return [Number(waived), Number(code !== 'FINDINGS'), gate, target, code, message, remedy].join('\0');
}
