import { compareText } from '@railgate/contract';
import { canonicalText, isObject, listOf, own, setOwn, type Json, type JsonObject } from './json.js';
import { MERGED_FROM } from './space.js';

/** The distinct values among these, sorted; of equal ones the smallest text. */
export function uniteValues(values: readonly Json[]): Json[] {
  const byText = new Map<string, Json>();
  for (const value of values) {
    const key = canonicalText(value);
    const known = byText.get(key);
    if (known === undefined || JSON.stringify(value) < JSON.stringify(known)) byText.set(key, value);
  }
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

/** The properties of logs as one bag: the last in the order of their texts, beside all of them where they differ. */
export function mergeProperties(bags: readonly JsonObject[]): JsonObject | undefined {
  const all = uniteValues(bags.flatMap(bagsOf)).filter(isObject);
  const chosen = all.at(-1);
  return all.length > 1 ? { ...chosen, [MERGED_FROM]: all } : chosen;
}

function bagsOf(bag: JsonObject): JsonObject[] {
  const plain: JsonObject = {};
  for (const key of Object.keys(bag)) if (key !== MERGED_FROM) setOwn(plain, key, bag[key]);
  return [plain, ...listOf(own(bag, MERGED_FROM)).filter(isObject)];
}
