import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { SHAPES } from './shapes.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(
  readFileSync(new URL('../../schema/sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
) as Schema;

/** What shapes.ts leaves out on purpose, as it says there. */
const LEFT_OUT = ['node.children', 'run.results'];

describe.each(Object.entries(SHAPES))('%s', (kind, row) => {
  const properties = (kind === 'log' ? schema : schema.definitions?.[kind])?.properties ?? {};
  const written = new Map(
    Object.entries(row).flatMap(([shape, names]) => names.split(' ').map((name) => [name, shape] as const)),
  );

  it('has the properties of the schema, with their types', () => {
    const wanted = Object.entries(properties)
      .filter(([name]) => name !== 'properties' && !LEFT_OUT.includes(`${kind}.${name}`))
      .map(([name, property]) => [name, shapeOf(property)] as const)
      .filter(([, shape]) => shape !== undefined);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(wanted));
  });
});

/** Nothing for objects that no rule reads. */
function shapeOf(property: Schema): string | undefined {
  if (property.$ref !== undefined) {
    const kind = property.$ref.slice(property.$ref.lastIndexOf('/') + 1);
    return kind in SHAPES ? kind : undefined;
  }
  if (property.type === 'array') return wrapped('[', property.items, ']');
  if (property.type === 'object')
    return typeof property.additionalProperties === 'object'
      ? wrapped('{', property.additionalProperties, '}')
      : undefined;
  if (property.type === 'integer' || property.type === 'number') return 'number';
  return property.type === 'boolean' ? 'boolean' : 'text';
}

function wrapped(open: string, item: Schema | undefined, close: string): string | undefined {
  const shape = item === undefined ? undefined : shapeOf(item);
  return shape === undefined ? undefined : `${open}${shape}${close}`;
}
