import { isPublicName, isRailwayPrivate, variablesOf } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';
import { whereKnown } from '../services/production-code.js';

export const privateHostInBrowser: RailwayRule = {
  id: 'railway/private-host-in-browser',
  name: 'PrivateHostInBrowser',
  summary: 'A browser is given a host of the private network.',
  description:
    'Reports hosts under railway.internal, and RAILWAY_PRIVATE_DOMAIN, in code that runs in browsers (Vue, Svelte, `use client`, files that read what a bundler puts in) and in variables that are baked into bundles (VITE_, NEXT_PUBLIC_, REACT_APP_, PUBLIC_ …): in `.env` files, in the Dockerfile and in .railway/railway.ts. Silent in server components, route handlers, files for the server only and rewrites of next.config, which run on the server.',
  why: 'The private network exists between the containers of an environment. A browser cannot resolve the name, so every request of the frontend fails.',
  remediation:
    'Give the browser the public domain, `https://${{api.RAILWAY_PUBLIC_DOMAIN}}`, or let the server of the frontend hand requests on.',
  example: {
    language: 'dotenv',
    before: 'VITE_API_URL=http://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000',
    after: 'VITE_API_URL=https://${{api.RAILWAY_PUBLIC_DOMAIN}}',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-007'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains#private-domain-scope'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { use, address, at } of usedAddresses(service, facts)) {
        if (!use.inBrowser || !isRailwayPrivate(address)) continue;
        yield { message: message('This address'), ...whereKnown(service), at };
      }
    },
    *envFile({ document }) {
      for (const { key, value, valueRegion } of document.entries) {
        if (!isPublicName(key) || !namesPrivateHost(value)) continue;
        yield { message: message(cleanText(key)), at: { path: document.path, region: valueRegion } };
      }
    },
    *dockerfile({ document }) {
      for (const { definitions, region } of document.stages.flatMap(({ instructions }) => instructions)) {
        for (const { name, value = '' } of definitions) {
          if (!isPublicName(name) || !namesPrivateHost(value)) continue;
          yield { message: message(cleanText(name)), at: { path: document.path, region } };
        }
      }
    },
    *iac({ document }) {
      for (const { name, value, region } of document.resources.flatMap(variablesOf)) {
        if (!isPublicName(name) || !namesPrivateHost(value)) continue;
        yield { message: message(cleanText(name)), at: { path: document.path, region } };
      }
    },
  },
};

function message(what: string): string {
  return `${what} leads browsers to the private network, which they cannot reach: use the public domain of the service.`;
}

function namesPrivateHost(value: string): boolean {
  return /\.railway\.internal\b|RAILWAY_PRIVATE_DOMAIN/i.test(value);
}
