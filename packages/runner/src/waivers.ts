import { type Judged, type Waiver } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import { isoDay } from './run-date.js';

/** What a waiver may let through: a finding, a gap or a broken gate, in one shape. */
export interface Waivable {
  readonly gate: string;
  readonly target: string;
  /** A rule id, or an error or gap code. */
  readonly rule: string;
  readonly path?: string | undefined;
  readonly identity?: string | undefined;
  readonly kind: 'finding' | 'unknown';
}

/** The first waiver that covers, or nothing. */
export type WaiverLookup = (thing: Waivable) => Waiver | undefined;

/**
 * Which waiver covers what, on the day of the run. All selectors of a waiver must match, and one without any covers
 * nothing. What is unknown (a gap, a broken gate) is let through only by a waiver that names its code as `rule`:
 * one that was written for findings must not hide that nobody looked.
 */
export function waiverLookup(waivers: readonly Waiver[], now: Date): WaiverLookup {
  const today = isoDay(now);
  const valid = waivers.filter((waiver) => !isExpired(waiver, today)).map(compile);
  return (thing) => valid.find((waiver) => waiver.covers(thing))?.waiver;
}

export function findingAsWaivable(
  gate: string,
  target: string,
  finding: Pick<Judged, 'ruleId' | 'path' | 'identity'>,
): Waivable {
  const { ruleId, path, identity } = finding;
  return { gate, target, rule: ruleId, path, identity, kind: 'finding' };
}

/** Waivers whose last day is over. They cover nothing; whoever wrote them wants to know. */
export function expiredWaivers(waivers: readonly Waiver[], now: Date): Waiver[] {
  const today = isoDay(now);
  return waivers.filter((waiver) => isExpired(waiver, today));
}

/** The last day counts. A date of another form covers nothing: it cannot be compared. */
function isExpired(waiver: Waiver, today: string): boolean {
  return !/^\d{4}-\d\d-\d\d$/.test(waiver.expires) || waiver.expires < today;
}

function compile(waiver: Waiver): { waiver: Waiver; covers: (thing: Waivable) => boolean } {
  const { gate, target, rule, path, identity } = waiver;
  const hasSelector = [gate, target, rule, path, identity].some((selector) => selector !== undefined);
  const matchesPath = path === undefined ? undefined : globMatcher([path]);
  const covers = (thing: Waivable): boolean =>
    hasSelector &&
    (thing.kind === 'finding' || rule !== undefined) &&
    (gate === undefined || gate === thing.gate) &&
    (target === undefined || target === thing.target) &&
    (rule === undefined || rule === thing.rule) &&
    (identity === undefined || identity === thing.identity) &&
    (matchesPath === undefined || (thing.path !== undefined && matchesPath(thing.path)));
  return { waiver, covers };
}
