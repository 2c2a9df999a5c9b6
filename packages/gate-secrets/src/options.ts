import type { OptionsOf, OptionsSchema } from '@railgate/contract';

import { ENGINE_NAMES } from './engines/engine.js';
import { RULES_OPTION } from './user-rules/options.js';

const ENGINE_LIST = { type: 'array', items: { enum: ENGINE_NAMES }, uniqueItems: true } as const;

export const Options = {
  type: 'object',
  properties: {
    history: {
      description:
        'Looks into the commits, too: `true` for all that branches, tags and stashes reach, or a range of revisions as git writes it, `origin/main..HEAD`. Each version of a file is read once.',
      oneOf: [{ type: 'boolean' }, { type: 'string', minLength: 1 }],
      default: false,
    },
    files: {
      description:
        'Looks at the files as they are. `false` leaves them to another run: a hook before a push looks at the commits that are pushed, and at nothing else.',
      type: 'boolean',
      default: true,
    },
    engines: {
      description:
        'Other scanners that look at the same files beside the rules of this gate: `secretlint` comes with Railgate, `gitleaks` and `betterleaks` must be installed. What several report is one finding that names them all. None of them takes its configuration from the repository.',
      ...ENGINE_LIST,
      default: [],
    },
    require: {
      description:
        'Engines that must answer: `all` of `engines`, or names, which are asked then, too. Where one of them fails, that is a gap; where another one fails, it is only mentioned.',
      oneOf: [{ const: 'all' }, ENGINE_LIST],
      default: [],
    },
    rules: RULES_OPTION,
    environment: {
      description:
        'Names of environment variables that count as declared though no `.env.example` names them; `false` leaves the environment contract out, with all rules `secrets/env-…`.',
      oneOf: [
        { const: false },
        { type: 'array', items: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } },
      ],
      default: [],
    },
  },
  required: ['history', 'files', 'engines', 'require', 'rules', 'environment'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
