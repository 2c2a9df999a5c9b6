import { SEVERITIES } from '@railgate/contract';

/** What the option `rules` takes. */
export const RULES_OPTION = {
  description:
    'Rules of your own: `pattern` is a regular expression in the syntax of RE2, which takes linear time and knows no look-around; a group named `secret`, or else its first group, is the secret. It runs near one of the `keywords`, in any case, or on everything where there are none. `path` is a glob. They look at the files as they are, not at the history. Findings have the rule `secrets/custom-<id>`.',
  type: 'array',
  maxItems: 200,
  items: {
    type: 'object',
    properties: {
      id: { type: 'string', pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$', maxLength: 64 },
      title: { type: 'string', minLength: 1, maxLength: 120 },
      pattern: { type: 'string', minLength: 1, maxLength: 5000 },
      keywords: { type: 'array', items: { type: 'string', minLength: 3, maxLength: 100 }, maxItems: 50 },
      severity: { enum: SEVERITIES },
      path: { type: 'string', minLength: 1, maxLength: 500 },
      entropy: { type: 'number', minimum: 0, maximum: 8 },
    },
    required: ['id', 'title', 'pattern'],
    additionalProperties: false,
  },
  default: [],
} as const;
