import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { configSchema, WAIVERS_SCHEMA } from './schema.js';
import { isSurelyValid } from './surely-valid.js';

const NAMES = ['a', 'b', 'toString', 'reason'];
const TEXTS = ['', 'a', 'ab', '𝒳𝒳', '7d', '2027-01-31'];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 1.5, -3, 200),
  fc.constantFrom(...TEXTS),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }),
  ),
}));

const limit = fc.integer({ min: 0, max: 2 });
const { schema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record(
      {
        type: fc.constantFrom<unknown>('string', 'integer', 'number', 'null', 'boolean', ['object', 'array']),
        minLength: limit,
        maxLength: limit,
        pattern: fc.constantFrom('^.$', '^[0-9]+d$'),
        minimum: limit,
        exclusiveMinimum: limit,
        maximum: limit,
        enum: fc.uniqueArray(fc.oneof(scalar, fc.constant([])), { minLength: 1, maxLength: 3 }),
        'x-trusted': fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      { items: tie('schema'), minItems: limit, maxItems: limit, uniqueItems: fc.boolean(), const: scalar },
      { requiredKeys: ['items'] },
    ),
    fc.record(
      {
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 3 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        patternProperties: fc.constant({ '^a': { type: 'string' } }),
        required: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      },
      { requiredKeys: ['properties'] },
    ),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('schema') }),
  ),
}));

function ajvSays(rules: unknown, data: unknown, trusted: boolean): boolean {
  const ajv = new Ajv({ strict: false, validateSchema: false, passContext: true, logger: false });
  ajv.addKeyword({ keyword: 'x-trusted', validate: (isTrustedOnly: boolean) => !isTrustedOnly || trusted });
  return ajv.compile(rules as object)(data);
}

describe('isSurelyValid', () => {
  it('says of nothing that it is valid where ajv does not', () => {
    let valid = 0;
    fc.assert(
      fc.property(schema, value, fc.boolean(), (rules, data, trusted) => {
        if (!isSurelyValid(rules, data, trusted)) return;
        valid++;
        expect(ajvSays(rules, data, trusted)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(valid).toBeGreaterThan(30);
  });

  it.each<[unknown, unknown]>([
    [{ patternProperties: { '^a': false } }, { a: 1 }],
    [{ additionalProperties: true, patternProperties: { '^a': false } }, { a: 1 }],
    [{ enum: [[1]] }, [1]],
    [{ uniqueItems: true }, [[1], [1]]],
    [{ type: 'array', pattern: '(' }, 'a'],
    [{ type: 'tuple' }, []],
  ])('leaves %j to ajv', (rules, data) => {
    expect(isSurelyValid(rules, data, true)).toBe(false);
  });

  it('knows every keyword of the general keys and of the waivers', () => {
    const config = {
      $schema: 'x',
      failOn: 'high',
      newOnly: true,
      inlineIgnores: false,
      services: [{ name: 'api', root: 'a', configFile: 'b' }],
      ignore: ['**/x'],
      maxDataAge: '7d',
      gates: {
        a: { enabled: true, enforce: true, failOn: 'low', maxFindings: 3, newOnly: false, timeout: 1.5 },
      },
    };
    const options = { type: 'object', properties: {}, additionalProperties: false } as const;
    const gates = configSchema([{ meta: { id: 'a', timeout: 1 }, options }]);
    expect(isSurelyValid(gates, config, false)).toBe(true);
    const waiver = {
      reason: 'r',
      owner: 'o',
      expires: '2027-01-31',
      kind: 'accepted-risk',
      purl: 'pkg:npm/x',
    };
    expect(isSurelyValid(WAIVERS_SCHEMA, [waiver, { ...waiver, path: 'a/**', rule: 'x' }], true)).toBe(true);
    expect(isSurelyValid(WAIVERS_SCHEMA, [{ ...waiver, expires: 'soon' }], true)).toBe(false);
  });
});
