import { allowsCredentials, opensToAll } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const corsWildcardCredentials: RailwayRule = {
  id: 'railway/cors-wildcard-credentials',
  name: 'CorsWildcardCredentials',
  summary: 'CORS lets every origin in and allows credentials.',
  description:
    'Reports a CORS configuration whose origin is `*`, or the default that means it, together with credentials. Silent where one of the two is computed, depends on the environment, or holds in development only.',
  why: 'Browsers refuse `*` for requests with cookies, so the frontend gets a CORS error; and libraries that send the origin of the request back instead let every website act as the visitor who is logged in.',
  remediation: 'List the origins of your frontends, from a variable, or leave credentials out.',
  example: {
    language: 'ts',
    before: "app.use(cors({ origin: '*', credentials: true }));",
    after: 'app.use(cors({ origin: process.env.FRONTEND_URL, credentials: true }));',
  },
  severity: 'high',
  precision: 'high',
  cwe: [942],
  catalogue: ['RLY-CORS-001'],
  references: [
    'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
    'https://github.com/Kludex/starlette/pull/3137',
  ],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        const at = opensToAll(policy);
        if (!at || !allowsCredentials(policy)) continue;
        yield {
          message: `${cleanText(policy.framework)} lets every origin in and allows credentials: list the origins of your frontends instead.`,
          ...whereKnown(service),
          at,
        };
      }
    },
  },
};
