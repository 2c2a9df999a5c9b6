import { cleanText } from '@railgate/contract';

import { railwayFileKind } from '../services/railway-files.js';
import type { RailwayRule } from '../rule.js';

export const managedTwice: RailwayRule = {
  id: 'railway/managed-twice',
  name: 'ManagedTwice',
  summary: 'A service is managed by railway.toml or railway.json and by .railway/railway.ts.',
  description:
    'Reports a railway.toml or railway.json whose folder is the root of a service that .railway/railway.ts declares. railway.ts is read from its syntax tree and never executed; a root that it computes at run time is not known and not reported.',
  why: 'A service cannot be managed by both: `railway config apply` and the next deployment set the same service in turn, and what runs depends on which came last.',
  remediation:
    'Move the settings into railway.ts and delete the railway.* file, or take the service out of railway.ts.',
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-FILE-008'],
  references: ['https://docs.railway.com/infrastructure-as-code#iac-vs-config-as-code'],
  since: '0.1.0',
  checks: {
    *service({ service, iacServices }) {
      const path = service.configFiles.find((file) => railwayFileKind(file) === 'config');
      const [first] = iacServices;
      if (path === undefined || !first) return;
      const names = iacServices.map((one) => cleanText(one.service.name ?? '(computed)')).join(', ');
      yield {
        message: `${cleanText(path)} and ${cleanText(first.path)} both manage the service in ${cleanText(service.root)} (${names}). Keep one of them.`,
        at: { path, region: { startLine: 1 } },
        related: iacServices.map((one) => ({
          path: one.path,
          region: one.service.region,
          message: 'Declared here.',
        })),
      };
    },
  },
};
