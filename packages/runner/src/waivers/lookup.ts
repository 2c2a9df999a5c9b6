import { addTo, type InlineIgnore, type Judged, type Waiver } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import { isoDay } from '../run-date.js';
import { parsePurl, purlCovers, type Purl } from './purl.js';

/** What a waiver may let through: a finding, a gap or a broken gate, in one shape. */
export interface Waivable {
  readonly gate: string;
  readonly target: string;
  /** A rule id, or an error or gap code. */
  readonly rule: string;
  readonly path?: string | undefined;
  readonly identity?: string | undefined;
  /** Every id of a vulnerability. */
  readonly advisories?: readonly string[] | undefined;
  readonly purl?: string | undefined;
  readonly inlineIgnore?: InlineIgnore | undefined;
  readonly kind: 'finding' | 'unknown';
}

/** What lets something through. */
export type Cover = { readonly waiver: Waiver } | { readonly ignore: InlineIgnore };

/** Everything that covers: waivers in their order, then the comment. Empty: it counts. */
export type WaiverLookup = (thing: Waivable) => readonly Cover[];

/**
 * What covers what, on the day of the run. All selectors of a waiver must match, and one without any covers nothing.
 * What is unknown (a gap, a broken gate) is let through only by a waiver that names its code as `rule`: one that was
 * written for findings must not hide that nobody looked. A comment covers findings only, and none without a reason.
 *
 * @param inlineIgnores whether comments count.
 */
export function waiverLookup(waivers: readonly Waiver[], now: Date, inlineIgnores = true): WaiverLookup {
  const today = isoDay(now);
  const valid = waivers.filter((waiver) => !isExpired(waiver, today));
  const byRule = new Map<string | undefined, Compiled[]>();
  for (const [order, waiver] of valid.entries()) {
    addTo(byRule, waiver.rule, { order, waiver, covers: compile(waiver) });
  }
  const anyRule = byRule.get(undefined) ?? [];
  return (thing) => {
    const candidates = [...(byRule.get(thing.rule) ?? []), ...(thing.kind === 'finding' ? anyRule : [])];
    const covers: Cover[] = candidates.filter(({ covers: matches }) => matches(thing)).sort(byOrder);
    const ignore = inlineIgnores && thing.kind === 'finding' ? thing.inlineIgnore : undefined;
    return ignore?.reason === undefined ? covers : [...covers, { ignore }];
  };
}

export function findingAsWaivable(
  gate: string,
  target: string,
  finding: Pick<Judged, 'ruleId' | 'path' | 'identity' | 'advisories' | 'purl' | 'inlineIgnore'>,
): Waivable {
  const { ruleId, path, identity, advisories, purl, inlineIgnore } = finding;
  return { gate, target, rule: ruleId, path, identity, advisories, purl, inlineIgnore, kind: 'finding' };
}

/** A gap or a broken gate, as a waiver sees it. */
export function unknownAsWaivable(gate: string, target: string, code: string, path?: string): Waivable {
  return { gate, target, rule: code, path, kind: 'unknown' };
}

/** The last day counts. A date of another form covers nothing: it cannot be compared. */
export function isExpired({ expires }: Pick<Waiver, 'expires'>, today: string): boolean {
  return !/^\d{4}-\d\d-\d\d$/.test(expires) || expires < today;
}

interface Compiled {
  readonly order: number;
  readonly waiver: Waiver;
  readonly covers: (thing: Waivable) => boolean;
}

function byOrder(a: { readonly order: number }, b: { readonly order: number }): number {
  return a.order - b.order;
}

function compile({ gate, target, rule, path, identity, advisory, purl }: Waiver): Compiled['covers'] {
  const selectors = [gate, target, rule, path, identity, advisory, purl];
  if (selectors.every((selector) => selector === undefined)) return () => false;
  const matchesPath = path === undefined ? undefined : globMatcher([path]);
  const id = advisory?.toLowerCase();
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  if (purl !== undefined && parsed === undefined) return () => false;
  return (thing) =>
    (rule === undefined || rule === thing.rule) &&
    (gate === undefined || gate === thing.gate) &&
    (target === undefined || target === thing.target) &&
    (identity === undefined || identity === thing.identity) &&
    (id === undefined || isAbout(id, thing)) &&
    (parsed === undefined || isOf(parsed, thing)) &&
    (matchesPath === undefined || (thing.path !== undefined && matchesPath(thing.path)));
}

/** The rule id of a vulnerability is one of its ids. */
function isAbout(id: string, { rule, advisories = [], kind }: Waivable): boolean {
  return kind === 'finding' && [rule, ...advisories].some((one) => one.toLowerCase() === id);
}

function isOf(selector: Purl, { purl }: Waivable): boolean {
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  return parsed !== undefined && purlCovers(selector, parsed);
}
