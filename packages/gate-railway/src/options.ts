import type { OptionsOf, OptionsSchema } from '@railgate/contract';

export const Options = {
  type: 'object',
  properties: {
    conflictSeverity: {
      enum: ['high', 'medium', 'low'],
      default: 'high',
      description:
        'Severity of railpack.json beside railway.toml or railway.json in one service root (railway/config-conflict).',
    },
    deprecation: {
      enum: ['dated', 'high', 'medium', 'low', 'info', 'off'],
      default: 'dated',
      description:
        'Severity of railway.toml and railway.json, which Railway stops reading (railway/config-deprecated). `dated`: medium before the cutoff, high from it on.',
    },
    deployBranch: {
      type: 'string',
      default: '',
      maxLength: 200,
      description:
        'The branch that Railway deploys, for step 1 of the Quick-Check. Empty: what railway.ts says, else the default branch of `origin`.',
    },
    cache: {
      type: 'boolean',
      default: true,
      description:
        'Whether what source files say is kept in the cache folder of the user (`$XDG_CACHE_HOME/railgate`), for the next run over the same files.',
    },
    requireUpToDate: {
      type: 'boolean',
      default: false,
      description:
        'Whether step 1 of the Quick-Check counts: a checkout that is behind the deploy branch is high instead of info, uncommitted changes of Railway’s files are medium, and a checkout that cannot be compared is a gap. Nothing is fetched.',
    },
  },
  required: ['conflictSeverity', 'deprecation', 'deployBranch', 'cache', 'requireUpToDate'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;

export const DEFAULT_OPTIONS: Options = {
  conflictSeverity: 'high',
  deprecation: 'dated',
  deployBranch: '',
  cache: true,
  requireUpToDate: false,
};
