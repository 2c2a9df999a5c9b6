import { addressOf, isLocalNetwork, isLoopback, originEntries, type OriginEntry } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const corsLocalOrigin: RailwayRule = {
  id: 'railway/cors-local-origin',
  name: 'CorsLocalOrigin',
  summary: 'CORS lets origins of a developer machine in, in production too.',
  description:
    'Reports `http://localhost:3000`, 127.0.0.1 and addresses of local networks among the origins that a CORS configuration lets in. Info where the address is only the fallback of a variable. Silent behind a test for development, on apps with a scheme of their own (`capacitor://localhost`), and on lists that are computed.',
  why: 'Whatever runs on a port of a visitor’s machine may read and do there what the visitor may: another program, a page of a tool, an extension that serves one.',
  remediation: 'Add the local origins only when NODE_ENV, DEBUG or the like says development.',
  example: {
    language: 'ts',
    before: "cors({ origin: ['https://app.example.com', 'http://localhost:5173'] });",
    after:
      "cors({ origin: process.env.NODE_ENV === 'production' ? ['https://app.example.com'] : ['http://localhost:5173'] });",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [942],
  catalogue: ['RLY-CORS-006'],
  references: ['https://cors-handbook.com/posts/cors-for-railway-deployments/'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const seen = new Set<string>();
      for (const policy of inProduction(service, facts, facts.cors)) {
        const local = originEntries(policy).filter(isLocal);
        const [first] = local;
        if (!first) continue;
        // One list for the HTTP server and its sockets.
        const place = JSON.stringify(first.place);
        if (seen.has(place)) continue;
        seen.add(place);
        const isFallback = local.every(({ unlessSet }) => unlessSet.length > 0);
        const condition = isFallback ? ` when ${cleanText(first.unlessSet[0] ?? '')} is not set` : '';
        const more = local.length > 1 ? ` and ${local.length - 1} more` : '';
        yield {
          message: `${cleanText(policy.framework)} lets ${cleanText(first.text)}${more} in${condition}: keep local origins for development.`,
          ...(isFallback && { severity: 'info' as const }),
          at: first.place,
          ...(local.length > 1 && { related: local.slice(1, 10).map(({ place }) => place) }),
        };
      }
    },
  },
};

function isLocal({ text, place }: OriginEntry): boolean {
  const address = addressOf({ kind: 'literal', value: text, place });
  if (!address || !/^https?$/.test(address.scheme ?? '')) return false;
  return isLoopback(address.host) || isLocalNetwork(address.host);
}
