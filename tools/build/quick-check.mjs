import formats from 'ajv-formats/dist/formats.js';

import { findDuplicate } from './find-duplicate.mjs';

/**
 * Writes functions that return true only for what the schema allows. False says nothing: what is rare is left to ajv's
 * validator, whose bookkeeping for its errors costs several times as much as the looking.
 *
 * @param {{ definitions: Record<string, object> }} schema with the few keywords that the schema of SARIF uses; any other
 *   one throws.
 * @param {Record<string, object>} roots the schemas that get a function, by its name
 * @returns {string} an expression: an object of the functions
 */
export function quickChecks(schema, roots) {
  const writer = new Writer();
  for (const [name, definition] of Object.entries(schema.definitions))
    writer.add(functionOf(name), definition);
  const checks = Object.entries(roots).map(([name, root]) => `${name}: ${writer.add(`root_${name}`, root)}`);
  return `(() => {const findDuplicate = ${findDuplicate.toString()};
${writer.functions.join('\n')}
return { ${checks.join(', ')} };})()`;
}

class Writer {
  functions = [];
  #parts = 0;

  /** Adds a function. Returns its name. */
  add(name, schema) {
    this.functions.push(`function ${name}(v) {${this.#body(schema)}}`);
    return name;
  }

  #body(schema) {
    const isObject = schema.properties !== undefined || schema.additionalProperties !== undefined;
    const loops = [
      isObject ? this.#objectLoop(schema) : '',
      schema.items
        ? `for (let i = 0; i < v.length; i++) {const w = v[i];if (!${this.#test(schema.items)}) return false;}`
        : '',
    ];
    return `if (!(${conditionsOf(schema, 'v')})) return false;${loops.join('')}return true;`;
  }

  #objectLoop({ properties = {}, additionalProperties = true }) {
    const cases = Object.entries(properties).map(
      ([key, schema]) => `case ${JSON.stringify(key)}: if (!${this.#test(schema)}) return false; break;`,
    );
    if (cases.length === 0 && additionalProperties === true) return '';
    const others = additionalProperties === true ? '' : this.#others(additionalProperties);
    return `for (const key in v) {const w = v[key];switch (key) {${cases.join('')}default: ${others}}}`;
  }

  #others(schema) {
    return schema === false ? 'return false;' : `if (!${this.#test(schema)}) return false;`;
  }

  /** An expression about `w`. */
  #test(schema) {
    const isPlain = !schema.properties && !schema.items && schema.additionalProperties === undefined;
    if (isPlain) return `(${conditionsOf(schema, 'w')})`;
    return `${this.add(`part_${this.#parts++}`, schema)}(w)`;
  }
}

/** Keywords that say nothing about validity, or that are looked at beside another one. */
const SILENT = new Set([
  ...['default', 'definitions', '$schema', 'required'],
  ...['additionalProperties', 'items', 'properties'],
]);

function conditionsOf(schema, name) {
  // The type first: the others take it for granted.
  const keywords = Object.keys(schema).sort((a, b) => Number(b === 'type') - Number(a === 'type'));
  const conditions = [];
  for (const keyword of keywords) {
    if (SILENT.has(keyword)) continue;
    const write = CONDITIONS[keyword];
    if (!write) throw new Error(`The quick check does not know the keyword ${keyword}.`);
    conditions.push(write(schema[keyword], name));
  }
  for (const key of schema.required ?? []) conditions.push(has(name, key));
  return conditions.join(' && ') || 'true';
}

const CONDITIONS = {
  type: (type, v) => TYPES[type](v),
  $ref: (reference, v) => `${functionOf(reference.replace('#/definitions/', ''))}(${v})`,
  enum: (values, v) => `(${values.map((value) => `${v} === ${JSON.stringify(value)}`).join(' || ')})`,
  minimum: (limit, v) => `${v} >= ${limit}`,
  maximum: (limit, v) => `${v} <= ${limit}`,
  minItems: (limit, v) => `${v}.length >= ${limit}`,
  uniqueItems: (isUnique, v) =>
    isUnique ? `(${v}.length < 2 || findDuplicate(${v}) === undefined)` : 'true',
  pattern: (pattern, v) => `${new RegExp(pattern, 'u')}.test(${v})`,
  format: (format, v) =>
    `(${(FORMATS[format] ?? []).map((form) => `${form}.test(${v})`).join(' || ') || 'false'})`,
  anyOf: (options, v) => `(${options.map((option) => requirement(option, v)).join(' || ')})`,
  oneOf: (options, v) => `${options.map((option) => `Number(${requirement(option, v)})`).join(' + ')} === 1`,
};

const TYPES = {
  object: (v) => `typeof ${v} === 'object' && ${v} !== null && !Array.isArray(${v})`,
  array: (v) => `Array.isArray(${v})`,
  string: (v) => `typeof ${v} === 'string'`,
  boolean: (v) => `typeof ${v} === 'boolean'`,
  integer: (v) => `Number.isInteger(${v})`,
  number: (v) => `Number.isFinite(${v})`,
};

/** By format, expressions of which one has to match. */
const FORMATS = {
  // A relative path without escapes first, which most of them are.
  'uri-reference': [/^[\w.-]+(?:\/[\w.-]+)*$/, formats.fullFormats['uri-reference']],
  uuid: [formats.fullFormats.uuid],
  // In UTC; a leap day and a leap second are left to ajv.
  'date-time': [
    /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/,
  ],
  // What nearly all of them are; ajv's has two expressions.
  uri: [/^https?:\/\/[a-z\d.-]+(?:\/[\w\-.~]*)*(?:#[\w\-.~/]*)?$/i],
};

function requirement(option, name) {
  if (Object.keys(option).join() !== 'required') throw new Error('A branch asks for more than keys.');
  return `(${option.required.map((key) => has(name, key)).join(' && ')})`;
}

function has(name, key) {
  return `${name}[${JSON.stringify(key)}] !== undefined`;
}

function functionOf(definition) {
  if (!/^\w+$/.test(definition)) throw new Error(`No name for a function: ${definition}`);
  return `is_${definition}`;
}
