import { compareText } from '@railgate/contract';
import { asJson, isObject, listOf, own, setOwn, type Json, type JsonObject } from './json.js';
import { makeEntity, seal, type Entity, type Link } from './entity.js';
import { referenceVisitor } from './reference-visitor.js';
import { shapeOf, type DescriptorList } from './shape.js';
import type { Renames } from './uri-bases.js';
import { walk } from './walk.js';

/** Lists of a run that merge by value, with the shape of their elements. */
export const LISTS = {
  addresses: 'address',
  artifacts: 'artifact',
  graphs: 'graph',
  invocations: 'invocation',
  logicalLocations: 'logicalLocation',
  redactionTokens: 'plain',
  runAggregates: 'plain',
  threadFlowLocations: 'threadFlowLocation',
  versionControlProvenance: 'versionControlDetails',
  webRequests: 'webRequest',
  webResponses: 'webResponse',
} as const;
export type List = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly List[];

export const COMPONENT_LISTS = ['extensions', 'policies', 'taxonomies', 'translations'] as const;
export type ComponentList = (typeof COMPONENT_LISTS)[number];

export const DESCRIPTOR_LISTS: readonly DescriptorList[] = ['rules', 'notifications', 'taxa'];

export const MERGED_FROM = 'railgate/mergedFrom';
/** On every run that the merger wrote: what has no index in it was looked for, and is not there. */
const MERGED = 'railgate/merged';

/** A tool component in parts: what it says of itself, and its descriptors. */
export interface Component {
  readonly list: ComponentList | 'driver';
  readonly header: Entity;
  readonly descriptors: Readonly<Record<DescriptorList, readonly Entity[] | undefined>>;
  readonly ids: Partial<Record<DescriptorList, ReadonlyMap<string, Entity>>>;
}

/** One run of an input in parts, each of which merges by its value. */
export interface Space {
  readonly lists: Readonly<Record<List, readonly Entity[] | undefined>>;
  readonly driver: Component;
  readonly components: Readonly<Record<ComponentList, readonly Component[] | undefined>>;
  /** What is neither list nor component; more than one in a run that was merged before. */
  readonly heads: readonly Entity[];
  /** `originalUriBaseIds` under their names in the merged run. */
  readonly bases: ReadonlyMap<string, Entity> | undefined;
  readonly renames: Renames;
  /** Merged before: a name without an index led to nothing, and does not lead to what came in from another input. */
  readonly isMerged: boolean;
  /** Indices that pointed at nothing and were taken out. */
  dangling: number;
}

/** Takes a run apart. The run is changed, and belongs to the space afterwards. */
export function makeSpace(run: JsonObject, key: string, renames: Renames): Space {
  const tool = objectOf(run['tool']);
  const driver = objectOf(tool['driver']);
  const space: Space = {
    lists: mapKeys(LIST_NAMES, (name) => entitiesOf(run[name], LISTS[name])),
    driver: makeComponent('driver', driver),
    components: mapKeys(COMPONENT_LISTS, (name) => {
      const list = name === 'extensions' ? tool[name] : run[name];
      return Array.isArray(list)
        ? listOf(list).map((part) => makeComponent(name, objectOf(part)))
        : undefined;
    }),
    heads: headsOf(run, tool, driver, key).map((head) => makeEntity(head, shapeOf('run'))),
    bases: basesOf(run['originalUriBaseIds'], renames),
    renames,
    isMerged: isObject(run['properties']) && own(run['properties'], MERGED) === true,
    dangling: 0,
  };
  for (const entity of entitiesIn(space)) collectLinks(space, entity);
  return space;
}

function collectLinks(space: Space, entity: Entity): void {
  const links: Link[] = [];
  const visitor = referenceVisitor(space, {
    point: (holder, property, target) => void links.push({ holder, property, target }),
    loosen: () => (entity.loose = true),
  });
  walk(entity.object, entity.shape, visitor);
  entity.links = links;
  seal(entity);
}

export function* entitiesIn(space: Space): Generator<Entity> {
  for (const name of LIST_NAMES) yield* space.lists[name] ?? [];
  for (const component of componentsOf(space)) {
    // What the driver says of itself is a part of the head.
    if (component.list !== 'driver') yield component.header;
    for (const list of DESCRIPTOR_LISTS) yield* component.descriptors[list] ?? [];
  }
  yield* space.heads;
  yield* space.bases?.values() ?? [];
}

function* componentsOf(space: Space): Generator<Component> {
  yield space.driver;
  for (const list of COMPONENT_LISTS) yield* space.components[list] ?? [];
}

function makeComponent(list: Component['list'], object: JsonObject): Component {
  const { rules, notifications, taxa, ...header } = object;
  return {
    list,
    header: makeEntity(header, shapeOf('toolComponent')),
    descriptors: {
      rules: entitiesOf(rules, 'descriptor'),
      notifications: entitiesOf(notifications, 'descriptor'),
      taxa: entitiesOf(taxa, 'descriptor'),
    },
    ids: {},
  };
}

/** The run without its parts, and those it was merged from before. */
function headsOf(run: JsonObject, tool: JsonObject, driver: JsonObject, key: string): JsonObject[] {
  const properties = isObject(run['properties']) ? run['properties'] : {};
  const earlier = objectsOf(own(properties, MERGED_FROM)).filter((head) => keyOf(head) === key);
  return [headOf(run, tool, driver), ...earlier];
}

/** With its keys in order, so that a head out of a merged run is no other text than the one that went in. */
function headOf(run: JsonObject, tool: JsonObject, driver: JsonObject): JsonObject {
  const head = without(run, [...LIST_NAMES, ...COMPONENT_LISTS, 'results', 'originalUriBaseIds', 'tool']);
  head['tool'] = { driver: without(driver, DESCRIPTOR_LISTS), ...without(tool, ['extensions', 'driver']) };
  if (isObject(run['properties'])) {
    const properties = without(run['properties'], [MERGED_FROM, MERGED]);
    const isOurs = Object.hasOwn(run['properties'], MERGED) && Object.keys(properties).length === 0;
    head['properties'] = isOurs ? undefined : properties;
  }
  const sorted: JsonObject = {};
  for (const key of Object.keys(head).sort(compareText))
    if (head[key] !== undefined) setOwn(sorted, key, head[key]);
  return sorted;
}

/** The properties of a merged run: those of the chosen head, all heads where they differ, and the mark. */
export function mergedProperties(chosen: Json | undefined, heads: readonly JsonObject[]): JsonObject {
  return { ...objectOf(chosen), [MERGED]: true, ...(heads.length > 1 && { [MERGED_FROM]: [...heads] }) };
}

/** What says that two runs are the same: the tool, the category (all of the id up to its last slash), the columns. */
export function keyOf(run: object): string {
  const { tool, automationDetails, columnKind } = asJson(run);
  const name = objectOf(objectOf(tool)['driver'])['name'];
  const id = objectOf(automationDetails)['id'];
  const category = typeof id === 'string' ? id.slice(0, id.lastIndexOf('/') + 1) : '';
  return JSON.stringify([name ?? '', category, columnKind ?? '']);
}

function basesOf(bases: Json | undefined, renames: Renames): Map<string, Entity> | undefined {
  if (!isObject(bases)) return undefined;
  const named = Object.entries(bases).filter(([, base]) => isObject(base));
  return new Map(
    named.map(([name, base]) => [
      renames.get(name) ?? name,
      makeEntity(base ?? null, shapeOf('artifactLocation')),
    ]),
  );
}

/** Lets an artifactLocation follow its base to its name in the merged run. Says whether the name changed. */
export function renameBase(holder: JsonObject, renames: Renames): boolean {
  if (renames.size === 0) return false;
  const { uriBaseId } = holder;
  const next = typeof uriBaseId === 'string' ? renames.get(uriBaseId) : undefined;
  if (next !== undefined) holder['uriBaseId'] = next;
  return next !== undefined;
}

function entitiesOf(value: Json | undefined, type: string): Entity[] | undefined {
  return Array.isArray(value) ? listOf(value).map((object) => makeEntity(object, shapeOf(type))) : undefined;
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function objectsOf(value: Json | undefined): JsonObject[] {
  return listOf(value).filter(isObject);
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  const rest: JsonObject = {};
  for (const key of Object.keys(object)) if (!keys.includes(key)) setOwn(rest, key, object[key]);
  return rest;
}

function mapKeys<K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;
}
