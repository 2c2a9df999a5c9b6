import { automationId, type ManifestOutcome, type RunManifest } from '@railgate/contract';

import { openCount } from './check-outcomes.js';
import { pairName } from './pair-name.js';

/** The archive beside a manifest has the runs that it names, with as many open and suppressed results as it says. */
export function checkArchive(manifest: RunManifest, log: unknown): string[] {
  const runs = new Map<unknown, unknown>();
  for (const run of listOf(log, 'runs')) runs.set(fieldOf(fieldOf(run, 'automationDetails'), 'id'), run);
  return manifest.outcomes.flatMap((outcome) => {
    const run = runs.get(automationId(outcome.gate, outcome.target));
    if (outcome.status !== 'done') return checkSilent(outcome, run);
    if (run === undefined) return [`report.sarif has no run of ${pairName(outcome)}.`];
    return checkResults(outcome, presentIn(run));
  });
}

function checkSilent(outcome: ManifestOutcome, run: unknown): string[] {
  if (presentIn(run).length === 0) return [];
  return [`report.sarif has results of ${pairName(outcome)}, which is ${outcome.status}.`];
}

function checkResults(outcome: ManifestOutcome, present: readonly unknown[]): string[] {
  const suppressed = present.filter(isSuppressed).length;
  const { counts } = outcome;
  const [open, waived] = [present.length - suppressed, counts.waived];
  if (open === openCount(counts) && suppressed === waived) return [];
  return [
    `report.sarif has ${open} open and ${suppressed} suppressed results of ${pairName(outcome)}, and the manifest says ${openCount(counts)} and ${waived}.`,
  ];
}

/** Without those of the baseline that are gone: no gate of this run reported them. */
function presentIn(run: unknown): unknown[] {
  return listOf(run, 'results').filter((result) => fieldOf(result, 'baselineState') !== 'absent');
}

/** SARIF 3.27.23. */
function isSuppressed(result: unknown): boolean {
  const suppressions = listOf(result, 'suppressions');
  return suppressions.length > 0 && suppressions.every((one) => !OPEN.has(fieldOf(one, 'status')));
}

const OPEN: ReadonlySet<unknown> = new Set(['underReview', 'rejected']);

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
