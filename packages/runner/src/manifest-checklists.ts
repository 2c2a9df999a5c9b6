import {
  compareSeverity,
  groupBy,
  type Checklist,
  type Judged,
  type ManifestChecklist,
  type ManifestStep,
} from '@railgate/contract';

import { stepFindingKey } from './check-checklists.js';

/** What is known of a finding once it was judged. */
export type CountedFinding = Pick<Judged, 'ruleId' | 'path' | 'line' | 'severity'> & {
  readonly isWaived: boolean;
};

/** The checklists of a gate with the findings of each step as they were judged. */
export function manifestChecklists(
  checklists: readonly Checklist[],
  findings: readonly CountedFinding[],
): ManifestChecklist[] {
  const byKey = groupBy(findings, stepFindingKey);
  return checklists.map(({ title, subject, steps }) => ({
    title,
    subject,
    steps: steps.map((step) => countedStep(step, byKey)),
  }));
}

function countedStep(
  { id, title, status, evidence, place, findings, informational = false }: Checklist['steps'][number],
  byKey: ReadonlyMap<string, readonly CountedFinding[]>,
): ManifestStep {
  const keys = new Set(findings.map(stepFindingKey));
  const all = [...keys].flatMap((key) => byKey.get(key) ?? []);
  const open = all.filter(({ isWaived }) => !isWaived);
  const [worst] = open.map(({ severity }) => severity).sort(compareSeverity);
  return {
    id,
    title,
    status,
    evidence,
    ...(place && { place: { path: place.path, ...(place.line !== undefined && { line: place.line }) } }),
    informational,
    findings: open.length,
    waived: all.length - open.length,
    ...(worst !== undefined && { worst }),
    rules: [...new Set(open.map(({ ruleId }) => ruleId))].sort(),
  };
}
