import { valueAt } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const privateNetworkDisabled: RailwayRule = {
  id: 'railway/private-network-disabled',
  name: 'PrivateNetworkDisabled',
  summary: 'railway.ts switches the private network off.',
  description:
    'Reports `privateNetworkDisabled: true` of a project or a resource in .railway/railway.ts. A value that is computed is left out.',
  why: 'Services and databases can then reach each other over public addresses only, where everybody else can reach them too.',
  remediation: 'Take the setting out, and let services talk over `RAILWAY_PRIVATE_DOMAIN`.',
  example: {
    language: 'typescript',
    before: 'project("shop", { privateNetworkDisabled: true, resources: [api] });',
    after: 'project("shop", { resources: [api] });',
  },
  severity: 'high',
  precision: 'high',
  cwe: [668],
  catalogue: ['RLY-IAC-008'],
  references: ['https://docs.railway.com/networking/private-networking'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const { helper, name, options } of document.resources) {
        const places = [['privateNetworkDisabled'], ['networking', 'privateNetworkDisabled']];
        for (const value of places.map((keys) => valueAt(options, ...keys))) {
          if (value?.kind !== 'literal' || value.value !== true) continue;
          yield {
            message: `${cleanText(name ?? helper)} switches the private network off, so everything in it talks over public addresses. Remove privateNetworkDisabled.`,
            at: { path: document.path, region: value.region },
          };
        }
      }
    },
  },
};
