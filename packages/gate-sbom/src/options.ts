import type { OptionsOf, OptionsSchema } from '@railgate/contract';

import { ENGINE_NAMES } from './engines/engine.js';

const ENGINE_LIST = { type: 'array', items: { enum: ENGINE_NAMES }, uniqueItems: true } as const;
export const FORMATS = ['cyclonedx', 'spdx'] as const;

export const Options = {
  type: 'object',
  properties: {
    formats: {
      description:
        'What is written: `cyclonedx` (CycloneDX 1.6, `sbom/<target>.cdx.json`) and `spdx` (SPDX 2.3, `sbom/<target>.spdx.json`).',
      type: 'array',
      items: { enum: FORMATS },
      uniqueItems: true,
      minItems: 1,
      default: [...FORMATS],
    },
    projects: {
      description:
        'Besides the bill of the whole repository, one for each project that depends on something. `false` leaves those out.',
      type: 'boolean',
      default: true,
    },
    engines: {
      description:
        'Who reads the lockfiles beside this gate, and must come to the same packages. `cyclonedx-npm` comes with Railgate and needs npm; it reads those of npm. `cdxgen` must be installed; it reads those of Python, pnpm, yarn and PHP.',
      ...ENGINE_LIST,
      default: ['cyclonedx-npm'],
    },
    require: {
      description:
        'Engines that must answer: `all` of `engines`, or names, which are asked then, too. Where one of them fails, that is a gap; where another one fails, it is only mentioned. An answer that differs from the lockfile is a gap always.',
      oneOf: [{ const: 'all' }, ENGINE_LIST],
      default: [],
    },
  },
  required: ['formats', 'projects', 'engines', 'require'],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
