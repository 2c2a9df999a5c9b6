import {
  GAPS,
  TOOL_NAME,
  VERSION,
  type Counts,
  type Gap,
  type Judged,
  type ManifestBaseline,
  type ManifestGap,
  type ManifestOutcome,
  type ManifestWaiver,
  type NotScanned,
  type Outcome,
  type Policy,
  type RunManifest,
  type Severity,
  type Verdict,
} from '@railgate/contract';

import { manifestChecklists } from './manifest-checklists.js';
import type { DiscoveryFacts } from './discovery-facts.js';
import { DISCOVER, severityCounts } from './judge.js';
import { isoDay } from './run-date.js';
import { findingAsWaivable, unknownAsWaivable, type WaiverLookup } from './waivers/lookup.js';

export interface ManifestParts {
  readonly discovery: DiscoveryFacts;
  /** In the order of the reports. */
  readonly outcomes: readonly Outcome[];
  /** Of the gates; those of the file list stand in `discovery`. */
  readonly notScanned: readonly NotScanned[];
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly policyHash: string;
  readonly lookup: WaiverLookup;
  readonly waivers: readonly ManifestWaiver[];
  readonly baseline: ManifestBaseline | null;
  readonly now: Date;
  readonly offline: boolean;
  /** Milliseconds. */
  readonly timings: Readonly<Record<string, number>>;
}

/** `run.json`. Deterministic: `timings` aside, equal parts give equal manifests. */
export function toManifest(parts: ManifestParts): RunManifest {
  const { discovery, policy, lookup } = parts;
  return {
    schemaVersion: '1.0.0',
    tool: { name: TOOL_NAME, version: VERSION },
    root: discovery.root,
    ...(discovery.selection && { selection: discovery.selection }),
    offline: parts.offline,
    date: isoDay(parts.now),
    discovery: {
      source: discovery.source,
      files: discovery.files,
      ignored: discovery.ignored,
      projects: discovery.projects.map(({ name, path, source }) => ({ name, path, source })),
      gaps: discovery.gaps.map((gap) => toGap(gap, DISCOVER.gate, DISCOVER.target, lookup)),
    },
    verdict: parts.verdict,
    policy: {
      hash: parts.policyHash,
      failOn: policy.failOn,
      newOnly: policy.newOnly,
      inlineIgnores: policy.inlineIgnores ?? true,
      gates: policy.gates,
    },
    expected: parts.outcomes.map(({ gate, target }) => ({ gate, target })),
    outcomes: parts.outcomes.map((outcome) => toOutcome(outcome, lookup)),
    waivers: parts.waivers,
    baseline: parts.baseline,
    notScanned: distinct([...discovery.notScanned, ...parts.notScanned]),
    timings: parts.timings,
  };
}

function toOutcome(outcome: Outcome, lookup: WaiverLookup): ManifestOutcome {
  const { gate, target, status, enforced } = outcome;
  const nothing = {
    gate,
    target,
    status,
    enforced,
    findings: 0,
    counts: countsOf([]),
    gaps: [],
    degraded: [],
    evidence: null,
  };
  if (outcome.status === 'skipped') return { ...nothing, reason: outcome.reason.message };
  if (outcome.status === 'broken') {
    return { ...nothing, code: outcome.code, message: outcome.message, remedy: outcome.remedy };
  }
  const { data = null, engines, expected, seen } = outcome.evidence;
  const present = outcome.findings.filter(({ state }) => state !== 'absent');
  const counted = present.map((finding) => ({
    ...finding,
    isWaived: lookup(findingAsWaivable(gate, target, finding)).length > 0,
  }));
  return {
    ...nothing,
    findings: present.length,
    counts: countsOf(counted),
    ...(present.some(({ state }) => state !== 'new') && { newCounts: newCountsOf(counted) }),
    gaps: outcome.gaps.map((gap) => toGap(gap, gate, target, lookup)),
    degraded: outcome.degraded,
    evidence: { engines, expected, seen, data },
    ...(outcome.checklists && { checklists: manifestChecklists(outcome.checklists, counted) }),
  };
}

type Counted = Pick<Judged, 'severity' | 'state'> & { readonly isWaived: boolean };

function countsOf(findings: readonly Counted[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, new: 0, waived: 0 };
  for (const { severity, state, isWaived } of findings) {
    counts[isWaived ? 'waived' : severity]++;
    if (!isWaived && state === 'new') counts.new++;
  }
  return counts;
}

function newCountsOf(findings: readonly Counted[]): Record<Severity, number> {
  const counts = severityCounts();
  for (const { severity, state, isWaived } of findings) if (!isWaived && state === 'new') counts[severity]++;
  return counts;
}

function toGap(
  { code, message, remedy, path, line }: Gap,
  gate: string,
  target: string,
  lookup: WaiverLookup,
): ManifestGap {
  return {
    code,
    message,
    remedy: remedy ?? GAPS[code].advice,
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
    waived: lookup(unknownAsWaivable(gate, target, code, path)).length > 0,
  };
}

/** Sorted; several gates may leave out the same file for the same reason. */
function distinct(entries: readonly NotScanned[]): NotScanned[] {
  const byKey = new Map(entries.map(({ path, reason }) => [`${path}\0${reason}`, { path, reason }]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
