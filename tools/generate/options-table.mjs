import { code, table } from './markdown.mjs';

/** A row for every property of a JSON Schema, nested ones by their path; nothing when there is none. */
export function optionsTable(schema, options = {}) {
  const rows = rowsOf(schema, '', options.skip ?? []);
  return rows.length === 0 ? undefined : table(['key', 'type', 'default', 'meaning'], rows);
}

function rowsOf(schema, prefix, skip) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = `${prefix}${name}`;
    const row = [code(key), typeOf(property), defaultOf(property), meaningOf(property)];
    if (skip.includes(key)) return [row];
    const items = property.items ? rowsOf(property.items, `${key}[].`, skip) : [];
    return [row, ...rowsOf(property, `${key}.`, skip), ...items];
  });
}

/** In words: `string`, `list of string`, `high`, `low`. */
export function typeOf(schema) {
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ');
  if ('const' in schema) return code(String(schema.const));
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function defaultOf(schema) {
  return schema.default === undefined ? '' : code(JSON.stringify(schema.default));
}

function meaningOf(schema) {
  const trusted = schema['x-trusted'] ? ' Trusted option.' : '';
  return `${schema.description ?? ''}${trusted}`.trim();
}
