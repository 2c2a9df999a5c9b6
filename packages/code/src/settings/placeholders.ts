import type { Place } from '@railgate/contract';

import { joined, withFallback } from '../combine-values.js';
import type { Value } from '../value.js';

/** What a name in a placeholder stands for where a file says it: another setting. */
export type Lookup = (name: string) => Value | undefined;

/** Placeholders in placeholders; deeper is not written by people. */
const DEPTH_LIMIT = 8;

/**
 * A text with placeholders: `${PORT:8080}`, `jdbc:postgresql://${DB_HOST:localhost}/app`, HOCON's `${?PORT}`, Ktor's
 * `$PORT:8080`. Spring looks for `${app.url}` among the settings and in the environment, where it is APP_URL. What
 * `#{…}` computes is unknown.
 */
export function valueOfText(text: string, place: Place, lookup: Lookup, depth = 0): Value {
  const ktor = /^\$([A-Z][A-Z0-9_]{0,60})(?::(.{0,500}))?$/.exec(text);
  if (ktor?.[1] !== undefined) return read(ktor[1], ktor[2], place, lookup, depth);
  if (text.includes('#{') || depth > DEPTH_LIMIT) return { kind: 'unknown', place };
  const parts: Value[] = [];
  let at = 0;
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', at)) {
    const to = endOf(text, from);
    if (to < 0) break;
    if (from > at) parts.push(literal(text.slice(at, from), place));
    const [name, fallback] = splitName(text.slice(from + 2, to));
    parts.push(read(name, fallback, place, lookup, depth));
    at = to + 1;
  }
  if (at < text.length) parts.push(literal(text.slice(at), place));
  const [only] = parts;
  if (!only) return literal(text, place);
  return parts.length === 1 ? only : joined(parts, place);
}

/** Of the placeholder that begins at `from`. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/** The first colon ends the name; Micronaut writes the rest in backticks, HOCON a question mark in front. */
function splitName(inside: string): [string, string | undefined] {
  const colon = inside.indexOf(':');
  const name = (colon < 0 ? inside : inside.slice(0, colon)).trim().replace(/^\?/, '');
  return [name, colon < 0 ? undefined : inside.slice(colon + 1).replace(/^`(.*)`$/, '$1')];
}

function read(
  name: string,
  fallback: string | undefined,
  place: Place,
  lookup: Lookup,
  depth: number,
): Value {
  const setting = lookup(name);
  if (setting) return setting;
  const value: Value = { kind: 'env', names: [environmentName(name)], place };
  if (fallback === undefined) return value;
  return withFallback(value, valueOfText(fallback, place, lookup, depth + 1));
}

/** `app.front-end.url` is APP_FRONT_END_URL in a placeholder; items of lists have their number. */
export function environmentName(name: string): string {
  return name.replace(/\]/g, '').replace(/[.[-]/g, '_').toUpperCase();
}

function literal(text: string, place: Place): Value {
  return { kind: 'literal', value: text, place };
}
