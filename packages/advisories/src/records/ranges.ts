import type { Scheme } from '../versions/scheme.js';
import { fieldsOf, listOf } from './json.js';
import type { StoredInterval, StoredRange } from './stored.js';

/** Before every version, pre-releases of 0 too (ossf.github.io/osv-schema, "affected[].ranges[].events"). */
const START = '0';
/** A limit that is none. */
const NO_LIMIT = '*';

type EventKind = 'introduced' | 'fixed' | 'last_affected' | 'limit';

interface Event {
  readonly kind: EventKind;
  readonly text: string;
  /** Nothing for the start. */
  readonly version: unknown;
}

/**
 * Events in the order of their versions, as intervals: what the schema's algorithm ("Evaluation") says of a version is
 * then a question of two comparisons.
 *
 * @returns nothing where an event cannot be read
 */
export function compileRange(events: unknown, scheme: Scheme): StoredRange | undefined {
  const read = listOf(events).map((event) => readEvent(event, scheme));
  if (read.length === 0 || read.includes(undefined)) return undefined;
  const known = (read as Event[]).flat();
  const limits = known
    .filter(({ kind, text }) => kind === 'limit' && text !== NO_LIMIT)
    .map(({ text }) => text);
  const unlimited =
    limits.length === 0 || known.some(({ kind, text }) => kind === 'limit' && text === NO_LIMIT);
  return {
    in: intervalsOf(known.filter(({ kind }) => kind !== 'limit').sort(byVersion(scheme))),
    ...(!unlimited && { limits }),
  };
}

function readEvent(event: unknown, scheme: Scheme): Event | undefined {
  const entries = Object.entries(fieldsOf(event));
  const [kind, text] = entries[0] ?? [];
  if (entries.length !== 1 || !isKind(kind) || typeof text !== 'string') return undefined;
  if ((kind === 'introduced' && text === START) || (kind === 'limit' && text === NO_LIMIT))
    return { kind, text, version: undefined };
  const version = scheme.parse(text);
  return version === undefined ? readEnd(kind, text, scheme) : { kind, text, version };
}

/** Rather one version too many than one too few. */
function readEnd(kind: EventKind, written: string, scheme: Scheme): Event | undefined {
  const text = kind === 'fixed' || kind === 'last_affected' ? scheme.latestMeant?.(written) : undefined;
  return text === undefined ? undefined : { kind: 'last_affected', text, version: scheme.parse(text) };
}

function isKind(kind: string | undefined): kind is EventKind {
  return kind === 'introduced' || kind === 'fixed' || kind === 'last_affected' || kind === 'limit';
}

/** At the same version, what is affected up to it begins before it ends; all else stays as the record has it. */
function byVersion(scheme: Scheme): (a: Event, b: Event) => number {
  return (a, b) => {
    if (a.version === undefined || b.version === undefined)
      return Number(a.version !== undefined) - Number(b.version !== undefined);
    const order = scheme.compare(a.version, b.version);
    return order === 0 ? Number(a.kind === 'last_affected') - Number(b.kind === 'last_affected') : order;
  };
}

function intervalsOf(events: readonly Event[]): StoredInterval[] {
  const intervals: StoredInterval[] = [];
  let from: string | undefined;
  for (const { kind, text } of events) {
    if (kind === 'introduced') from ??= text;
    else if (from !== undefined) {
      intervals.push(kind === 'fixed' ? [from, text] : [from, null, text]);
      from = undefined;
    }
  }
  if (from !== undefined) intervals.push([from]);
  return intervals;
}

/** The interval that holds the version, where one does. */
export function intervalWith(range: StoredRange, asked: unknown, scheme: Scheme): StoredInterval | undefined {
  const compare = (text: string): number => {
    const version = scheme.parse(text);
    return scheme.compare(scheme.against?.(asked, version) ?? asked, version);
  };
  if (range.limits && !range.limits.some((limit) => compare(limit) < 0)) return undefined;
  return range.in.find(([introduced, fixed, lastAffected]) => {
    if (introduced !== START && compare(introduced) < 0) return false;
    if (fixed) return compare(fixed) < 0;
    return lastAffected === undefined || compare(lastAffected) <= 0;
  });
}
