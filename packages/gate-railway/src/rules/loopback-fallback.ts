import { isLoopback, showAddress } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';
import { imageSets } from '../services/image-variables.js';
import { bakedByNext } from '../services/next-config.js';
import { startsBeside } from '../services/own-container.js';

export const loopbackFallback: RailwayRule = {
  id: 'railway/loopback-fallback',
  name: 'LoopbackFallback',
  summary: 'An address falls back to the developer’s own machine when its variable is not set.',
  description:
    'Reports `process.env.API_URL || "http://localhost:8000"` and its like, once for each variable and file. High where the variable is baked into a bundle when it is built (VITE_, NEXT_PUBLIC_, REACT_APP_ …), else medium. Silent behind a test for development, where something else is asked as well, where the Dockerfile sets the variable or starts another program on that port, in lists of allowed hosts and origins, and on host names without a scheme.',
  why: 'A variable that is misspelt or missing in one environment shows up as requests to localhost, long after the deployment counted as healthy; in a bundle it cannot even be mended without a new build.',
  remediation: 'Stop the start, or the build of a frontend, when the variable is missing in production.',
  example: {
    language: 'ts',
    before: "const api = import.meta.env.VITE_API_URL || 'http://localhost:5000';",
    after:
      "const api = import.meta.env.VITE_API_URL ?? (import.meta.env.DEV ? 'http://localhost:5000' : undefined);\nif (!api) throw new Error('VITE_API_URL is not set');",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-002'],
  references: ['https://docs.railway.com/guides/frontend-environment-variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const seen = new Set<string>();
      // next build bakes these in, and another rule says so.
      const baked = new Set(bakedByNext(service, facts).map((one) => one.use));
      for (const { use, address, isFallback, isOnly, at } of usedAddresses(service, facts)) {
        const name = use.name ?? '';
        if (!isFallback || !isOnly || address.scheme === undefined || !isLoopback(address.host)) continue;
        if (imageSets(service, name, use.inBrowser)) continue;
        if (!use.inBrowser && startsBeside(service, address.port)) continue;
        if (baked.has(use) || seen.has(name) || /^(?:HOST|HOSTNAME|BIND|LISTEN)/.test(name)) continue;
        seen.add(name);
        const isBaked = use.inBrowser && service.known;
        const how = isBaked ? 'the bundle keeps' : 'the service uses';
        yield {
          message: `Without ${cleanText(name) || 'its variable'}, ${how} ${cleanText(showAddress(address))}: stop instead when it is missing in production.`,
          ...(isBaked && { severity: 'high' as const }),
          at,
        };
      }
    },
  },
};
