import { addressOf, isRailwayDomain, originEntries } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const corsRailwayOrigin: RailwayRule = {
  id: 'railway/cors-railway-origin',
  name: 'CorsRailwayOrigin',
  summary: 'The Railway domain of a frontend is written into the CORS configuration.',
  description:
    'Reports hosts under up.railway.app among the origins that a CORS configuration lets in. Silent in development only.',
  why: 'The domain changes with the environment and whenever it is generated anew: then the frontend gets CORS errors, and the old name is free for others.',
  remediation: 'Read the origin from a variable that refers to the domain of the frontend.',
  example: {
    language: 'ts',
    before: "cors({ origin: ['https://web-production-1a2b.up.railway.app'] });",
    after:
      '// FRONTEND_URL=https://${{frontend.RAILWAY_PUBLIC_DOMAIN}}\ncors({ origin: [process.env.FRONTEND_URL] });',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CORS-009'],
  references: ['https://docs.railway.com/variables#reference-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        for (const { text, place } of originEntries(policy)) {
          const host = addressOf({ kind: 'literal', value: text.trim(), place })?.host ?? '';
          if (!isRailwayDomain(host) || host.includes('*')) continue;
          yield {
            message: `${cleanText(host)} is written into the CORS configuration: read it from a variable that refers to RAILWAY_PUBLIC_DOMAIN of the frontend.`,
            at: place,
          };
        }
      }
    },
  },
};
