import { groupBy, type Count, type ManifestOutcome, type RunManifest } from '@railgate/contract';

import {
  countSeverities,
  describeCounts,
  isOpen,
  type ReportFinding,
  type SeverityCounts,
} from './findings.js';
import { counted, listed } from './words.js';

/** How loud an outcome is. `unknown` covers broken gates and gaps alike: either way something was not checked. */
export type Signal = 'unknown' | 'fails' | 'findings' | 'clean' | 'skipped';

/** One cell of the table of gates and targets. */
export interface OutcomeView {
  readonly outcome: ManifestOutcome;
  /** All signals that hold, the loudest first: findings and gaps may stand side by side. */
  readonly signals: readonly [Signal, Signal?];
  readonly counts: SeverityCounts;
  readonly open: number;
  readonly waived: number;
  /** Gaps without a waiver. */
  readonly gaps: number;
  /** Findings of which the manifest knows and the archive does not: a report must not look cleaner than the run. */
  readonly lost: number;
  /** `2 findings (1 high, 1 low); 1 gap`. Text of ours, no data of the repository. */
  readonly text: string;
}

export function viewOutcomes(manifest: RunManifest, findings: readonly ReportFinding[]): OutcomeView[] {
  const bySteps = groupBy(findings, stepKey);
  return manifest.outcomes.map((outcome) =>
    viewOutcome(outcome, bySteps.get(stepKey(outcome)) ?? [], manifest),
  );
}

/** `12 files, 3 packages`, the keys as the gate named them. */
export function describeCount(count: Count): string {
  return listed(
    Object.entries(count).map(([thing, number]) =>
      number === 1 ? `1 ${thing.replace(/s$/, '')}` : counted(number, thing, thing),
    ),
  );
}

function viewOutcome(
  outcome: ManifestOutcome,
  findings: readonly ReportFinding[],
  manifest: RunManifest,
): OutcomeView {
  const openFindings = findings.filter(isOpen);
  const counts = countSeverities(openFindings);
  const open = openFindings.length;
  const waived = findings.filter(({ state }) => state === 'waived').length;
  const gaps = outcome.gaps.filter((gap) => !gap.waived).length;
  const lost = Math.max(0, outcome.findings - findings.length);
  const signals = signalsOf(outcome, open, gaps + lost, fails(outcome, manifest));
  return {
    outcome,
    signals,
    counts,
    open,
    waived,
    gaps,
    lost,
    text: describe(outcome, { counts, open, waived, gaps, lost }),
  };
}

function fails({ gate, target }: ManifestOutcome, { verdict }: RunManifest): boolean {
  return verdict.reasons.some(
    (one) => one.code === 'FINDINGS' && !one.waived && one.gate === gate && one.target === target,
  );
}

function signalsOf(
  outcome: ManifestOutcome,
  open: number,
  gaps: number,
  failing: boolean,
): [Signal, Signal?] {
  if (outcome.status === 'skipped') return ['skipped'];
  if (outcome.status === 'broken') return ['unknown'];
  const found: Signal | undefined = open === 0 ? undefined : failing ? 'fails' : 'findings';
  if (gaps > 0) return found ? ['unknown', found] : ['unknown'];
  return [found ?? 'clean'];
}

function describe(
  outcome: ManifestOutcome,
  { counts, open, waived, gaps, lost }: Pick<OutcomeView, 'counts' | 'open' | 'waived' | 'gaps' | 'lost'>,
): string {
  if (outcome.status === 'skipped') return 'skipped';
  if (outcome.status === 'broken') return `could not check: ${outcome.code ?? 'INTERNAL'}`;
  const parts: string[] = [];
  if (gaps > 0) parts.push(`could not check ${counted(gaps, 'part')}`);
  if (open > 0) parts.push(`${counted(open, 'finding')} (${describeCounts(counts)})`);
  if (lost > 0) parts.push(`${counted(lost, 'finding')} missing in report.sarif`);
  if (parts.length === 0) parts.push('clean');
  const waivedGaps = outcome.gaps.length - gaps;
  if (waived + waivedGaps > 0) parts.push(`${waived + waivedGaps} waived`);
  if (outcome.degraded.length > 0) parts.push(`${counted(outcome.degraded.length, 'note')} on engines`);
  return parts.join('; ');
}

function stepKey({ gate, target }: { readonly gate: string; readonly target: string }): string {
  return `${gate}\0${target}`;
}
