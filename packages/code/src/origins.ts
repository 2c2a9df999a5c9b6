import type { Place } from '@railgate/contract';

import type { CorsPolicy } from './facts.js';
import { isAlways, isLiteral, possibleItems, possibleValues, textOf } from './possible.js';
import type { Value } from './value.js';

/** One origin that a CORS configuration lets in, as it is written. */
export interface OriginEntry {
  readonly text: string;
  readonly place: Place;
  readonly inList: boolean;
  /** It counts only where these variables are not set. */
  readonly unlessSet: readonly string[];
}

/** The origins that are written out. Development branches, computed ones and `*` aside are all there. */
export function originEntries({ origin }: CorsPolicy): readonly OriginEntry[] {
  if (origin.kind !== 'value') return [];
  return possibleItems(origin.value).flatMap(({ value, unlessSet, inList }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ text, unlessSet, inList, place: value.place }];
  });
}

/** Libraries that let every origin in when they are told nothing. */
const OPEN_BY_DEFAULT: ReadonlySet<string> = new Set([
  'cors', '@koa/cors', 'hono', '@fastify/cors', 'nestjs', 'socket.io', 'micro-cors', 'flask-cors', 'gin', 'spring',
  'rs/cors', 'go-chi/cors', 'echo', 'fiber', 'gorilla', 'iris',
]); // prettier-ignore
/** Libraries that take `*` in a list for an origin of that name, which no browser sends. */
const STAR_IS_A_NAME: ReadonlySet<string> = new Set(['cors', 'nestjs', 'socket.io', 'hono']);

/** Where a configuration lets every origin in, whatever is set; nothing where it does not, or nobody knows. */
export function opensToAll({ framework, origin }: CorsPolicy): Place | undefined {
  if (origin.kind === 'default') return OPEN_BY_DEFAULT.has(framework) ? origin.place : undefined;
  if (origin.kind !== 'value') return undefined;
  const { value } = origin;
  if (!isAlways(value, (one) => isStar(one, framework))) return undefined;
  return possibleValues(value)[0]?.value.place;
}

/** `*`, or a list that holds it where the library looks for it there. */
export function isStar(value: Value, framework: string): boolean {
  if (value.kind !== 'list') return isLiteral(value, '*');
  return !starIsAName(framework) && value.items.some((item) => isAlways(item, (one) => isLiteral(one, '*')));
}

export function starIsAName(framework: string): boolean {
  return STAR_IS_A_NAME.has(framework);
}

/** Credentials are allowed, and nothing can change that. A header says it as a text. */
export function allowsCredentials({ credentials }: CorsPolicy): boolean {
  return isAlways(credentials, (value) => isLiteral(value, true, 'true'));
}
