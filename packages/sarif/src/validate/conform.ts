import { isObject } from '@railgate/contract';

import type { Kind, Objects } from './objects.js';
import { SHAPES, type Shape } from './shapes.js';

type Fit = (value: unknown) => unknown;

/**
 * The object without its values of a wrong type, so that rules can rely on the types: such values are the schema's business.
 * A wrong element of an array becomes an empty object or text, since the places of the others are counted.
 *
 * @returns the object itself when nothing is wrong, a copy otherwise, `undefined` when it is no object.
 */
export function conform<K extends Kind>(kind: K, value: unknown): Objects[K] | undefined {
  return fitObject(kind, value) as Objects[K] | undefined;
}

const TABLES = new Map<Kind, ReadonlyMap<string, Fit>>();

function fitObject(kind: Kind, value: unknown): object | undefined {
  if (!isObject(value)) return undefined;
  const table = tableOf(kind);
  let fitted = value;
  for (const key in value) {
    const fit = table.get(key);
    if (fit === undefined) continue;
    const before = value[key];
    const after = fit(before);
    if (after === before) continue;
    if (fitted === value) fitted = { ...value };
    if (after === undefined) Reflect.deleteProperty(fitted, key);
    else fitted[key] = after;
  }
  return fitted;
}

function tableOf(kind: Kind): ReadonlyMap<string, Fit> {
  const known = TABLES.get(kind);
  if (known) return known;
  const table = new Map<string, Fit>();
  TABLES.set(kind, table);
  if (kind !== 'propertyBag') table.set('properties', (value) => fitObject('propertyBag', value));
  for (const [shape, names] of Object.entries(SHAPES[kind]) as [Shape, string][]) {
    const fit = fitFor(shape);
    for (const name of names.split(' ')) table.set(name, fit);
  }
  return table;
}

function fitFor(shape: Shape): Fit {
  if (shape.startsWith('[')) return arrayOf(shape.slice(1, -1) as Shape);
  if (shape.startsWith('{')) return mapOf(fitFor(shape.slice(1, -1) as Shape));
  if (shape === 'text') return (value) => (typeof value === 'string' ? value : undefined);
  if (shape === 'number' || shape === 'boolean')
    return (value) => (typeof value === shape ? value : undefined);
  return (value) => fitObject(shape as Kind, value);
}

function arrayOf(item: Shape): Fit {
  const fit = fitFor(item);
  const absent = (): unknown => (item === 'text' ? '' : {});
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    let fitted: unknown[] = value;
    for (let i = 0; i < value.length; i++) {
      const after = fit(value[i]) ?? absent();
      if (after === value[i]) continue;
      if (fitted === value) fitted = [...(value as unknown[])];
      fitted[i] = after;
    }
    return fitted;
  };
}

function mapOf(fit: Fit): Fit {
  return (value) => {
    if (!isObject(value)) return undefined;
    let fitted = value;
    for (const key of Object.keys(value)) {
      const after = fit(value[key]);
      if (after === value[key]) continue;
      if (fitted === value) fitted = { ...value };
      if (after === undefined) Reflect.deleteProperty(fitted, key);
      else fitted[key] = after;
    }
    return fitted;
  };
}
