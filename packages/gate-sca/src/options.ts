import type { OptionsOf, OptionsSchema } from '@railgate/contract';

import { ENGINE_NAMES } from './engines/engine.js';

const ENGINE_LIST = { type: 'array', items: { enum: ENGINE_NAMES }, uniqueItems: true } as const;
const LEVEL = { enum: ['report', 'lower', 'ignore'] } as const;
const LICENCES = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;

export const Options = {
  type: 'object',
  properties: {
    engines: {
      description:
        'Who is asked for known vulnerabilities. `osv`: the database on this machine (`railgate db`). `osv.dev`: its service. `npm-registry`: the advisories of the registry that npm is configured with, for every lockfile of npm packages. `npm-audit`: the npm client itself, where npm is used. `osv-scanner`, `safety`, `pip-audit`: those tools, where they are installed.',
      ...ENGINE_LIST,
      default: [...ENGINE_NAMES],
    },
    require: {
      description:
        'Engines that must answer: `all` of `engines`, or names. Where one of them fails, that is a gap; where another one fails, it is only mentioned, as long as another one answers for the ecosystem.',
      oneOf: [{ const: 'all' }, ENGINE_LIST],
      default: [],
    },
    database: {
      description:
        'Folder of the database. Without it, that of `railgate db` in the data folder of the user (XDG_DATA_HOME).',
      type: 'string',
      minLength: 1,
      'x-trusted': true,
    },
    osvService: {
      description: 'Address of the OSV service.',
      type: 'string',
      pattern: '^https?://',
      default: 'https://api.osv.dev',
      'x-trusted': true,
    },
    registryOnly: {
      description:
        'Only names of packages that come from a registry leave this machine. `false` sends those of git, file and workspace dependencies, too.',
      type: 'boolean',
      default: true,
      'x-trusted': true,
    },
    developmentDependencies: {
      description:
        'What a vulnerability in a development dependency counts: `report` as any other, `lower` one level less, `ignore` nothing. Malicious packages always count.',
      ...LEVEL,
      default: 'lower',
    },
    unfixable: {
      description: 'What a vulnerability counts for which no fixed version is known: as above.',
      ...LEVEL,
      default: 'report',
    },
    minimumAge: {
      description:
        'Days that a version must have been published before it is trusted; 0 asks for none. Needs the registry.',
      type: 'integer',
      minimum: 0,
      default: 0,
    },
    licences: {
      description:
        'Licences by SPDX id: `deny` names those that must not be used, `allow` the only ones that may.',
      type: 'object',
      properties: { allow: LICENCES, deny: LICENCES },
      additionalProperties: false,
      default: {},
    },
    installScripts: {
      description: 'Names of packages whose install scripts are expected.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      default: [],
    },
  },
  required: [
    'engines',
    'require',
    'osvService',
    'registryOnly',
    'developmentDependencies',
    'unfixable',
    'minimumAge',
    'licences',
    'installScripts',
  ],
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
