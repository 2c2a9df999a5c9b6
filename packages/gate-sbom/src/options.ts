import type { OptionsOf, OptionsSchema } from '@railgate/contract';

export const Options = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
