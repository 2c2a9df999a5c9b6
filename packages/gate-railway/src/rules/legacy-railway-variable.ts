import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const legacyRailwayVariable: RailwayRule = {
  id: 'railway/legacy-railway-variable',
  name: 'LegacyRailwayVariable',
  summary: 'The code reads a variable that Railway no longer documents.',
  description:
    'Reports reads of RAILWAY_STATIC_URL, RAILWAY_ENVIRONMENT, RAILWAY_SERVICE_<NAME>_URL and DATABASE_PRIVATE_URL, once for each name and file. Silent where the file reads the variable that took its place as well.',
  why: 'Old projects still get them, and new ones may not: the code then takes its way for "not on Railway".',
  remediation:
    'Read the variable that took its place; for the address of another service, one of your own that is set to `${{api.RAILWAY_PUBLIC_DOMAIN}}`.',
  example: {
    language: 'ts',
    before: 'const host = process.env.RAILWAY_STATIC_URL;',
    after: 'const host = process.env.RAILWAY_PUBLIC_DOMAIN;',
  },
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-URL-015'],
  references: ['https://docs.railway.com/variables/reference'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const names = new Set(facts.env.map(({ name }) => name));
      const seen = new Set<string>();
      for (const { name, place } of inProduction(service, facts, facts.env)) {
        const now = successorOf(name);
        if (now === undefined || names.has(now) || seen.has(name)) continue;
        seen.add(name);
        yield {
          message: `${cleanText(name)} is no longer documented: ${cleanText(now)} took its place.`,
          at: place,
        };
      }
    },
  },
};

function successorOf(name: string): string | undefined {
  if (name === 'RAILWAY_STATIC_URL') return 'RAILWAY_PUBLIC_DOMAIN';
  // The address of another service: RAILWAY_PUBLIC_DOMAIN alone is this one's.
  if (/^RAILWAY_SERVICE_\w+_URL$/.test(name))
    return 'a variable of yours that refers to RAILWAY_PUBLIC_DOMAIN of that service';
  if (name === 'RAILWAY_ENVIRONMENT') return 'RAILWAY_ENVIRONMENT_NAME';
  return name === 'DATABASE_PRIVATE_URL' ? 'DATABASE_URL' : undefined;
}
