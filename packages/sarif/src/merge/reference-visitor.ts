import type { Entity } from './entity.js';
import { isObject, own, type Json, type JsonObject } from './json.js';
import { resolveComponent, resolveDescriptor, resolveIndex } from './resolve.js';
import type { DescriptorList } from './shape.js';
import { renameBase, type Component, type Space } from './space.js';
import type { ReferenceVisitor } from './walk.js';

interface Sink {
  /** Gets every reference that resolves. */
  point(holder: JsonObject, property: string, target: Entity): void;
  /** Called when a reference gets another form: an index that was not there, none, a base of another name. */
  loosen(): void;
}

/**
 * Brings every reference of an object of this space into one form: what can be resolved has its index (since after
 * the merge two rules may share an id), what counts past the end of its list has none (since it would point at
 * somebody else's element).
 */
export function referenceVisitor(space: Space, sink: Sink): ReferenceVisitor {
  const point = (holder: JsonObject, property: string, target: Entity): void => {
    if (holder[property] === undefined) sink.loosen();
    sink.point(holder, property, target);
  };
  const drop = (holder: JsonObject, property: string): void => {
    if (holder[property] === undefined) return;
    // -1 is the schema's way to say that there is none.
    if (holder[property] !== -1) space.dangling++;
    Reflect.deleteProperty(holder, property);
    sink.loosen();
  };
  return {
    index(holder, property, list) {
      const target = resolveIndex(space, list, holder[property]);
      if (target) point(holder, property, target);
      else drop(holder, property);
      // A traversal must say of what; nothing else needs its index.
      if (!target && list === 'graphs') holder[property] = -1;
    },
    descriptor(holder, lists) {
      const component = resolveComponent(space, holder['toolComponent']);
      const target = resolveDescriptor(space, component, lists, holder);
      if (target) {
        if (!isCounted(component, lists, holder['index'], target)) sink.loosen();
        point(holder, 'index', target);
        return;
      }
      drop(holder, 'index');
      // Without the index alone it would be the driver that is meant.
      if (component === undefined && !isNamed(holder['toolComponent'])) drop(holder, 'toolComponent');
      if (holder['id'] === undefined && holder['guid'] === undefined) holder['index'] = -1;
    },
    component(holder) {
      const component = resolveComponent(space, holder);
      if (component && needsIndex(space, component, holder)) point(holder, 'index', component.header);
      else drop(holder, 'index');
    },
    base(holder) {
      if (renameBase(holder, space.renames)) sink.loosen();
    },
    result: (holder) => pointAtRule(space, holder, point, drop),
  };
}

/** Whether it was the index that led there, and not the id beside it. */
function isCounted(
  component: Component | undefined,
  lists: readonly DescriptorList[],
  index: Json | undefined,
  target: Entity,
): boolean {
  return typeof index === 'number' && lists.some((list) => component?.descriptors[list]?.[index] === target);
}

/** A name is enough for a taxonomy: an index alone always means an extension (SARIF 3.54.4). */
function needsIndex(space: Space, component: Component, { index }: JsonObject): boolean {
  if (component.list === 'driver') return false;
  const isCounted = typeof index === 'number' && index >= 0;
  return isCounted || (component.list === 'extensions' && !space.isMerged);
}

function pointAtRule(
  space: Space,
  result: JsonObject,
  point: Sink['point'],
  drop: (holder: JsonObject, property: string) => void,
): void {
  const { rule, ruleIndex } = result;
  const reference = isObject(rule) ? rule : undefined;
  const component = resolveComponent(space, reference?.['toolComponent']);
  const id = result['ruleId'] ?? reference?.['id'];
  const counted = resolveDescriptor(space, component, ['rules'], { index: ruleIndex, id });
  // Where the two indices contradict each other (SARIF 3.27.6 forbids it), readers go by the first.
  if (counted && reference?.['index'] !== undefined && ruleIndex !== undefined)
    reference['index'] = ruleIndex;
  const target = counted ?? (reference && resolveDescriptor(space, component, ['rules'], reference));
  setRuleId(result, id ?? idOf(target));
  if (component === undefined && reference && !isNamed(reference['toolComponent'])) drop(result, 'rule');
  // A reader that knows only ruleIndex would look into the driver.
  const isSaidElsewhere = reference !== undefined && component?.list !== 'driver' && hasName(reference);
  if (!target) drop(result, 'ruleIndex');
  else if (ruleIndex !== undefined || !isSaidElsewhere) point(result, 'ruleIndex', target);
}

/** Readers look for it; an index alone is allowed and often overlooked. */
function setRuleId(result: JsonObject, id: Json | undefined): void {
  if (result['ruleId'] === undefined && id !== undefined) result['ruleId'] = id;
}

function idOf(target: Entity | undefined): Json | undefined {
  return target && isObject(target.object) ? own(target.object, 'id') : undefined;
}

function hasName(reference: JsonObject): boolean {
  return ['id', 'guid', 'index'].some((key) => reference[key] !== undefined);
}

function isNamed(component: unknown): boolean {
  return isObject(component) && (component['name'] !== undefined || component['guid'] !== undefined);
}
