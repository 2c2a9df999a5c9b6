import { isObject, type Json, type JsonObject } from './json.js';
import type { DescriptorList, IndexedList, Shape } from './shape.js';

/** Called for every reference in an object, before its children: an outer one needs inner ones unchanged. */
export interface ReferenceVisitor {
  /** `holder[property]` counts in a list of the run. */
  index(holder: JsonObject, property: string, list: IndexedList): void;
  /** A reportingDescriptorReference. */
  descriptor(holder: JsonObject, lists: readonly DescriptorList[]): void;
  /** A toolComponentReference. */
  component(holder: JsonObject): void;
  /** An artifactLocation, with or without a `uriBaseId`. */
  base(holder: JsonObject): void;
  /** A result, whose rule has three spellings. */
  result(holder: JsonObject): void;
}

/** The references of one value, to be shown again and again: for objects whose scalars alone change. */
export type References = readonly ((visitor: ReferenceVisitor) => void)[];

/** What `walk` would show of it now, in that order. */
export function referencesIn(value: JsonObject, shape: Shape): References {
  const found: ((visitor: ReferenceVisitor) => void)[] = [];
  walk(value, shape, {
    index: (holder, property, list) => found.push((visitor) => visitor.index(holder, property, list)),
    descriptor: (holder, lists) => found.push((visitor) => visitor.descriptor(holder, lists)),
    component: (holder) => found.push((visitor) => visitor.component(holder)),
    base: (holder) => found.push((visitor) => visitor.base(holder)),
    result: (holder) => found.push((visitor) => visitor.result(holder)),
  });
  return found;
}

/** Shows the visitor every reference in a value of this shape, or in the elements of an array of them. */
export function walk(value: Json | undefined, shape: Shape, visitor: ReferenceVisitor): void {
  if (Array.isArray(value)) {
    for (const element of value as Json[]) walk(element, shape, visitor);
    return;
  }
  if (!isObject(value)) return;
  for (const reference of shape.references) {
    if (reference.kind === 'index') {
      if (value[reference.property] !== undefined) visitor.index(value, reference.property, reference.list);
    } else if (reference.kind === 'descriptor') visitor.descriptor(value, reference.lists);
    else visitor[reference.kind](value);
  }
  if (shape.children.size === 0) return;
  for (const key in value) {
    const child = shape.children.get(key);
    if (child !== undefined) walk(value[key], child, visitor);
  }
}
