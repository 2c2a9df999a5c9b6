import { originEntries } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const corsNullOrigin: RailwayRule = {
  id: 'railway/cors-null-origin',
  name: 'CorsNullOrigin',
  summary: 'CORS lets the origin "null" or "file://" in.',
  description:
    'Reports the texts `null` and `file://` among the origins that a CORS configuration lets in. Silent on the value null, which means that nothing is set, and in development only.',
  why: 'A sandboxed frame on any website, a data: address and a file on disk all have the origin "null": who lets it in lets everybody in, with cookies where credentials are allowed.',
  remediation:
    'Take it out. An app that is no website (Electron, Capacitor) gets a scheme of its own, such as `capacitor://localhost`.',
  example: {
    language: 'ts',
    before: "cors({ origin: ['https://app.example.com', 'null'] });",
    after: "cors({ origin: ['https://app.example.com'] });",
  },
  severity: 'high',
  precision: 'high',
  cwe: [942, 346],
  catalogue: ['RLY-CORS-005'],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const policy of inProduction(service, facts, facts.cors)) {
        for (const { text, place } of originEntries(policy)) {
          if (!/^(?:null|file:\/\/\/?)$/i.test(text)) continue;
          yield {
            message: `${cleanText(policy.framework)} lets the origin "${cleanText(text)}" in, which sandboxed frames of every website have: take it out.`,
            ...whereKnown(service),
            at: place,
          };
        }
      }
    },
  },
};
