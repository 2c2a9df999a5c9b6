import { canonicalText, isObject, type Json } from './json.js';
import type { Shape } from './shape.js';

/** Takes the second of two equal elements out of arrays that may hold no value twice. Says whether there was one. */
export function dropRepeats(value: Json | undefined, shape: Shape): boolean {
  if (Array.isArray(value)) return (value as Json[]).map((item) => dropRepeats(item, shape)).includes(true);
  if (!isObject(value)) return false;
  let dropped = false;
  for (const [key, child] of shape.children) {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    if (inner === undefined) continue;
    // Inside first: that may be what made two of them different.
    if (dropRepeats(inner, child)) dropped = true;
    if (!shape.unique.has(key) || !Array.isArray(inner)) continue;
    const distinct = firstOfEach(inner as Json[]);
    if (distinct.length === inner.length) continue;
    value[key] = distinct;
    dropped = true;
  }
  return dropped;
}

function firstOfEach(values: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = canonicalText(value);
    return !seen.has(text) && seen.add(text);
  });
}
