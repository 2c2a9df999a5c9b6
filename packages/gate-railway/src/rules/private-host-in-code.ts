import { isRailwayPrivate, isWritten } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';

export const privateHostInCode: RailwayRule = {
  id: 'railway/private-host-in-code',
  name: 'PrivateHostInCode',
  summary: 'A host of the private network is written into the code.',
  description:
    'Reports hosts under railway.internal in source code, once for each host and file; info as the fallback of a variable. Silent in comments, tests and scripts and in lists of allowed hosts.',
  why: 'The host is made of the name of the other service: whoever renames it breaks this one, and nothing in Railway shows that the two belong together.',
  remediation: 'Read it from a variable that refers to RAILWAY_PRIVATE_DOMAIN of the service.',
  example: {
    language: 'ts',
    before: "fetch('http://engine.railway.internal:8000/run');",
    after:
      '// ENGINE_URL=http://${{engine.RAILWAY_PRIVATE_DOMAIN}}:${{engine.PORT}}\nfetch(`${process.env.ENGINE_URL}/run`);',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-004'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains#using-reference-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const seen = new Set<string>();
      for (const { use, address, at, isFallback } of usedAddresses(service, facts)) {
        // `.railway.internal`: the end of a host, to compare with.
        if (address.host.startsWith('.')) continue;
        // In a browser it is worse than that, and another rule says so.
        if (use.inBrowser || !isWritten(address) || !isRailwayPrivate(address) || seen.has(address.host))
          continue;
        seen.add(address.host);
        yield {
          message: `${cleanText(address.host)} is written into the code: read it from a variable that refers to RAILWAY_PRIVATE_DOMAIN of that service.`,
          ...(isFallback && { severity: 'info' as const }),
          at,
        };
      }
    },
  },
};
