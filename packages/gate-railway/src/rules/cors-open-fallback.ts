import { isLiteral, isStar, possibleItems, possibleValues, type CorsPolicy } from '@railgate/code';
import { cleanText, type Place } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const corsOpenFallback: RailwayRule = {
  id: 'railway/cors-open-fallback',
  name: 'CorsOpenFallback',
  summary: 'CORS lets every origin in when a variable is not set.',
  description:
    'Reports an origin that is read from the environment with `*`, or true, as its fallback: `process.env.FRONTEND_URL || "*"`. Silent where the fallback counts in development only.',
  why: 'A variable that is misspelt, or missing in a new environment, opens the service to every website, and nothing shows it: all requests still work.',
  remediation: 'Leave the fallback out, and stop the service at its start when the variable is missing.',
  example: {
    language: 'ts',
    before: "app.use(cors({ origin: process.env.FRONTEND_URL || '*' }));",
    after:
      "if (!process.env.FRONTEND_URL) throw new Error('FRONTEND_URL is not set');\napp.use(cors({ origin: process.env.FRONTEND_URL }));",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [942, 636],
  catalogue: ['RLY-CORS-008'],
  references: ['https://docs.railway.com/variables#reference-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        const open = openFallback(policy);
        if (!open) continue;
        yield {
          message: `${cleanText(policy.framework)} lets every origin in when ${cleanText(open.variable)} is not set: stop at the start instead.`,
          at: open.at,
        };
      }
    },
  },
};

function openFallback({ framework, origin }: CorsPolicy): { variable: string; at: Place } | undefined {
  if (origin.kind !== 'value') return undefined;
  const found = [
    ...possibleValues(origin.value).filter(({ value }) => isStar(value, framework) || isLiteral(value, true)),
    ...possibleItems(origin.value).filter(({ value, inList }) => inList && isLiteral(value, '*')),
  ].find(({ unlessSet }) => unlessSet.length > 0);
  const variable = found?.unlessSet[0];
  return found && variable !== undefined ? { variable, at: found.value.place } : undefined;
}
