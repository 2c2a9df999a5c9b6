import type { FunctionInfo } from '../syntax/module-index.js';
import type { PyNode } from '../syntax/node.js';

/** What a value can do harm in. A check may make it harmless for one and not for another. */
export const HAZARDS = [
  'code',
  'command',
  'sql',
  'path',
  'html',
  'redirect',
  'deserialization',
  'regex',
] as const;
export type Hazard = (typeof HAZARDS)[number];

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value came in that somebody outside chooses. */
export interface Taint {
  /** `request`: anybody who reaches the service; `local`: who starts the program; `network`: another service. */
  readonly kind: 'request' | 'local' | 'network';
  readonly at: Span;
  /** The expression as written, shortened. */
  readonly label: string;
  /** Assignments on the way, the first ones. */
  readonly via: readonly Span[];
  readonly clean: ReadonlySet<Hazard>;
}

/** A credential that must not be logged. */
export interface Secret {
  readonly at: Span;
  readonly label: string;
}

/** What is known of an expression's value. Everything is optional: an empty object knows nothing. */
export interface Value {
  readonly taint?: Taint | undefined;
  readonly secret?: Secret | undefined;
  /** The constant text that it is. */
  readonly text?: string | undefined;
  /** The constant text that it begins with. */
  readonly prefix?: string | undefined;
  /** All constant text in it, for questions such as "is it SQL?". */
  readonly constants?: string | undefined;
  /** What it stands for: `subprocess.run`, `requests.Session()` for an object of that class. */
  readonly name?: string | undefined;
  /** Known keys or attributes. */
  readonly fields?: ReadonlyMap<string, Value> | undefined;
  readonly items?: readonly Value[] | undefined;
  readonly function?: FunctionInfo | undefined;
  /** Where the value was written, for constants. */
  readonly node?: PyNode | undefined;
  /** A path from which `..` and symbolic links are gone. */
  readonly resolved?: boolean | undefined;
  /** The access path that was checked, when this value is true: the result of `re.fullmatch(…, x)`. */
  readonly proves?: string | undefined;
}

export const UNKNOWN: Value = {};
const VIA_LIMIT = 4;

/** Taint of a value that is made of several: the one that is clean for least. */
export function joinTaint(a: Taint | undefined, b: Taint | undefined): Taint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === b) return a;
  const rank = { request: 0, local: 1, network: 2 } as const;
  const [strong, weak] = rank[a.kind] <= rank[b.kind] ? [a, b] : [b, a];
  if (strong.kind !== weak.kind || strong.clean.size === 0) return strong;
  if (weak.clean.size < strong.clean.size) return joinSame(weak, strong);
  return joinSame(strong, weak);
}

function joinSame(kept: Taint, other: Taint): Taint {
  const clean = [...kept.clean].filter((hazard) => other.clean.has(hazard));
  return clean.length === kept.clean.size ? kept : { ...kept, clean: new Set(clean) };
}

/** What a variable may hold after either of two branches. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b) return a;
  return {
    taint: joinTaint(a.taint, b.taint),
    secret: a.secret ?? b.secret,
    text: a.text === b.text ? a.text : undefined,
    prefix: a.prefix === b.prefix ? a.prefix : undefined,
    constants:
      a.constants === b.constants ? a.constants : `${a.constants ?? ''} ${b.constants ?? ''}`.slice(0, 2000),
    name: a.name ?? b.name,
    fields: a.fields ?? b.fields,
    items: a.items ?? b.items,
    function: a.function === b.function ? a.function : undefined,
    resolved: a.resolved === true && b.resolved === true,
  };
}

/** Carries taint and secrets of the parts and nothing else. */
export function mixed(parts: readonly Value[]): Value {
  let taint: Taint | undefined;
  let secret: Secret | undefined;
  for (const part of parts) {
    taint = joinTaint(taint, part.taint);
    secret ??= part.secret;
  }
  return taint === undefined && secret === undefined ? UNKNOWN : { taint, secret };
}

export function cleaned(value: Value, hazards: readonly Hazard[] | 'all'): Value {
  if (value.taint === undefined) return value;
  if (hazards === 'all') return { ...value, taint: undefined };
  const clean = new Set([...value.taint.clean, ...hazards]);
  return { ...value, taint: { ...value.taint, clean } };
}

/** The value once more, with the assignment it went through. */
export function through(value: Value, at: Span): Value {
  const { taint } = value;
  if (taint === undefined || taint.via.length >= VIA_LIMIT) return value;
  if (taint.via.some((span) => span.start === at.start)) return value;
  return { ...value, taint: { ...taint, via: [...taint.via, at] } };
}

/** The taint that reaches a place where `hazard` does harm. */
export function reaching(value: Value, hazard: Hazard): Taint | undefined {
  return value.taint !== undefined && !value.taint.clean.has(hazard) ? value.taint : undefined;
}

/** Taint anywhere in the value: in a list's items and a dictionary's entries too. */
export function deepTaint(value: Value, hazard: Hazard): Taint | undefined {
  const own = reaching(value, hazard);
  if (own !== undefined) return own;
  for (const item of value.items ?? []) {
    const found = deepTaint(item, hazard);
    if (found !== undefined) return found;
  }
  return undefined;
}
