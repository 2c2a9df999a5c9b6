import { looseness } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const corsLooseOrigin: RailwayRule = {
  id: 'railway/cors-loose-origin',
  name: 'CorsLooseOrigin',
  summary: 'CORS compares a part of the origin only, and strangers pass.',
  description:
    'Reports tests of the origin that somebody else’s host passes: `origin.includes("railway.app")`, `endsWith(".up.railway.app")` and other domains where anybody gets a name, `endsWith("example.com")` without the dot, `startsWith("https://example.com")` without an end, patterns without `$`. Medium where the name in front is one’s own (`^https://myapp-[a-z0-9-]+\\.up\\.railway\\.app$`) and for tests for localhost. Silent on lists, exact patterns, subdomains of a domain of one’s own, and in development only.',
  why: 'Everybody can deploy to Railway and Vercel and gets a host under the same domain. What passes the test may read and do what your visitors can.',
  remediation: 'Compare with whole origins, from reference variables of Railway.',
  example: {
    language: 'ts',
    before: 'cors({ origin: /\\.up\\.railway\\.app$/ });',
    after: 'cors({ origin: process.env.FRONTEND_URL });',
  },
  severity: 'high',
  precision: 'high',
  cwe: [942, 183, 625],
  catalogue: ['RLY-CORS-004'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        const { origin } = policy;
        const loose = origin.kind === 'match' ? looseness(origin, policy) : undefined;
        if (origin.kind !== 'match' || !loose) continue;
        yield {
          message: `This test of the origin (${origin.how} ${cleanText(origin.text)}) also lets ${cleanText(loose.passes)} in: compare with whole origins.`,
          ...(loose.kind === 'loose' ? whereKnown(service) : { severity: 'medium' as const }),
          at: origin.place,
        };
      }
    },
  },
};
