import type { Entity } from './entity.js';
import { isObject, own, type Json, type JsonObject } from './json.js';
import type { DescriptorList, IndexedList } from './shape.js';
import { COMPONENT_LISTS, type Component, type Space } from './space.js';

export function resolveIndex(space: Space, list: IndexedList, index: Json | undefined): Entity | undefined {
  return typeof index === 'number' ? space.lists[list]?.[index] : undefined;
}

/**
 * The component that a toolComponentReference means (SARIF 3.54): the driver without one, else by guid, else by its
 * index among the extensions. Real files also count in the taxonomies; only the name can tell.
 */
export function resolveComponent(space: Space, reference: Json | undefined): Component | undefined {
  if (!isObject(reference)) return space.driver;
  const { guid, index, name } = reference;
  const counted = typeof index === 'number' ? index : -1;
  if (typeof guid === 'string') {
    const found = findComponent(space, 'guid', guid, counted);
    if (found) return found;
  }
  const extension = space.components.extensions?.[counted];
  if (typeof name === 'string') {
    if (textOf(extension, 'name') === name) return extension;
    return findComponent(space, 'name', name, counted);
  }
  if (counted >= 0) return extension;
  return typeof guid === 'string' ? undefined : space.driver;
}

/** Of several that fit, the one with this index. */
function findComponent(
  space: Space,
  key: 'guid' | 'name',
  wanted: string,
  index: number,
): Component | undefined {
  const fits = (component: Component | undefined): boolean => textOf(component, key) === wanted;
  for (const list of COMPONENT_LISTS) {
    const component = space.components[list]?.[index];
    if (fits(component)) return component;
  }
  if (fits(space.driver)) return space.driver;
  for (const list of COMPONENT_LISTS) {
    // The index of an extension is always written: without one it was not there.
    if (space.isMerged && list === 'extensions') continue;
    const component = space.components[list]?.find(fits);
    if (component) return component;
  }
  return undefined;
}

/** Parts of a rule id below its rule, `CA2101/1/2`; a bound, since an id of a million slashes is no id. */
const SUB_LEVELS = 8;

/** The descriptor that a reference means, by index, else by guid or id; the id of a sub-rule leads to its rule. */
export function resolveDescriptor(
  space: Space,
  component: Component | undefined,
  lists: readonly DescriptorList[],
  { index, id, guid }: JsonObject,
): Entity | undefined {
  if (component === undefined) return undefined;
  const counted = typeof index === 'number' ? atIndex(component, lists, index, id) : undefined;
  if (counted !== undefined || space.isMerged) return counted;
  return findById(component, lists, guid) ?? findById(component, lists, id);
}

function atIndex(
  component: Component,
  lists: readonly DescriptorList[],
  index: number,
  id: Json | undefined,
): Entity | undefined {
  let first: Entity | undefined;
  for (const list of lists) {
    const entity = component.descriptors[list]?.[index];
    if (entity === undefined) continue;
    // Of several lists only the id says which one counts.
    if (isObject(entity.object) && entity.object['id'] === id) return entity;
    first ??= entity;
  }
  return lists.length === 1 || id === undefined ? first : undefined;
}

function findById(
  component: Component,
  lists: readonly DescriptorList[],
  id: Json | undefined,
): Entity | undefined {
  if (typeof id !== 'string') return undefined;
  for (const list of lists) {
    const ids = (component.ids[list] ??= indexIds(component.descriptors[list] ?? []));
    let key = id;
    for (let level = 0; level < SUB_LEVELS && key !== ''; level++) {
      const found = ids.get(key);
      if (found) return found;
      key = key.slice(0, Math.max(0, key.lastIndexOf('/')));
    }
  }
  return undefined;
}

/** By id and guid; of several the first, as every reader does. */
function indexIds(entities: readonly Entity[]): Map<string, Entity> {
  const ids = new Map<string, Entity>();
  for (const key of ['id', 'guid']) {
    for (const entity of entities) {
      const id = isObject(entity.object) ? own(entity.object, key) : undefined;
      if (typeof id === 'string' && !ids.has(id)) ids.set(id, entity);
    }
  }
  return ids;
}

function textOf(component: Component | undefined, key: string): string | undefined {
  const header = component?.header.object;
  const value = isObject(header) ? own(header, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}
