import type { OptionsOf, OptionsSchema } from '@railgate/contract';

export const Options = {
  type: 'object',
  properties: {
    history: {
      description:
        'Looks into the commits, too: `true` for all that branches, tags and stashes reach, or a range of revisions as git writes it, `origin/main..HEAD`. Each version of a file is read once.',
      oneOf: [{ type: 'boolean' }, { type: 'string', minLength: 1 }],
      default: false,
    },
  },
  required: ['history'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
