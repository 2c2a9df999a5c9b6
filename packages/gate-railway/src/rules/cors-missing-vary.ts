import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const corsMissingVary: RailwayRule = {
  id: 'railway/cors-missing-vary',
  name: 'CorsMissingVary',
  summary: 'The answer depends on the origin, and no Vary header says so.',
  description:
    'Reports an `Access-Control-Allow-Origin` that is written by hand from the origin of the request, without `Vary: Origin` in the same function. Silent on constant values and on libraries, which write it themselves.',
  why: 'A cache between the service and the browser keeps the answer for one origin and gives it to another, which then gets a CORS error.',
  remediation: 'Set `Vary: Origin` beside it.',
  example: {
    language: 'ts',
    before:
      "if (allowed.has(req.headers.origin))\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);",
    after:
      "res.vary('Origin');\nif (allowed.has(req.headers.origin))\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);",
  },
  severity: 'info',
  precision: 'high',
  cwe: [524],
  catalogue: ['RLY-CORS-010'],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#access-control-allow-origin'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { origin, vary, place } of inProduction(service, facts, facts.cors)) {
        if (vary !== false || (origin.kind !== 'reflected' && origin.kind !== 'match')) continue;
        yield {
          message: 'Access-Control-Allow-Origin depends on the request here: set Vary: Origin beside it.',
          at: place,
        };
      }
    },
  },
};
