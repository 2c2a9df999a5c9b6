import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const otherBranch: RailwayRule = {
  id: 'railway/other-branch',
  name: 'OtherBranch',
  summary: 'Another branch is checked out than the one that Railway deploys.',
  description:
    'Reports a checkout of a branch other than the one that the option `deployBranch` or every `github("…", { branch })` of railway.ts names. Silent with a detached head, which CI has for pull requests and for the environments that Railway makes of them, and where no branch is declared.',
  why: 'What was checked is not what Railway deploys until it is merged.',
  remediation: 'Check the branch that Railway deploys, too.',
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-GIT-003'],
  references: ['https://docs.railway.com/deployments/github-autodeploys'],
  since: '0.1.0',
  checks: {
    *checkout({ checkout, path, isFirst }) {
      const { branch, deploy } = checkout;
      if (!isFirst || branch === undefined || !deploy.declared || branch === deploy.name) return;
      yield {
        message: `The branch ${cleanText(branch)} is checked out, and Railway deploys ${cleanText(deploy.name)}.`,
        at: deploy.declared === 'option' ? { path, region: { startLine: 1 } } : deploy.declared,
      };
    },
  },
};
