import {
  GateError,
  SEVERITIES,
  type Counts,
  type Evidence,
  type ManifestOutcome,
  type RunManifest,
} from '@railgate/contract';

import { checkEvidence } from '../check-evidence.js';
import { publicText } from '../plain-error.js';
import { pairName } from './pair-name.js';

/** Every expected pair has exactly one outcome, and each outcome says what one of its kind can say. */
export function checkOutcomes(manifest: RunManifest): string[] {
  const hasBaseline = manifest.baseline !== null;
  return [
    ...checkPairs(manifest),
    ...manifest.outcomes.flatMap((outcome) => [
      ...checkFields(outcome),
      ...checkCounts(outcome, hasBaseline),
      ...checkSteps(outcome),
      ...(outcome.status === 'done' ? checkProof(outcome) : []),
    ]),
  ];
}

function checkPairs({ expected, outcomes }: RunManifest): string[] {
  const names = expected.map(keyOf);
  const found = outcomes.map(keyOf);
  return [
    ...repeated(names).map((key) => `${nameOf(key)} is expected twice.`),
    ...repeated(found).map((key) => `${nameOf(key)} has two outcomes.`),
    ...missing(names, found).map((key) => `${nameOf(key)} is expected and has no outcome.`),
    ...missing(found, names).map((key) => `${nameOf(key)} has an outcome and is not expected.`),
  ];
}

type Pair = Pick<ManifestOutcome, 'gate' | 'target'>;

function keyOf({ gate, target }: Pair): string {
  return JSON.stringify([gate, target]);
}

function nameOf(key: string): string {
  const [gate = '', target = ''] = JSON.parse(key) as string[];
  return pairName({ gate, target });
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

function missing(wanted: readonly string[], there: readonly string[]): string[] {
  const known = new Set(there);
  return [...new Set(wanted)].filter((name) => !known.has(name));
}

/** The fields that an outcome of a kind must have; it has none of the others. */
const FIELDS = {
  done: ['evidence'],
  skipped: ['reason'],
  broken: ['code', 'message', 'remedy'],
} as const;
const OPTIONAL = ['evidence', 'reason', 'code', 'message', 'remedy'] as const;

function checkFields(outcome: ManifestOutcome): string[] {
  const { status, gaps, findings } = outcome;
  const needed: readonly string[] = FIELDS[status];
  const problems = OPTIONAL.flatMap((field) => {
    const value = outcome[field];
    const isThere = value !== undefined && value !== null && value !== '';
    if (isThere === needed.includes(field)) return [];
    return [`${pairName(outcome)} is ${status} and has ${isThere ? 'a' : 'no'} ${field}.`];
  });
  if (status !== 'done' && (findings > 0 || gaps.length > 0))
    problems.push(`${pairName(outcome)} is ${status} and has findings or gaps.`);
  return problems;
}

function checkCounts(outcome: ManifestOutcome, hasBaseline: boolean): string[] {
  const { counts, newCounts, findings } = outcome;
  const name = pairName(outcome);
  const open = openCount(counts);
  const problems: string[] = [];
  if (findings !== open + counts.waived)
    problems.push(`${name} has ${findings} findings, and its counts make ${open + counts.waived}.`);
  if (newCounts === undefined && counts.new !== open)
    problems.push(`${name} has ${counts.new} new findings of ${open} and does not say which.`);
  if (newCounts === undefined) return problems;
  if (!hasBaseline) problems.push(`${name} tells new findings apart, and the run had no baseline.`);
  if (
    sumOf(newCounts) !== counts.new ||
    SEVERITIES.some((severity) => newCounts[severity] > counts[severity])
  )
    problems.push(`${name} counts its new findings in two ways.`);
  return problems;
}

/** Findings where the step says so and nowhere else, and no unknown step without a gap. */
function checkSteps({ checklists = [], ...outcome }: ManifestOutcome): string[] {
  const name = pairName(outcome);
  if (outcome.status !== 'done' && checklists.length > 0)
    return [`${name} is ${outcome.status} and has a checklist.`];
  return checklists.flatMap(({ subject, steps }) =>
    steps.flatMap(({ id, status, findings, waived, informational }) => {
      const step = `the step ${id} of ${subject}`;
      if ((status === 'findings') !== findings + waived > 0)
        return [`${name} says ${status} for ${step}, which has ${findings + waived} findings.`];
      const isGap = status === 'unknown' && !informational;
      return isGap && outcome.gaps.length === 0 ? [`${name} could not check ${step} and has no gap.`] : [];
    }),
  );
}

export function openCount(counts: Counts): number {
  return sumOf(counts);
}

function sumOf(counts: Readonly<Record<(typeof SEVERITIES)[number], number>>): number {
  let sum = 0;
  for (const severity of SEVERITIES) sum += counts[severity];
  return sum;
}

/** The runner's own check: it names every gap that a gate kept to itself, so that each is in the manifest. */
function checkProof(outcome: ManifestOutcome): string[] {
  const { evidence, gaps } = outcome;
  if (evidence === null) return [];
  const name = pairName(outcome);
  try {
    const known = new Set(gaps.map(({ code, message }) => `${code} ${message}`));
    const kept = checkEvidence(plain(evidence), gaps).filter(
      ({ code, message }) => !known.has(`${code} ${publicText(message, '')}`),
    );
    return kept.map(({ message }) => `${name} has a gap that it does not name: ${message}`);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [`${name} is done and proves nothing: ${error.message}`];
  }
}

function plain({ engines, expected, seen }: NonNullable<ManifestOutcome['evidence']>): Evidence {
  return { engines, expected, seen };
}
