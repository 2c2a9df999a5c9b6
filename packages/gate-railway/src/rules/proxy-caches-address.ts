import { addressOf, isRailwayPrivate, possibleValues, showAddress } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const proxyCachesAddress: RailwayRule = {
  id: 'railway/proxy-caches-address',
  name: 'ProxyCachesAddress',
  summary: 'nginx looks up a host of the private network once and keeps its address.',
  description:
    'Reports a `proxy_pass`, and a `server` of an upstream, with a host under railway.internal or of RAILWAY_PRIVATE_DOMAIN that is written into it. Silent where the host stands behind a variable of nginx and a `resolver` is set, where the server of the upstream says `resolve`, and on Caddy, which looks names up for each connection.',
  why: 'A service gets a new address with every deployment. nginx asks for it when it starts: afterwards it sends requests to an address that nobody has, answers 502 until somebody restarts it, and does not start at all while the other service is away.',
  remediation:
    'Set `resolver` and put the address into a variable: `resolver [fd12::10] valid=10s; set $api http://api.railway.internal:3000; proxy_pass $api;`.',
  example: {
    language: 'nginx',
    before: 'location /api/ {\n    proxy_pass http://api.railway.internal:3000;\n}',
    after:
      'location /api/ {\n    resolver [fd12::10] valid=10s;\n    set $api http://api.railway.internal:3000;\n    proxy_pass $api;\n}',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-017'],
  references: ['https://docs.railway.com/networking/private-networking/how-it-works'],
  since: '0.1.0',
  checks: {
    *code({ facts }) {
      for (const { target, looksUpAgain, place } of facts.proxies ?? []) {
        if (looksUpAgain) continue;
        const found = possibleValues(target)
          .map(({ value }) => addressOf(value))
          .find((one) => one !== undefined && isRailwayPrivate(one));
        if (!found) continue;
        yield {
          message: `nginx looks ${cleanText(showAddress(found))} up once, when it starts, and the address changes with every deployment: set a resolver and put it into a variable.`,
          at: target.place.path === place.path ? target.place : place,
        };
      }
    },
  },
};
