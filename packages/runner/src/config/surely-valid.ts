import { isObject } from '@railgate/contract';

/** A part of a JSON Schema; `false` and `true` are ones, too. */
type Schema = unknown;
type Data = Readonly<Record<string, unknown>>;
type Check = (limit: never, value: never, context: Context) => boolean;

interface Context {
  /** The keywords beside the one that is looked at. */
  readonly schema: Data;
  readonly trusted: boolean;
}

/** A keyword, or a value of one, that is not looked at here. */
class Unknown extends Error {}

/**
 * Is a value valid beyond doubt? False says nothing: what is not valid, and what uses keywords that few options need, is left
 * to ajv, which explains it. Loading and compiling ajv takes longer than all else that a small run does (docs/decisions/0053),
 * and nearly every configuration is valid. Only the parts of the schema are read that the value has something for.
 *
 * @param trusted whether options with `x-trusted` may be set
 */
export function isSurelyValid(schema: Schema, value: unknown, trusted: boolean): boolean {
  try {
    return isValid(schema, value, trusted);
  } catch (error) {
    if (error instanceof Unknown || error instanceof SyntaxError) return false;
    throw error;
  }
}

function isValid(schema: Schema, value: unknown, trusted: boolean): boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) throw new Unknown();
  const context = { schema, trusted };
  return Object.entries(schema).every(([keyword, limit]) => checkOf(keyword)(limit, value, context));
}

function checkOf(keyword: string): (limit: unknown, value: unknown, context: Context) => boolean {
  if (ANNOTATIONS.has(keyword)) return () => true;
  const check = Object.hasOwn(CHECKS, keyword) ? CHECKS[keyword] : undefined;
  if (!check) throw new Unknown();
  // The schema is ours or a gate's, whose type says what stands behind each keyword.
  return check as (limit: unknown, value: unknown, context: Context) => boolean;
}

const ANNOTATIONS = new Set(['$schema', '$id', 'title', 'description', 'default', 'examples']);

const CHECKS: Readonly<Record<string, Check>> = {
  type: (types: string | readonly string[], value: unknown) =>
    [types].flat().some((type) => isOf(type, value)),
  enum: (values: readonly unknown[], value: unknown) => values.some((one) => isSame(one, value)),
  const: (only: unknown, value: unknown) => isSame(only, value),
  required: (keys: readonly string[], value: unknown) =>
    !isObject(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (properties: Data, value: unknown, { trusted }: Context) =>
    membersOf(value).every(
      ([key, member]) => !Object.hasOwn(properties, key) || isValid(properties[key], member, trusted),
    ),
  additionalProperties: (others: Schema, value: unknown, { schema, trusted }: Context) => {
    if (Object.hasOwn(schema, 'patternProperties')) throw new Unknown();
    const named = isObject(schema['properties']) ? schema['properties'] : {};
    return membersOf(value).every(
      ([key, member]) => Object.hasOwn(named, key) || isValid(others, member, trusted),
    );
  },
  items: (items: Schema, value: unknown, { trusted }: Context) =>
    itemsOf(value).every((item) => isValid(items, item, trusted)),
  minItems: (least: number, value: unknown) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value: unknown) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (isUnique: boolean, value: unknown) => !isUnique || areUnique(itemsOf(value)),
  minLength: (least: number, value: unknown) => typeof value !== 'string' || lengthOf(value) >= least,
  maxLength: (most: number, value: unknown) => typeof value !== 'string' || lengthOf(value) <= most,
  pattern: (pattern: string, value: unknown) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minimum: (least: number, value: unknown) => typeof value !== 'number' || value >= least,
  exclusiveMinimum: (limit: number, value: unknown) => typeof value !== 'number' || value > limit,
  maximum: (most: number, value: unknown) => typeof value !== 'number' || value <= most,
  anyOf: (schemas: readonly Schema[], value: unknown, { trusted }: Context) =>
    schemas.some((schema) => isValid(schema, value, trusted)),
  oneOf: (schemas: readonly Schema[], value: unknown, { trusted }: Context) =>
    schemas.filter((schema) => isValid(schema, value, trusted)).length === 1,
  'x-trusted': (isTrustedOnly: boolean, _value: unknown, { trusted }: Context) => !isTrustedOnly || trusted,
};

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'null':
      return value === null;
    case 'string':
    case 'boolean':
      return typeof value === type;
    default:
      throw new Unknown();
  }
}

/** Of what is no scalar ajv knows whether it is the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'object' && one !== null) throw new Unknown();
  return one === other;
}

function areUnique(items: readonly unknown[]): boolean {
  if (items.some((item) => typeof item === 'object' && item !== null)) throw new Unknown();
  return new Set(items).size === items.length;
}

/** In code points, as JSON Schema counts. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function membersOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
