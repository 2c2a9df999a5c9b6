import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const uncommittedConfig: RailwayRule = {
  id: 'railway/uncommitted-config',
  name: 'UncommittedConfig',
  summary: 'A file that Railway reads differs from the checked commit.',
  description:
    'Reports railway.toml, railway.json, railpack.json, `.railway/railway.*`, Dockerfiles and Procfiles of services that are not in the checked commit, or stand otherwise there. Line ends that git converts are no difference; repositories whose `.gitattributes` rewrite files are left out, and so is a folder without git. Info, unless the option `requireUpToDate` is set.',
  why: 'Railway deploys what is committed. What was checked here is something else.',
  remediation: 'Commit the file, or put it back, and check again.',
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-GIT-002'],
  references: ['https://docs.railway.com/deployments/github-autodeploys'],
  since: '0.1.0',
  checks: {
    *checkout({ changed }, { options }) {
      for (const { path, how } of changed) {
        const what = how === 'changed' ? 'differs from the checked commit' : 'is not in the checked commit';
        yield {
          message: `${cleanText(path)} ${what}, and Railway deploys what is committed.`,
          ...(options.requireUpToDate && { severity: 'medium' as const }),
          at: { path, region: { startLine: 1 } },
        };
      }
    },
  },
};
