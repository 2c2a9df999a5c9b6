import {
  type ManifestWaiver,
  type NotScanned,
  type Outcome,
  type Policy,
  type Report,
  type Verdict,
} from '@railgate/contract';

import { notCompared, type ComparedParts } from './compared-parts.js';
import type { PlacedWaiver } from './config/index.js';
import { isNothingStaged, type DiscoveryFacts } from './discovery-facts.js';
import { attachComments, commentsByLine } from './ignores/attach.js';
import { NO_IGNORES, type Ignores } from './ignores/collect.js';
import { judge } from './judge.js';
import { toManifest } from './manifest.js';
import { mergeParts } from './merge.js';
import { checkDataAge, type Part } from './part.js';
import { isEnforced, policyHash } from './policy.js';
import { waiverEntries } from './waivers/entries.js';
import { waiverLookup } from './waivers/lookup.js';
import { waiverWarnings } from './waivers/warnings.js';

/** All that a verdict and the reports depend on. Plain data. */
export interface JudgeInput {
  readonly discovery: DiscoveryFacts;
  /** In the order of the reports. */
  readonly parts: readonly Part[];
  readonly policy: Policy;
  readonly waivers: readonly PlacedWaiver[];
  /** What comments and other tools' files want ignored; nothing without it. */
  readonly ignores?: Ignores;
  /** Compares with the baseline; without it every finding stays `new`. Pure. */
  readonly compare?: ((parts: readonly Part[]) => ComparedParts) | undefined;
  /** Ids of the rules of all gates, so that a comment with a misspelt one is noticed. Asked where there are comments. */
  readonly ruleIds?: () => readonly string[];
  /** Not everything was planned, so that a waiver without use says little. */
  readonly narrowed?: boolean;
  readonly now: Date;
  readonly offline: boolean;
  /** Milliseconds; no limit without it. */
  readonly maxDataAge: number | undefined;
  /** Of the phases, in milliseconds. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface JudgedRun {
  readonly report: Report;
  readonly verdict: Verdict;
  /** In the order of the reports, as judged. */
  readonly parts: readonly Part[];
  readonly warnings: readonly string[];
}

/** Merges, judges and describes. Pure. */
export function judgeRun(input: JudgeInput): JudgedRun {
  const { policy, now, discovery, ignores = NO_IGNORES } = input;
  const waivers = input.waivers.map(({ waiver }) => waiver);
  const lookup = waiverLookup(waivers, now, policy.inlineIgnores ?? true);
  const checked = input.parts.map((part) => judgedPart(checkDataAge(part, now, input.maxDataAge), policy));
  const compared = (input.compare ?? notCompared)(checked);
  const parts = withComments(compared.parts, ignores, discovery);
  const outcomes = parts.map(({ outcome }) => outcome);
  const verdict = judge(outcomes, policy, waivers, now, discovery.gaps, isNothingStaged(discovery));
  const entries = waiverEntries({
    waivers: input.waivers,
    ignores,
    outcomes,
    discoveryGaps: discovery.gaps,
    lookup,
    policy,
    ruleIds: input.ruleIds ?? (() => []),
    now,
  });
  const manifest = toManifest({
    discovery,
    outcomes,
    notScanned: parts.flatMap(({ notScanned }): readonly NotScanned[] => notScanned),
    verdict,
    policy,
    policyHash: policyHash(policy, waivers),
    lookup,
    waivers: entries,
    baseline: compared.manifest,
    now,
    offline: input.offline,
    timings: { ...input.timings, ...timingsOf(parts) },
  });
  const merged = mergeParts(parts, lookup);
  const log = { ...merged, runs: [...merged.runs, ...compared.gone] };
  const warnings = [
    ...compared.warnings,
    ...waiverWarnings(entries, judgedEntries(input, outcomes)),
    ...ignores.warnings,
  ];
  return { report: { manifest, log }, verdict, parts, warnings };
}

/** Whether a gate is enforced is judged, not observed: a shard may have been scanned under another policy. */
function judgedPart(part: Part, policy: Policy): Part {
  const outcome: Outcome = { ...part.outcome, enforced: isEnforced(policy, part.outcome.gate) };
  return { ...part, outcome };
}

function timingsOf(parts: readonly Part[]): Record<string, number> {
  const scanned = parts.filter(({ duration }) => duration > 0);
  return Object.fromEntries(
    scanned.map(({ outcome, duration }) => [
      `${outcome.gate}/${outcome.target}`,
      Math.round(duration * 10) / 10,
    ]),
  );
}

/** The findings with the comments beside them. */
function withComments(parts: readonly Part[], { comments }: Ignores, { gaps }: DiscoveryFacts): Part[] {
  if (comments.length === 0) return [...parts];
  const commentsAt = commentsByLine(comments);
  const unreadable = new Set(gaps.flatMap(({ path }) => (path === undefined ? [] : [path])));
  return parts.map((part) => ({ ...part, outcome: attachComments(part.outcome, commentsAt, unreadable) }));
}

/** Only where the gate looked that a waiver is about does it mean something that it covers nothing. */
function judgedEntries(
  { narrowed = false }: JudgeInput,
  outcomes: readonly Outcome[],
): (entry: ManifestWaiver) => boolean {
  const done = new Set(outcomes.filter(({ status }) => status === 'done').map(({ gate }) => gate));
  const allDone = outcomes.every(({ status }) => status !== 'broken');
  return ({ selects }) => {
    const gate = selects['gate'] ?? /^([a-z][a-z0-9-]*)\//.exec(selects['rule'] ?? '')?.[1];
    return !narrowed && (gate === undefined ? allDone : done.has(gate));
  };
}
