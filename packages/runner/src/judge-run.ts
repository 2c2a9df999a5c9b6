import {
  cleanText,
  type NotScanned,
  type Outcome,
  type Policy,
  type Report,
  type Verdict,
  type Waiver,
} from '@railgate/contract';

import type { DiscoveryFacts } from './discovery-facts.js';
import { judge } from './judge.js';
import { toManifest } from './manifest.js';
import { mergeParts } from './merge.js';
import { checkDataAge, type Part } from './part.js';
import { isEnforced, policyHash } from './policy.js';
import { expiredWaivers, waiverLookup } from './waivers.js';

/** All that a verdict and the reports depend on. Plain data. */
export interface JudgeInput {
  readonly discovery: DiscoveryFacts;
  /** In the order of the reports. */
  readonly parts: readonly Part[];
  readonly policy: Policy;
  readonly waivers: readonly Waiver[];
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
  const { policy, waivers, now, discovery } = input;
  const lookup = waiverLookup(waivers, now);
  const parts = input.parts.map((part) => judgedPart(checkDataAge(part, now, input.maxDataAge), policy));
  const outcomes = parts.map(({ outcome }) => outcome);
  const verdict = judge(outcomes, policy, waivers, now, discovery.gaps);
  const manifest = toManifest({
    discovery,
    outcomes,
    notScanned: parts.flatMap(({ notScanned }): readonly NotScanned[] => notScanned),
    verdict,
    policy,
    policyHash: policyHash(policy, waivers),
    lookup,
    now,
    offline: input.offline,
    timings: { ...input.timings, ...timingsOf(parts) },
  });
  const warnings = expiredWaivers(waivers, now).map(expiryWarning);
  return { report: { manifest, log: mergeParts(parts, lookup) }, verdict, parts, warnings };
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

function expiryWarning({ owner, expires, reason }: Waiver): string {
  return `A waiver of ${cleanText(owner)} expired on ${cleanText(expires)} and covers nothing: ${cleanText(reason)}`;
}
