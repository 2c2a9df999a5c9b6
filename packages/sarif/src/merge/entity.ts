import { compareText, groupBy } from '@railgate/contract';
import { canonicalText, isObject, type Json, type JsonObject } from './json.js';
import { dropRepeats } from './repeats.js';
import type { Shape } from './shape.js';

/** One element of a list of a run that is merged by value, and that others may point at. */
export interface Entity {
  readonly object: Json;
  readonly shape: Shape;
  /** What it points at, in the order of the walk; each such index is 0 in `object` until `restore`. */
  links: readonly Link[];
  /** Canonical, with every index 0. */
  text: string;
  /** Equal exactly for entities of equal value, targets of references included. */
  value: string;
  /** Position in the merged list. */
  index: number;
  /** Its references were brought into another form: elements that differed may be equal now. */
  loose: boolean;
}

export interface Link {
  readonly holder: JsonObject;
  readonly property: string;
  readonly target: Entity;
}

export function makeEntity(object: Json, shape: Shape): Entity {
  return { object, shape, links: [], text: '', value: '', index: -1, loose: false };
}

/** To be called when the links were collected, and whenever they change. */
export function seal(entity: Entity): void {
  for (const { holder, property } of entity.links) holder[property] = 0;
  entity.text = canonicalText(entity.object);
}

/** Makes arrays of unique elements so again. The values of all entities have to be known, and change by it. */
export function tighten(entity: Entity): boolean {
  // Elements are equal when what they point at is.
  for (const { holder, property, target } of entity.links) holder[property] = target.value;
  const dropped = dropRepeats(entity.object, entity.shape);
  if (dropped) {
    const left = new Set(objectsIn(entity.object));
    entity.links = entity.links.filter(({ holder }) => left.has(holder));
  }
  seal(entity);
  return dropped;
}

/**
 * The distinct values among these, in an order that depends on nothing but the values; every entity learns its
 * position. Of equal ones with keys in another order the smallest text stands.
 */
export function unite(entities: readonly Entity[], label: (object: Json) => string): Entity[] {
  const classes = groupBy(entities, ({ value }) => value);
  const sorted = [...classes.values()]
    .map((members) => ({ members, chosen: smallest(members), label: label(members[0].object) }))
    .sort((a, b) => compareText(a.label, b.label) || compareEntities(a.chosen, b.chosen));
  sorted.forEach(({ members }, index) => {
    for (const member of members) member.index = index;
  });
  return sorted.map(({ chosen }) => chosen);
}

/** Writes the final positions of what it points at into the entity. */
export function restore(entity: Entity): Json {
  for (const { holder, property, target } of entity.links) holder[property] = target.index;
  return entity.object;
}

export function compareEntities(a: Entity, b: Entity): number {
  return compareText(a.text, b.text) || compareText(a.value, b.value);
}

function smallest(members: readonly Entity[]): Entity {
  let chosen = members[0] as Entity;
  if (members.length === 1) return chosen;
  let text = JSON.stringify(chosen.object);
  for (const member of members) {
    const other = JSON.stringify(member.object);
    if (other < text) [chosen, text] = [member, other];
  }
  return chosen;
}

function* objectsIn(value: Json | undefined): Generator<JsonObject> {
  if (isObject(value)) yield value;
  else if (!Array.isArray(value)) return;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}
