import type { OptionsOf, OptionsSchema } from '@railgate/contract';

export const Options = {
  type: 'object',
  properties: {
    languages: {
      description: 'Which languages are looked at. Files of the others are listed as not scanned.',
      type: 'array',
      items: { enum: ['javascript', 'python'] },
      uniqueItems: true,
      minItems: 1,
      default: ['javascript', 'python'],
    },
    ownConfig: {
      description:
        "Runs the repository's own ESLint with its own configuration beside ours. That executes code of the repository, so it counts only from the command line or the user's own configuration.",
      type: 'boolean',
      default: false,
      'x-trusted': true,
    },
  },
  required: ['languages', 'ownConfig'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
