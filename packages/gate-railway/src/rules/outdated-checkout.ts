import { cleanText } from '@railgate/contract';

import { isOutdated } from '../checkout/checkout-step.js';
import { REMOTE } from '../checkout/checkout.js';
import type { RailwayRule } from '../rule.js';

export const outdatedCheckout: RailwayRule = {
  id: 'railway/outdated-checkout',
  name: 'OutdatedCheckout',
  summary: 'The checkout is behind the branch that Railway deploys.',
  description:
    'Reports a checkout of the deploy branch that lacks commits of the stored remote branch. The deploy branch is that of the option `deployBranch`, else that of `github("…", { branch })` in railway.ts, else the default branch of the remote. Nothing is fetched or pulled: what counts is what the last fetch stored. A shallow clone, a detached head, the merge commit of a pull request and a feature branch are no findings; step 1 of the Quick-Check says what is known of them. Info, unless the option `requireUpToDate` is set.',
  why: 'What was checked is not what Railway deploys: the commits in between may hold what the other rules look for.',
  remediation: 'Run `git pull --ff-only`, and check again.',
  example: {
    language: 'sh',
    before: 'git rev-list --count HEAD..origin/main   # 3',
    after: 'git pull --ff-only\ngit rev-list --count HEAD..origin/main   # 0',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-GIT-001'],
  references: ['https://docs.railway.com/deployments/github-autodeploys'],
  since: '0.1.0',
  checks: {
    *checkout({ checkout, path, isFirst }, { options }) {
      if (!isFirst || !isOutdated(checkout)) return;
      const { behind = 0, deploy } = checkout;
      const remote = cleanText(`${REMOTE}/${deploy.name}`);
      yield {
        message: `This checkout lacks ${behind} commit${behind === 1 ? '' : 's'} of ${remote}, which Railway deploys. Run git pull --ff-only and check again.`,
        ...(options.requireUpToDate && { severity: 'high' as const }),
        at: { path, region: { startLine: 1 } },
      };
    },
  },
};
