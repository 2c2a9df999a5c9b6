import { allowsCredentials, opensToAll } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

/** Where a header is written out, once for each handler or location. */
const BY_HAND: ReadonlySet<string> = new Set(['headers', 'nginx', 'caddy']);

export const corsAnyOrigin: RailwayRule = {
  id: 'railway/cors-any-origin',
  name: 'CorsAnyOrigin',
  summary: 'CORS lets every origin in.',
  description:
    'Reports a CORS configuration whose origin is `*`, or the default that means it: `cors()`, `app.enableCors()`. Silent where the origin is computed or holds in development only, and where credentials are allowed, which `railway/cors-wildcard-credentials` reports. A public API that is read without logging in may mean it: say so with a comment that ignores the rule.',
  why: 'Every website can read what the service answers to its visitors, also what a firewall or an address of the private network would keep from strangers.',
  remediation: 'List the origins of your frontends, from a variable.',
  example: {
    language: 'ts',
    before: 'app.use(cors());',
    after: 'app.use(cors({ origin: process.env.FRONTEND_URL }));',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [942],
  catalogue: ['RLY-CORS-003'],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const open = inProduction(service, facts, facts.cors).flatMap((policy) => {
        const at = opensToAll(policy);
        return at && !allowsCredentials(policy) ? [{ policy, at }] : [];
      });
      const headers = open.filter(({ policy }) => BY_HAND.has(policy.framework));
      for (const { policy, at } of open) {
        // A file that writes the header in every handler is one thing to mend.
        if (headers.some((one, index) => index > 0 && one.policy === policy)) continue;
        const more = BY_HAND.has(policy.framework) ? headers.slice(1) : [];
        const how = policy.origin.kind === 'default' ? 'by its default' : 'with `*`';
        const often = more.length > 0 ? ` (and ${more.length} more times in this file)` : '';
        yield {
          message: `${cleanText(policy.framework)} lets every origin in ${how}${often}: list the origins of your frontends.`,
          at,
          ...(more.length > 0 && { related: more.slice(0, 10).map((one) => one.at) }),
        };
      }
    },
  },
};
