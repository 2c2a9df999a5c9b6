import { nearest } from '@railgate/contract';

import { RAILPACK_PROVIDERS } from '../data/railpack-keys.js';
import { show } from '../names/show.js';
import type { RailwayRule } from '../rule.js';

export const railpackProvider: RailwayRule = {
  id: 'railway/railpack-provider',
  name: 'RailpackProvider',
  summary: '`provider` of railpack.json is no provider that Railpack has.',
  description: 'Reports every value but the names that Railpack documents, in any case.',
  why: 'Railpack guesses the language instead, or the build fails.',
  remediation: 'Use one of the names, or leave the key out and let Railpack detect the language.',
  example: { language: 'json', before: '{ "provider": "railway" }', after: '{ "provider": "node" }' },
  severity: 'medium',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CONF-005'],
  references: ['https://railpack.com/config/file#provider-values'],
  since: '0.1.0',
  checks: {
    *railpack({ document }) {
      const value = document.get(['provider']);
      if (value === undefined || value === null) return;
      if (typeof value === 'string' && RAILPACK_PROVIDERS.includes(value.toLowerCase())) return;
      const meant =
        typeof value === 'string'
          ? (MEANT.get(value.toLowerCase()) ?? nearest(value, RAILPACK_PROVIDERS))
          : undefined;
      yield {
        message: `${show(value)} is no provider of Railpack. ${meant === undefined ? `Use one of ${RAILPACK_PROVIDERS.join(', ')}.` : `Did you mean ${meant}?`}`,
        at: document.place(['provider'], 'value'),
      };
    },
  },
};

const MEANT: ReadonlyMap<string, string> = new Map([
  ['nodejs', 'node'],
  ['bun', 'node'],
  ['go', 'golang'],
  ['static', 'staticfile'],
  ['c++', 'cpp'],
  ['csharp', 'dotnet'],
]);
