import {
  didYouMean,
  type Gap,
  type ManifestWaiver,
  type Outcome,
  type Policy,
  type Waiver,
  type WaiverState,
} from '@railgate/contract';

import type { PlacedWaiver } from '../config/index.js';
import type { IgnoreComment } from '../ignores/comment.js';
import type { Ignores } from '../ignores/collect.js';
import type { ForeignIgnore } from '../ignores/foreign-entry.js';
import { DISCOVER } from '../judge.js';
import { isoDay } from '../run-date.js';
import { findingAsWaivable, isExpired, unknownAsWaivable, type Cover, type WaiverLookup } from './lookup.js';

export interface EntriesInput {
  readonly waivers: readonly PlacedWaiver[];
  readonly ignores: Ignores;
  /** With the comments beside their findings. */
  readonly outcomes: readonly Outcome[];
  readonly discoveryGaps: readonly Gap[];
  readonly lookup: WaiverLookup;
  readonly policy: Policy;
  /** Of all gates. Asked where there are comments. */
  readonly ruleIds: () => readonly string[];
  readonly now: Date;
}

/** Everything that let something through, or was meant to: the file's waivers, then comments, then other tools'. */
export function waiverEntries(input: EntriesInput): ManifestWaiver[] {
  const covered = countCovered(input);
  const { comments } = input.ignores;
  const known = comments.length > 0 ? knownRules(input) : new Map<string, string>();
  return [
    ...input.waivers.map((placed) => fileEntry(placed, covered.waivers.get(placed.waiver) ?? 0, input.now)),
    ...comments.map((comment) =>
      commentEntry(comment, covered.comments.get(commentKey(comment)) ?? 0, input.policy, known),
    ),
    ...input.ignores.foreign.map(foreignEntry),
  ];
}

interface Covered {
  readonly waivers: ReadonlyMap<Waiver, number>;
  readonly comments: ReadonlyMap<string, number>;
}

/** Two that cover the same thing both count it: neither is without use. */
function countCovered({ outcomes, discoveryGaps, lookup }: EntriesInput): Covered {
  const waivers = new Map<Waiver, number>();
  const comments = new Map<string, number>();
  const count = (covers: readonly Cover[]): void => {
    for (const cover of covers) {
      if ('waiver' in cover) waivers.set(cover.waiver, (waivers.get(cover.waiver) ?? 0) + 1);
      else comments.set(commentKey(cover.ignore), (comments.get(commentKey(cover.ignore)) ?? 0) + 1);
    }
  };
  for (const gap of discoveryGaps)
    count(lookup(unknownAsWaivable(DISCOVER.gate, DISCOVER.target, gap.code, gap.path)));
  for (const outcome of outcomes) for (const covers of coversOf(outcome, lookup)) count(covers);
  if (!outcomes.some(({ status }) => status === 'done'))
    count(lookup(unknownAsWaivable(DISCOVER.gate, DISCOVER.target, 'LOOKED_AT_NOTHING')));
  return { waivers, comments };
}

function coversOf(outcome: Outcome, lookup: WaiverLookup): (readonly Cover[])[] {
  const { gate, target } = outcome;
  if (outcome.status === 'skipped') return [];
  if (outcome.status === 'broken') return [lookup(unknownAsWaivable(gate, target, outcome.code))];
  return [
    ...outcome.gaps.map(({ code, path }) => lookup(unknownAsWaivable(gate, target, code, path))),
    ...outcome.findings
      .filter(({ state }) => state !== 'absent')
      .map((finding) => lookup(findingAsWaivable(gate, target, finding))),
  ];
}

const WARNING_DAYS = 14;
const DAY_MS = 86_400_000;

function fileEntry({ waiver, path, line }: PlacedWaiver, covers: number, now: Date): ManifestWaiver {
  const { reason, owner, expires, kind = 'accepted-risk', ...selects } = waiver;
  return {
    source: 'file',
    path,
    line,
    selects,
    kind,
    reason,
    owner,
    expires,
    state: stateOf(waiver, covers, now),
    covers,
  };
}

/** What becomes of a waiver of the file on a day. */
export function stateOf(waiver: Waiver, covers: number, now: Date): WaiverState {
  if (isExpired(waiver, isoDay(now))) return 'expired';
  if (covers === 0) return 'unused';
  const soon = isoDay(new Date(now.getTime() + WARNING_DAYS * DAY_MS));
  return waiver.expires <= soon ? 'expiring' : 'used';
}

function commentEntry(
  { path, line, rule, reason }: IgnoreComment,
  covers: number,
  policy: Policy,
  known: ReadonlyMap<string, string>,
): ManifestWaiver {
  const note = ruleNote(rule, known);
  const base = { source: 'comment', path, line, selects: rule === '' ? {} : { rule } } as const;
  const state = commentState(reason, note, covers, policy);
  return { ...base, reason: reason ?? null, state, covers, ...(note !== undefined && { note }) };
}

function commentState(
  reason: string | undefined,
  note: string | undefined,
  covers: number,
  { inlineIgnores = true }: Policy,
): WaiverState {
  if (!inlineIgnores) return 'forbidden';
  if (note !== undefined) return 'unknown-rule';
  if (reason === undefined) return 'no-reason';
  return covers > 0 ? 'used' : 'unused';
}

/** Ids of vulnerabilities are many, and a comment may stand beside a dependency: they are known by their form. */
const ADVISORY = /^[A-Z][A-Z0-9]*-[\w.:-]+$/;

function ruleNote(rule: string, known: ReadonlyMap<string, string>): string | undefined {
  if (rule === '') return 'The comment names no rule.';
  if (known.has(rule.toLowerCase()) || ADVISORY.test(rule)) return undefined;
  return `There is no rule ${rule}.${didYouMean(rule, [...known.values()])}`;
}

/** Ids by their lower-case form. */
function knownRules({ ruleIds, outcomes }: EntriesInput): Map<string, string> {
  const found = outcomes.flatMap((outcome) => (outcome.status === 'done' ? outcome.findings : []));
  return new Map([...ruleIds(), ...found.map(({ ruleId }) => ruleId)].map((id) => [id.toLowerCase(), id]));
}

function foreignEntry({ path, line, selects, note }: ForeignIgnore): ManifestWaiver {
  return {
    source: 'other-tool',
    path,
    ...(line !== undefined && { line }),
    selects,
    reason: null,
    state: 'no-reason',
    covers: 0,
    ...(note !== undefined && { note }),
  };
}

function commentKey({ path, line, rule }: Pick<IgnoreComment, 'path' | 'line' | 'rule'>): string {
  return `${path}\0${line}\0${rule}`;
}
