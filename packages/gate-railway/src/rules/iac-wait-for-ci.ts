import { valueAt } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const iacWaitForCi: RailwayRule = {
  id: 'railway/iac-wait-for-ci',
  name: 'IacWaitForCi',
  summary: 'railway.ts deploys commits without waiting for their CI.',
  description:
    'Reports `checkSuites: false` of a `github(…)` source in .railway/railway.ts. Where the setting is missing it is info, and only in a repository with GitHub workflows. A service without a GitHub source, which a pipeline deploys with `railway up`, is left out.',
  why: 'Railway builds and deploys every commit of the branch at once. Tests and security checks that fail find a deployment that is already live.',
  remediation:
    'Write `checkSuites: true`, so that Railway waits until the workflows of the commit have succeeded.',
  example: {
    language: 'typescript',
    before: 'service("api", { source: github("acme/api", { checkSuites: false }) });',
    after: 'service("api", { source: github("acme/api", { checkSuites: true }) });',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-IAC-002'],
  references: ['https://docs.railway.com/deployments/github-autodeploys#wait-for-ci'],
  since: '0.1.0',
  checks: {
    *iac({ document }, { services }) {
      const hasWorkflows = [...services.files].some((path) => path.startsWith('.github/workflows/'));
      for (const { helper, name, options } of document.resources) {
        const source = helper === 'service' ? valueAt(options, 'source') : undefined;
        if (source?.kind !== 'call' || source.name !== 'github') continue;
        const said = cleanText(name ?? 'the service');
        const [, settings] = source.args;
        const written = valueAt(settings, 'checkSuites');
        if (written?.kind === 'literal' && written.value === false) {
          yield {
            message: `${said} is deployed without waiting for the workflows of the commit. Write checkSuites: true.`,
            at: { path: document.path, region: written.region },
          };
        }
        const isKnown = settings === undefined || (settings.kind === 'object' && settings.complete);
        if (written !== undefined || !isKnown || !hasWorkflows) continue;
        yield {
          message: `The source of ${said} does not say checkSuites, so its deployments may not wait for the workflows of the commit. Write checkSuites: true.`,
          severity: 'info',
          at: { path: document.path, region: source.region },
        };
      }
    },
  },
};
