import { tighten, type Entity } from './entity.js';
import { digest } from './json.js';

/** Rounds before entities that point at each other in a circle are told apart by their position instead. */
const ROUNDS = 64;

/**
 * Gives every entity its value: its own text and the values of all that it points at. What points nowhere comes
 * first, then what points at those; what is left stands in or before a circle (two rules that name each other, an artifact whose location names its own
 * index) and is refined until no more entities can be told apart.
 *
 * @param spaces the entities of each input run. They only point at entities of their own.
 */
export function computeValues(spaces: readonly (readonly Entity[])[]): void {
  const loose = spaces.flat().filter((entity) => entity.loose);
  do refine(spaces.map(computeAcyclic));
  while (loose.map(tighten).includes(true));
}

/** Gives the values that rest on no circle. Returns the others. */
function computeAcyclic(entities: readonly Entity[]): Entity[] {
  const waiting = new Map<Entity, number>();
  const pointing = new Map<Entity, Entity[]>();
  const ready: Entity[] = [];
  for (const entity of entities) {
    if (entity.links.length === 0) ready.push(entity);
    else waiting.set(entity, entity.links.length);
    for (const { target } of entity.links) {
      const sources = pointing.get(target);
      if (sources) sources.push(entity);
      else pointing.set(target, [entity]);
    }
  }
  for (let next = ready.pop(); next; next = ready.pop()) {
    next.value = digest(combined(next, next.text));
    for (const source of pointing.get(next) ?? []) {
      const left = (waiting.get(source) ?? 0) - 1;
      waiting.set(source, left);
      if (left > 0) continue;
      waiting.delete(source);
      ready.push(source);
    }
  }
  return [...waiting.keys()];
}

function refine(spaces: readonly (readonly Entity[])[]): void {
  const all = spaces.flat();
  if (all.length === 0) return;
  for (const entity of all) entity.value = digest(entity.text);
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const distinct = new Set(all.map(({ value }) => value)).size;
    if (distinct === count) return;
    count = distinct;
    const next = all.map((entity) => digest(combined(entity, entity.value)));
    all.forEach((entity, i) => (entity.value = next[i] as string));
  }
  // Hostile or absurd. Equal position in equal lists still is equal, so that a file given twice adds nothing.
  for (const entities of spaces) {
    const salt = digest(entities.map(({ value }) => value).join());
    entities.forEach((entity, i) => (entity.value = digest(`${salt} ${i} ${entity.value}`)));
  }
}

function combined(entity: Entity, own: string): string {
  return [own, ...entity.links.map(({ target }) => target.value)].join('\n');
}
