import { allowsCredentials, type CorsPolicy } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const corsReflectedOrigin: RailwayRule = {
  id: 'railway/cors-reflected-origin',
  name: 'CorsReflectedOrigin',
  summary: 'CORS sends back whatever origin asks.',
  description:
    'Reports `origin: true`, a function that says yes to everyone, a pattern that matches everything, and an `Access-Control-Allow-Origin` that is copied from the request. High where credentials are allowed, medium without them or where they are computed. Silent where anything decides: an `if`, a list, a comparison; `if (!origin)` alone lets no other website in.',
  why: 'Every website is allowed, and unlike with `*` also with cookies: a page that a visitor opens elsewhere can read and do what the visitor can.',
  remediation: 'Compare the origin with a list of your frontends, from a variable.',
  example: {
    language: 'ts',
    before: 'app.use(cors({ origin: true, credentials: true }));',
    after: 'app.use(cors({ origin: process.env.FRONTEND_URL, credentials: true }));',
  },
  severity: 'high',
  precision: 'high',
  cwe: [942, 346],
  catalogue: ['RLY-CORS-002'],
  references: ['https://portswigger.net/web-security/cors'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        const at = reflects(policy);
        if (!at) continue;
        const withCredentials = allowsCredentials(policy);
        yield {
          message: `${cleanText(policy.framework)} allows whatever origin asks${withCredentials ? ', with credentials' : ''}: compare it with a list of your frontends.`,
          ...(withCredentials ? whereKnown(service) : { severity: 'medium' as const }),
          at,
        };
      }
    },
  },
};

function reflects({ origin }: CorsPolicy) {
  if (origin.kind === 'reflected') return origin.checked === true ? undefined : origin.place;
  const matchesAll = origin.kind === 'match' && origin.how === 'pattern' && EVERYTHING.test(origin.text);
  return matchesAll ? origin.place : undefined;
}

/** `.*`, `^.*$`, `.+`, `^https?://.*$`. */
const EVERYTHING = /^\^?(?:https\??:\\?\/\\?\/)?(?:\.[*+]|\(\.[*+]\))\$?$/;
