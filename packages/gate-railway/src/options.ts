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
  },
  required: ['conflictSeverity', 'deprecation'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
