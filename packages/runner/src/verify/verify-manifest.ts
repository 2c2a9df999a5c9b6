import { EXIT, type RunManifest, type Verdict } from '@railgate/contract';

import { decide, type GateFacts } from '../decide.js';
import { isNothingStaged } from '../discovery-facts.js';
import { DISCOVER } from '../judge.js';
import { isExpired, unknownAsWaivable, waiverLookup } from '../waivers/lookup.js';
import { isoDay, startOfDay } from '../run-date.js';
import { checkOutcomes } from './check-outcomes.js';
import { checkPolicy } from './check-policy.js';
import { checkVerdict } from './check-verdict.js';
import { checkGlobs, checkWaivers, fileWaivers, findingsCovered } from './check-waivers.js';
import { manifestFacts } from './manifest-facts.js';
import { unprovenGates } from './unproven-gates.js';

export interface VerifyOptions {
  /** The day of the verification: waivers may have expired and data may have become old since the run. */
  readonly now: Date;
  /** Milliseconds; no limit without it. */
  readonly maxDataAge?: number | undefined;
  /** Gates that must be part of the run and proven, beside those that the run itself expects. */
  readonly gates?: readonly string[] | undefined;
}

export interface Verification {
  readonly exitCode: 0 | 1 | 2;
  /** What the manifest says that cannot be so, each a sentence. With any, nothing of it is believed. */
  readonly problems: readonly string[];
  /** What was proven on the day of the run and is not on the day of the verification, or never was. */
  readonly unproven: readonly string[];
  /** From the facts of the manifest, as of the day of the verification. */
  readonly verdict: Verdict;
}

/**
 * Judges a manifest again from its own facts. Believes nothing that follows from something else in it: counts, which
 * gaps are waived, the policy's hash and the verdict are worked out anew and must be what the manifest says.
 *
 * @param manifest one that follows `RUN_SCHEMA`.
 */
export function verifyManifest(manifest: RunManifest, options: VerifyOptions): Verification {
  const day = new Date(`${manifest.date}T00:00:00Z`);
  const unusable = [...checkDate(manifest, day), ...checkGlobs(manifest)];
  if (unusable.length > 0)
    return { exitCode: EXIT.incomplete, problems: unusable, unproven: [], verdict: manifest.verdict };
  const problems = [
    ...checkPolicy(manifest),
    ...checkOutcomes(manifest),
    ...checkWaivers(manifest, day),
    ...checkVerdict(manifest, rejudge(manifest, day)),
  ];
  const later = new Date(Math.max(day.getTime(), startOfDay(options.now).getTime()));
  const verdict = rejudge(manifest, later, options.maxDataAge);
  const unproven = [...expiredSince(manifest, day, later), ...unprovenGates(manifest, options.gates ?? [])];
  const isDoubtful = problems.length > 0 || (unproven.length > 0 && verdict.exitCode === EXIT.clean);
  return { exitCode: isDoubtful ? EXIT.incomplete : verdict.exitCode, problems, unproven, verdict };
}

function checkDate({ date }: RunManifest, day: Date): string[] {
  const isDay = !Number.isNaN(day.getTime()) && isoDay(day) === date;
  return isDay ? [] : [`The date of the run, ${date}, is no day.`];
}

function rejudge(manifest: RunManifest, day: Date, maxDataAge?: number): Verdict {
  const lookup = waiverLookup(fileWaivers(manifest), day);
  const facts: GateFacts[] = manifestFacts(manifest, lookup, { now: day, maxDataAge });
  const blind = unknownAsWaivable(DISCOVER.gate, DISCOVER.target, 'LOOKED_AT_NOTHING');
  return decide(facts, manifest.policy, {
    hasGates: manifest.outcomes.length > 0,
    nothingStaged: isNothingStaged(manifest.discovery),
    blindnessWaived: lookup(blind).length > 0,
  });
}

/** A manifest does not say how severe a waived finding is: when its waiver is over, nobody knows. */
function expiredSince(manifest: RunManifest, day: Date, later: Date): string[] {
  return manifest.waivers.flatMap((entry) => {
    const { expires = '', path, line = 1 } = entry;
    const isOver =
      entry.source === 'file' &&
      !isExpired({ expires }, isoDay(day)) &&
      isExpired({ expires }, isoDay(later));
    const covered = isOver ? findingsCovered(manifest, entry, day) : 0;
    if (covered === 0) return [];
    const what =
      covered === 1 ? 'the finding that it covered counts' : `the ${covered} findings that it covered count`;
    return [`The waiver at ${path}:${line} expired on ${expires}, and ${what} again: run the gates again.`];
  });
}
