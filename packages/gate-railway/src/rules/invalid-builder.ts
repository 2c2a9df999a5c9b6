import { cleanText, nearest } from '@railgate/contract';

import { BUILDERS } from '../data/config-keys.js';
import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidBuilder: RailwayRule = {
  id: 'railway/invalid-builder',
  name: 'InvalidBuilder',
  summary: '`build.builder` is no builder that Railway has.',
  description: 'Reports every value but RAILPACK, DOCKERFILE, NIXPACKS, HEROKU and PAKETO, in any case.',
  why: 'Railway refuses the configuration, and with it the deployment.',
  remediation: 'Use `RAILPACK` or `DOCKERFILE`.',
  example: {
    language: 'toml',
    before: '[build]\nbuilder = "docker"',
    after: '[build]\nbuilder = "DOCKERFILE"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-003'],
  references: ['https://docs.railway.com/config-as-code/reference#specify-the-builder'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'build', 'builder')) {
        if (typeof value === 'string' && BUILDERS.includes(value.toUpperCase())) continue;
        const meant =
          typeof value === 'string'
            ? (MEANT.get(value.toLowerCase()) ?? nearest(value, BUILDERS))
            : undefined;
        yield {
          message: `${show(value)} is no builder. ${meant === undefined ? 'Use RAILPACK or DOCKERFILE' : `Did you mean ${meant}`}${meant === undefined ? '.' : '?'}`,
          at: document.place(pointer, 'value', cleanText(document.path)),
          ...(meant !== undefined && {
            fix: {
              description: `Set the builder to ${meant}.`,
              safe: false,
              edits: [replaceString(document, pointer, meant)],
            },
          }),
        };
      }
    },
  },
};

const MEANT: ReadonlyMap<string, string> = new Map([
  ['docker', 'DOCKERFILE'],
  ['nixpack', 'NIXPACKS'],
]);
