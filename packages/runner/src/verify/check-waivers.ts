import {
  UsageError,
  type ManifestOutcome,
  type ManifestWaiver,
  type RunManifest,
  type Waiver,
} from '@railgate/contract';

import { globMatcher } from '@railgate/kit';

import { DISCOVER } from '../judge.js';
import { unknownAsWaivable, waiverLookup } from '../waivers/lookup.js';
import { stateOf } from '../waivers/entries.js';
import { pairName } from './pair-name.js';

/** The waivers of the file as they were read; comments and other tools' entries are none. */
export function fileWaivers({ waivers }: Pick<RunManifest, 'waivers'>): Waiver[] {
  return waivers.filter(({ source }) => source === 'file').map(waiverOf);
}

function waiverOf({ selects, reason, owner = '', expires = '', kind }: ManifestWaiver): Waiver {
  return { ...selects, ...(kind && { kind }), reason: reason ?? '', owner, expires };
}

/** A glob that cannot be compiled was never in a waivers file. */
export function checkGlobs({ waivers }: RunManifest): string[] {
  return waivers.flatMap(({ source, selects, path, line = 1 }) => {
    try {
      if (source === 'file' && selects['path'] !== undefined) globMatcher([selects['path']]);
      return [];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return [`The waiver at ${path}:${line} has a path that no waiver can have: ${error.message}`];
    }
  });
}

/** Entries are in the state that their facts give, and cover neither more nor less than is waived. */
export function checkWaivers(manifest: RunManifest, day: Date): string[] {
  return [
    ...manifest.waivers.flatMap((entry) => checkEntry(entry, manifest, day)),
    ...checkGaps(manifest, day),
    ...checkCovered(manifest, day),
  ];
}

const SELECTORS = new Set(['gate', 'target', 'rule', 'path', 'identity', 'advisory', 'purl']);

function checkEntry(entry: ManifestWaiver, manifest: RunManifest, day: Date): string[] {
  const { source, state, covers, reason } = entry;
  const at = `${entry.path}:${entry.line ?? 1}`;
  const isUsed = state === 'used' || state === 'expiring';
  if (isUsed !== covers > 0) return [`The entry at ${at} is ${state} and covers ${covers}.`];
  if (isUsed && (reason === null || reason === ''))
    return [`The entry at ${at} is ${state} without a reason.`];
  if (source === 'other-tool')
    return isUsed ? [`The entry at ${at} is another tool's and covers something.`] : [];
  if (source === 'comment') {
    const forbidden = !manifest.policy.inlineIgnores;
    return forbidden === (state === 'forbidden')
      ? []
      : [`The comment at ${at} is ${state}, against the policy.`];
  }
  return checkFileEntry(entry, at, day);
}

function checkFileEntry(entry: ManifestWaiver, at: string, day: Date): string[] {
  const { state, covers, owner, expires, kind, selects, reason } = entry;
  if (!owner || !expires || !kind || !reason)
    return [
      `The waiver at ${at} has no ${!owner ? 'owner' : !expires ? 'expiry' : !kind ? 'kind' : 'reason'}.`,
    ];
  const odd = Object.keys(selects).find((key) => !SELECTORS.has(key));
  if (odd !== undefined) return [`The waiver at ${at} selects by ${odd}, which no waiver does.`];
  const expected = stateOf(waiverOf(entry), covers, day);
  if (state !== expected) return [`The waiver at ${at} is ${state}, and on that day it was ${expected}.`];
  return [];
}

function checkGaps(manifest: RunManifest, day: Date): string[] {
  const lookup = waiverLookup(fileWaivers(manifest), day);
  return unknownsOf(manifest).flatMap(({ name, gate, target, code, path, waived }) => {
    if (waived === undefined) return [];
    const isWaived = lookup(unknownAsWaivable(gate, target, code, path)).length > 0;
    if (isWaived === waived) return [];
    return [`The gap ${code} of ${name} is ${waived ? '' : 'not '}waived, against the waivers.`];
  });
}

/** Waived findings are as many as something covers; two entries may cover the same one. */
function checkCovered(manifest: RunManifest, day: Date): string[] {
  const used = manifest.waivers
    .filter(({ covers }) => covers > 0)
    .map((entry) => ({ entry, covers: findingsCovered(manifest, entry, day) }));
  const waived = manifest.outcomes.reduce((sum, { counts }) => sum + counts.waived, 0);
  const wrong = used
    .filter(({ covers }) => covers < 0 || covers > waived)
    .map(
      ({ entry }) =>
        `The entry at ${entry.path}:${entry.line ?? 1} covers ${entry.covers}, which is not there.`,
    );
  const bare = manifest.outcomes.filter((outcome) => {
    const fitting = used.filter(({ entry, covers }) => covers > 0 && mayCover(entry, outcome));
    return fitting.reduce((sum, { covers }) => sum + covers, 0) < outcome.counts.waived;
  });
  return [
    ...wrong,
    ...bare.map((outcome) => `${pairName(outcome)} has waived findings that nothing covers.`),
  ];
}

function mayCover({ selects }: ManifestWaiver, { gate, target }: ManifestOutcome): boolean {
  return (selects['gate'] ?? gate) === gate && (selects['target'] ?? target) === target;
}

/** How many of what an entry covers are findings: gaps and broken gates can be counted, the rest is them. */
export function findingsCovered(manifest: RunManifest, entry: ManifestWaiver, day: Date): number {
  if (entry.source !== 'file') return entry.covers;
  const lookup = waiverLookup([waiverOf(entry)], day);
  const unknowns = unknownsOf(manifest).filter(
    ({ gate, target, code, path }) => lookup(unknownAsWaivable(gate, target, code, path)).length > 0,
  );
  return entry.covers - unknowns.length;
}

interface NamedUnknown {
  readonly name: string;
  readonly gate: string;
  readonly target: string;
  readonly code: string;
  readonly path?: string | undefined;
  /** As the manifest says it; of a broken gate it says nothing. */
  readonly waived?: boolean;
}

/** Everything that could not be checked. */
function unknownsOf({ discovery, outcomes }: RunManifest): NamedUnknown[] {
  const unknowns: NamedUnknown[] = discovery.gaps.map(({ code, path, waived }) => ({
    name: 'the file list',
    ...DISCOVER,
    code,
    path,
    waived,
  }));
  for (const outcome of outcomes) {
    const { gate, target, gaps, status, code } = outcome;
    const of = { name: pairName(outcome), gate, target };
    for (const gap of gaps) unknowns.push({ ...of, code: gap.code, path: gap.path, waived: gap.waived });
    if (status === 'broken' && code !== undefined) unknowns.push({ ...of, code });
  }
  const isBlind = !outcomes.some(({ status }) => status === 'done');
  return isBlind ? [...unknowns, { name: 'the run', ...DISCOVER, code: 'LOOKED_AT_NOTHING' }] : unknowns;
}
