import Ajv2020 from 'ajv/dist/2020.js';
import type { FromSchema } from 'json-schema-to-ts';
import { describe, expect, expectTypeOf, it } from 'vitest';

import type { RunManifest } from './run-manifest.js';
import { RUN_SCHEMA } from './run-schema.js';

describe('RUN_SCHEMA', () => {
  it('compiles in strict mode', () => {
    expect(() =>
      new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(RUN_SCHEMA),
    ).not.toThrow();
  });

  it('says of the verdict what the types say', () => {
    type Schema = FromSchema<typeof RUN_SCHEMA>;
    expectTypeOf<RunManifest['verdict']['status']>().toEqualTypeOf<Schema['verdict']['status']>();
    expectTypeOf<RunManifest['outcomes'][number]['status']>().toEqualTypeOf<
      Schema['outcomes'][number]['status']
    >();
    expectTypeOf<keyof RunManifest>().toEqualTypeOf<keyof Schema>();
  });
});
