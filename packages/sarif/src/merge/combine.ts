import { compareText } from '@railgate/contract';
import { compareEntities, restore, unite, type Entity } from './entity.js';
import { chooseHead } from './heads.js';
import { isObject, own, setOwn, type Json, type JsonObject } from './json.js';
import { isNote } from './notes.js';
import {
  COMPONENT_LISTS,
  DESCRIPTOR_LISTS,
  LIST_NAMES,
  entitiesIn,
  mergedProperties,
  type Component,
  type ComponentList,
  type List,
  type Space,
} from './space.js';
import { computeValues } from './values.js';

/** The runs of one key as one run without results. Afterwards every entity of the spaces knows its index in it. */
export function combine(spaces: readonly Space[]): JsonObject {
  computeValues(spaces.map((space) => [...entitiesIn(space)]));
  // All positions first: only then can the references be written.
  const heads = unite(
    spaces.flatMap(({ heads }) => heads),
    () => '',
  );
  const lists = LIST_NAMES.map((name) => [name, uniteLists(name, spaces)] as const);
  const driver = uniteDescriptors(spaces.map((space) => space.driver));
  const components = COMPONENT_LISTS.map((name) => [name, uniteComponents(name, spaces)] as const);

  const parts: JsonObject = {};
  for (const [name, entities] of lists) if (entities) parts[name] = entities.map(restore);
  for (const [name, merged] of components) if (merged) parts[name] = merged.map(restoreComponent);
  const bases = mergeBases(spaces);
  if (bases) parts['originalUriBaseIds'] = bases;
  return assemble(heads, restoreDescriptors(driver), parts);
}

function assemble(heads: readonly Entity[], descriptors: JsonObject, parts: JsonObject): JsonObject {
  const restored = heads.map(restore).filter(isObject);
  const { tool, ...head } = chooseHead(restored);
  const { driver, ...toolHead } = isObject(tool) ? tool : {};
  const { extensions, ...others } = parts;
  const run: JsonObject = {
    tool: {
      driver: { ...(isObject(driver) ? driver : {}), ...descriptors },
      ...(extensions !== undefined && { extensions }),
      ...toolHead,
    },
  };
  // Notes may follow when the results were read: they are to find their place in the order.
  const keys = new Set([...Object.keys(head), ...Object.keys(others), 'invocations', 'properties']);
  for (const key of [...keys].sort(compareText))
    setOwn(run, key, Object.hasOwn(others, key) ? others[key] : head[key]);
  run['properties'] = mergedProperties(run['properties'], restored);
  return run;
}

type Descriptors = readonly (readonly [string, readonly Entity[] | undefined])[];

function uniteDescriptors(components: readonly Component[]): Descriptors {
  return DESCRIPTOR_LISTS.map((list) => {
    const present = components
      .map(({ descriptors }) => descriptors[list])
      .filter((some) => some !== undefined);
    return [list, present.length > 0 ? unite(present.flat(), textAt('id')) : undefined];
  });
}

function restoreDescriptors(lists: Descriptors): JsonObject {
  const restored: JsonObject = {};
  for (const [list, entities] of lists) if (entities) restored[list] = entities.map(restore);
  return restored;
}

interface MergedComponent {
  readonly header: Entity;
  readonly descriptors: Descriptors;
}

/** Components that say the same of themselves are one, with the descriptors of all. */
function uniteComponents(name: ComponentList, spaces: readonly Space[]): MergedComponent[] | undefined {
  const present = spaces.map(({ components }) => components[name]).filter((some) => some !== undefined);
  if (present.length === 0) return undefined;
  const all = present.flat();
  const headers = unite(
    all.map(({ header }) => header),
    textAt('name'),
  );
  const members = headers.map((): Component[] => []);
  for (const component of all) members[component.header.index]?.push(component);
  return headers.map((header, i) => ({ header, descriptors: uniteDescriptors(members[i] ?? []) }));
}

function restoreComponent({ header, descriptors }: MergedComponent): JsonObject {
  const object = restore(header);
  return { ...(isObject(object) ? object : {}), ...restoreDescriptors(descriptors) };
}

function uniteLists(name: List, spaces: readonly Space[]): Entity[] | undefined {
  const present = spaces.map(({ lists }) => lists[name]).filter((some) => some !== undefined);
  return present.length > 0 ? unite(present.flat(), LABELS[name] ?? (() => '')) : undefined;
}

const LABELS: Partial<Record<List, (object: Json) => string>> = {
  artifacts: (artifact) => textAt('uri')(isObject(artifact) ? (own(artifact, 'location') ?? null) : null),
  // Our own stand last: those of this merge come to them without moving the others.
  invocations: (invocation) => (isNote(invocation) ? '1' : '0'),
  logicalLocations: (location) => textAt('fullyQualifiedName')(location),
};

function textAt(key: string): (object: Json) => string {
  return (object) => {
    const value = isObject(object) ? own(object, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
}

/** What stands under one name means the same everywhere; the smallest text is chosen. */
function mergeBases(spaces: readonly Space[]): JsonObject | undefined {
  const present = spaces.map(({ bases }) => bases).filter((some) => some !== undefined);
  if (present.length === 0) return undefined;
  const chosen = new Map<string, Entity>();
  for (const [name, base] of present.flatMap((bases) => [...bases])) {
    const known = chosen.get(name);
    if (known === undefined || compareEntities(base, known) < 0) chosen.set(name, base);
  }
  const bases: JsonObject = {};
  for (const [name, base] of [...chosen].sort(([a], [b]) => compareText(a, b)))
    setOwn(bases, name, restore(base));
  return bases;
}
