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
