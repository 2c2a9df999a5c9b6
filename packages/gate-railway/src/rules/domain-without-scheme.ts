import { possibleItems, type FileFacts, type Value } from '@railgate/code';
import type { Place } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import type { ServiceModel } from '../services/model.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const domainWithoutScheme: RailwayRule = {
  id: 'railway/domain-without-scheme',
  name: 'DomainWithoutScheme',
  summary: 'RAILWAY_PUBLIC_DOMAIN is used as a whole address.',
  description:
    'Reports RAILWAY_PUBLIC_DOMAIN (and RAILWAY_STATIC_URL) as an origin of a CORS configuration, and at the beginning of the address that a client call or a socket is given. Silent where the code writes `https://` in front of it.',
  why: 'The variable holds a host and no scheme. As an origin it matches no browser, and as an address it is invalid, or relative to the page.',
  remediation: 'Write `https://` in front of it.',
  example: {
    language: 'ts',
    before: 'cors({ origin: process.env.RAILWAY_PUBLIC_DOMAIN });',
    after: 'cors({ origin: `https://${process.env.RAILWAY_PUBLIC_DOMAIN}` });',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-011'],
  references: ['https://docs.railway.com/variables/reference#railway-provided-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const at of bareDomains(service, facts)) {
        yield {
          message: 'RAILWAY_PUBLIC_DOMAIN holds a host without a scheme: write https:// in front of it.',
          ...whereKnown(service),
          at,
        };
      }
    },
  },
};

function bareDomains(service: ServiceModel, facts: FileFacts): readonly Place[] {
  const origins = inProduction(service, facts, facts.cors).flatMap(({ origin }) =>
    origin.kind === 'value' ? possibleItems(origin.value) : [],
  );
  const asked = inProduction(service, facts, facts.urls)
    .filter(({ role }) => role === 'request' || role === 'websocket')
    .flatMap(({ value }) => possibleItems(value));
  return [...origins, ...asked].flatMap(({ value }) => (beginsWithDomain(value) ? [value.place] : []));
}

function beginsWithDomain(value: Value): boolean {
  const first = value.kind === 'template' ? value.parts[0] : value;
  return first?.kind === 'env' && /^(?:RAILWAY_PUBLIC_DOMAIN|RAILWAY_STATIC_URL)$/.test(first.names[0]);
}
