import { possibleValues } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const corsUntrimmedOrigins: RailwayRule = {
  id: 'railway/cors-untrimmed-origins',
  name: 'CorsUntrimmedOrigins',
  summary: 'A list of origins from a variable is split and not cleaned.',
  description:
    'Reports origins of a CORS configuration that are read from a variable and split at commas, with nothing done to the pieces. Silent where each piece goes through a function, where a pattern splits, and where the value comes from somewhere that may have cleaned it.',
  why: 'A blank after a comma, or a slash at the end of an address, makes an origin that no browser sends, and the frontend gets a CORS error.',
  remediation: 'Trim each piece, and take the slash at its end off.',
  example: {
    language: 'ts',
    before: "cors({ origin: process.env.CORS_ORIGIN.split(',') });",
    after:
      "cors({ origin: process.env.CORS_ORIGIN.split(',').map((one) => one.trim().replace(/\\/$/, '')) });",
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CORS-013'],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { origin } of inProduction(service, facts, facts.cors)) {
        if (origin.kind !== 'value') continue;
        for (const { value } of possibleValues(origin.value)) {
          if (value.kind !== 'env' || value.pieces !== 'raw') continue;
          yield {
            message: `The origins of ${cleanText(value.names[0])} are split and not trimmed: a blank after a comma lets nobody in.`,
            at: value.place,
          };
        }
      }
    },
  },
};
