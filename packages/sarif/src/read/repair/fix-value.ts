import { isObject } from '@railgate/contract';

import { drop } from './drop.js';
import { mendAbsoluteUri, mendDateTime, mendUriReference, mendUuid } from './formats.js';
import { equalityTexts, setOwn, type JsonObject } from './json.js';
import { kebab } from './kebab.js';
import type { Note } from './notes.js';
import { isIndexedArray, isRemoved, put, takeItem, type Target } from './target.js';

/** A property that SARIF does not know belongs into the property bag (SARIF 3.8). */
export function fixUnknownProperty(target: Target, note: Note): void {
  const key = String(target.error.params['additionalProperty']);
  const owner = target.value;
  if (!isObject(owner) || !Object.hasOwn(owner, key)) return;
  const bag = owner['properties'] ?? {};
  // Its own error of this round mends it; the next round comes back here.
  if (!isObject(bag)) return;
  if (!Object.hasOwn(bag, key)) setOwn(bag, key, owner[key]);
  else setOwn(bag, `railgate/${key}`, owner[key]);
  Reflect.deleteProperty(owner, key);
  owner['properties'] = bag;
  note(
    'property-unknown',
    'A property that SARIF does not know was moved into `properties`.',
    target.error.instancePath,
  );
}

/** One of a list of words. */
export function fixEnum(target: Target, note: Note): void {
  const { value, name, error } = target;
  const allowed = Array.isArray(error.params['allowedValues'])
    ? error.params['allowedValues'].map(String)
    : [];
  const word = findWord(value, name, allowed);
  const code = `${kebab(name)}-unknown`;
  if (word === undefined) {
    note(code, `\`${name}\` was none of ${allowed.join(', ')}; dropped.`, error.instancePath);
    return drop(target);
  }
  note(code, `\`${name}\` was none of ${allowed.join(', ')}; replaced by ${word}.`, error.instancePath);
  put(target, word);
}

function findWord(value: unknown, name: string, allowed: readonly string[]): string | undefined {
  const given = typeof value === 'string' ? value.toLowerCase() : '';
  const same = allowed.find((word) => word.toLowerCase() === given);
  if (same !== undefined) return same;
  if (name === 'level') return LEVELS.get(given);
  // Without a status a suppression counts as accepted (SARIF 3.35.3): nobody said that.
  return name === 'status' ? 'underReview' : undefined;
}

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['critical', 'error'],
  ['fatal', 'error'],
  ['high', 'error'],
  ['medium', 'warning'],
  ['moderate', 'warning'],
  ['warn', 'warning'],
  ['low', 'note'],
  ['info', 'note'],
  ['information', 'note'],
  ['informational', 'note'],
]);

export function fixRange(target: Target, note: Note): void {
  const { name, error } = target;
  const isPlace = error.keyword === 'minimum' && error.params['limit'] === 1;
  const code = `${kebab(name)}-${isPlace ? 'not-positive' : 'out-of-range'}`;
  note(code, `\`${name}\` ${error.message ?? 'is out of range'}; dropped.`, error.instancePath);
  drop(target);
}

export function fixFormat(target: Target, note: Note): void {
  const { value, name, error } = target;
  const format = String(error.params['format']);
  const mended = typeof value === 'string' ? MENDERS[format]?.(value) : undefined;
  const what = `\`${name}\` is no ${format}`;
  note(
    `${kebab(name)}-invalid`,
    `${what}; ${mended === undefined ? 'dropped' : 'mended'}.`,
    error.instancePath,
  );
  if (mended === undefined || mended === value) drop(target);
  else put(target, mended);
}

const MENDERS: Readonly<Record<string, (text: string) => string | undefined>> = {
  uri: mendAbsoluteUri,
  'uri-reference': mendUriReference,
  'date-time': mendDateTime,
  uuid: mendUuid,
};

/** Equal items: one stays; where indices count on all of them, the later ones are told apart by a property. */
export function fixRepeated(target: Target, note: Note): void {
  const { value, name, key, error } = target;
  if (!Array.isArray(value)) return;
  const owner = error.instancePath.split('/').at(-2);
  const isIndexed = isIndexedArray(key, owner);
  const seen = new Map<string, number>();
  let isChanged = false;
  equalityTexts(value).forEach((text, index) => {
    const item: unknown = value[index];
    // Of what an index counts, only objects can be told apart; all else has repairs of its own.
    if (isRemoved(item) || (isIndexed && !isObject(item))) return;
    const first = seen.get(text);
    if (first === undefined) return void seen.set(text, index);
    isChanged = true;
    if (isIndexed && isObject(item)) value[index] = tellApart(item, first, index);
    else takeItem(value, index);
  });
  if (!isChanged) return;
  const done = isIndexed ? 'told apart by a property' : 'the later ones dropped';
  note(`${kebab(name)}-repeated`, `\`${name}\` held equal items; ${done}.`, error.instancePath);
}

function tellApart(item: JsonObject, first: number, index: number): JsonObject {
  const bag = isObject(item['properties']) ? item['properties'] : {};
  return { ...item, properties: { ...bag, 'railgate/repeats': [first, index] } };
}

/** A list that must not be empty, a text without its pattern, and whatever else the schema holds against a value. */
export function fixByDropping(target: Target, note: Note): void {
  const { name, error } = target;
  note(
    `${kebab(name)}-invalid`,
    `\`${name}\` ${error.message ?? 'is invalid'}; dropped.`,
    error.instancePath,
  );
  drop(target);
}
