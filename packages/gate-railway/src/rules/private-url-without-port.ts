import { isRailwayPrivate, showAddress } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';
import { whereKnown } from '../services/production-code.js';

export const privateUrlWithoutPort: RailwayRule = {
  id: 'railway/private-url-without-port',
  name: 'PrivateUrlWithoutPort',
  summary: 'An address of the private network has no port.',
  description:
    'Reports `http://`, `https://`, `ws://` and `wss://` in front of a host under railway.internal, or of RAILWAY_PRIVATE_DOMAIN, without a port. Medium where the address is a constant that ends with the host, to which a port may be added elsewhere. Silent on bare hosts, and on other schemes, which have ports of their own.',
  why: 'No edge stands in front of the private network: the request goes to port 80 of the other container, and that service listens on its PORT.',
  remediation: 'Add the port of the other service, and define PORT on it, so that it can be referred to.',
  example: {
    language: 'ts',
    before: "fetch('http://api.railway.internal/users');",
    after: "fetch('http://api.railway.internal:3000/users');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-006'],
  references: ['https://docs.railway.com/networking/private-networking'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { address, use, at } of usedAddresses(service, facts)) {
        const { scheme, port, rest } = address;
        if (!/^(?:https?|wss?)$/.test(scheme ?? '') || port !== undefined || !isRailwayPrivate(address))
          continue;
        const mayGrow = rest === '' && use.role !== 'websocket';
        yield {
          message: `${cleanText(showAddress(address))} has no port, and the private network has no default: add the port that the service listens on.`,
          ...(mayGrow ? { severity: 'medium' as const } : whereKnown(service)),
          at,
        };
      }
    },
  },
};
