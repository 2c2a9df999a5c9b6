import { addressOf, isLoopback, isPublicName, showAddress } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';
import { asksOwnContainer } from '../services/own-container.js';
import { whereKnown } from '../services/production-code.js';

export const loopbackUrl: RailwayRule = {
  id: 'railway/loopback-url',
  name: 'LoopbackUrl',
  summary: 'A client is given an address of the developer’s own machine.',
  description:
    'Reports `http://localhost:8000`, 127.0.0.1 and 0.0.0.0 that reach a client call or a socket, directly, through a constant or through an import, with no variable that could change them. Silent in tests and scripts, behind a test for development or for the host name localhost, in lists of allowed or blocked hosts, and on a service’s calls to itself: its own PORT, a port that it listens on, several programs in one container. Of `.env.production` the variables are reported that a bundler puts in (VITE_, NEXT_PUBLIC_ …). Fallbacks of variables are reported by `railway/loopback-fallback`.',
  why: 'In a container of Railway localhost is that container, and in a browser it is the visitor’s machine. Nothing answers there: the request fails with ECONNREFUSED.',
  remediation:
    'Read the address from a variable that refers to the other service: RAILWAY_PRIVATE_DOMAIN between services, RAILWAY_PUBLIC_DOMAIN for browsers.',
  example: {
    language: 'ts',
    before: "await fetch('http://localhost:8000/api');",
    after:
      '// API_URL=http://${{api.RAILWAY_PRIVATE_DOMAIN}}:${{api.PORT}}\nawait fetch(`${process.env.API_URL}/api`);',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-001'],
  references: ['https://docs.railway.com/overview/best-practices#use-reference-variables-where-applicable'],
  since: '0.1.0',
  checks: {
    *envFile({ document, role, service }) {
      if (role !== 'production') return;
      for (const { key, value, valueRegion } of document.entries) {
        const at = { path: document.path, region: valueRegion };
        const address = isPublicName(key) ? addressOf({ kind: 'literal', value, place: at }) : undefined;
        if (address?.scheme === undefined || !isLoopback(address.host)) continue;
        const message = `The build writes ${cleanText(showAddress(address))} of ${cleanText(key)} into what browsers load, where it is the visitor’s own machine.`;
        yield { message, ...whereKnown(service), at };
      }
    },
    *code({ facts, service }) {
      for (const used of usedAddresses(service, facts)) {
        const { address, reachesClient, isFallback, isOnly } = used;
        if (!reachesClient || isFallback || !isOnly) continue;
        if (address.scheme === undefined || !isLoopback(address.host)) continue;
        if (!used.use.inBrowser && asksOwnContainer(used, facts, service)) continue;
        yield {
          message: `${cleanText(showAddress(address))} is this container on Railway: read the address of the other service from a variable.`,
          ...whereKnown(service),
          at: used.at,
        };
      }
    },
  },
};
