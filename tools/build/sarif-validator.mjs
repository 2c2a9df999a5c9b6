// Compiles the SARIF schema to functions, once at build time: at run time that costs 220–400 ms a start.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { _, Name, str } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';

import { findDuplicate } from './find-duplicate.mjs';
import { quickChecks } from './quick-check.mjs';

const schemaFile = new URL('../../packages/sarif/schema/sarif-2.1.0.schema.json', import.meta.url);
const folder = new URL('../../packages/sarif/generated/', import.meta.url);

/**
 * Writes `sarif-validator.cjs`, a module with one validator a key: `log` for a whole log (or one without its results),
 * `result` for a result; and `sarif-quick.cjs` with the same two as functions that are true for what is valid beyond
 * doubt. Two modules, since the first takes 20 ms to load and is rarely asked.
 */
export function buildSarifValidator() {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, code: { source: true } });
  addFormats.default(ajv);
  useFastUniqueItems(ajv);
  const schema = readSchema();
  ajv.addSchema(schema, 'sarif');
  const code = standaloneCode.default(ajv, { log: 'sarif', result: 'sarif#/definitions/result' });
  mkdirSync(folder, { recursive: true });
  const quick = quickChecks(schema, { log: schema, result: { $ref: '#/definitions/result' } });
  write('sarif-validator.cjs', collectInOneArray(code));
  write('sarif-quick.cjs', `module.exports = ${quick};\n`);
}

function write(name, text) {
  const file = fileURLToPath(new URL(name, folder));
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** The schema without its prose, which would only make the module slower to load, and with patterns that run in linear time. */
function readSchema() {
  return JSON.parse(readFileSync(schemaFile, 'utf8'), (key, value) => {
    if (typeof value !== 'string') return value;
    if (key === 'description' || key === 'title') return undefined;
    return key === 'pattern' ? (LINEAR_PATTERNS.get(value) ?? value) : value;
  });
}

/**
 * Patterns of the schema that take hours for a text of a megabyte, since they try each beginning to its end, and what
 * matches the same texts in linear time. None of them is anchored: what stands around a match does not matter.
 */
const LINEAR_PATTERNS = new Map([
  ['[^/]+/.+', '[^/]/.'],
  [String.raw`[0-9]+(\.[0-9]+){3}`, String.raw`[0-9](\.[0-9]+){2}\.[0-9]`],
]);

/** For each part with errors ajv copies all errors so far: with 200,000 wrong rules that is gigabytes. */
function collectInOneArray(code) {
  const copying = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;
  if (!copying.test(code)) throw new Error('ajv writes other code than it did: look how it collects errors.');
  return code.replace(
    copying,
    'if (vErrors === null) vErrors = $1.errors; else for (const error of $1.errors) vErrors.push(error);',
  );
}

/** ajv compares every item with every other: 25,000 rules take it minutes. This one hashes, and says the same. */
function useFastUniqueItems(ajv) {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: {
      message: ({ params: { pair } }) =>
        str`must NOT have duplicate items (items ## ${_`${pair}[1]`} and ${_`${pair}[0]`} are identical)`,
      params: ({ params: { pair } }) => _`{i: ${pair}[0], j: ${pair}[1]}`,
    },
    code(context) {
      if (context.schema !== true) return;
      const find = context.gen.scopeValue('func', {
        ref: findDuplicate,
        code: new SourceText(findDuplicate),
      });
      const pair = context.gen.const('pair', _`${find}(${context.data})`);
      context.setParams({ pair });
      context.fail(_`${pair} !== undefined`);
    },
  });
}

/** A function that is written out into the generated module as it stands. */
class SourceText extends Name {
  constructor(fn) {
    super('findDuplicate');
    this.str = `(${fn.toString()})`;
  }
  get names() {
    return {};
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildSarifValidator();
