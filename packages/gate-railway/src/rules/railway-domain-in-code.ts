import { isRailwayDomain, isWritten } from '@railgate/code';
import { cleanText, type Severity } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses, type UsedAddress } from '../services/addresses.js';

export const railwayDomainInCode: RailwayRule = {
  id: 'railway/railway-domain-in-code',
  name: 'RailwayDomainInCode',
  summary: 'The Railway domain of a service is written into the code.',
  description:
    'Reports hosts under up.railway.app in source code: high where a client or a socket is given them, medium in constants and as the fallback of a variable, info as the argument of anything else. Once for each host and file. Silent in comments, tests and scripts, in lists of allowed hosts, and in CORS configurations, which `railway/cors-railway-origin` reports.',
  why: 'Every environment has domains of its own, and a service that is made anew gets another one. Staging then talks to production, and a name that was given up can be taken by somebody else.',
  remediation: 'Read it from a variable that refers to RAILWAY_PUBLIC_DOMAIN of the service.',
  example: {
    language: 'ts',
    before: "fetch('https://api-production-ab12.up.railway.app/users');",
    after: '// API_URL=https://${{api.RAILWAY_PUBLIC_DOMAIN}}\nfetch(`${process.env.API_URL}/users`);',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-003'],
  references: ['https://docs.railway.com/variables#referencing-another-services-variable'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const seen = new Set<string>();
      for (const used of usedAddresses(service, facts)) {
        const { address, at } = used;
        if (!isRailwayDomain(address.host) || !isWritten(address) || seen.has(address.host)) continue;
        seen.add(address.host);
        yield {
          message: `${cleanText(address.host)} is written into the code: read it from a variable that refers to RAILWAY_PUBLIC_DOMAIN of that service.`,
          severity: severityOf(used, service.known),
          at,
        };
      }
    },
  },
};

function severityOf({ use, reachesClient, isFallback }: UsedAddress, known: boolean): Severity {
  if (reachesClient) return known && !isFallback ? 'high' : 'medium';
  return use.role === 'argument' && !isFallback ? 'info' : 'medium';
}
