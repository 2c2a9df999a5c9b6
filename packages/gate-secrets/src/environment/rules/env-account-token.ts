import { runLines } from '@railgate/code';
import type { Place } from '@railgate/contract';

import type { EnvironmentRule } from '../rule.js';

export const accountToken: EnvironmentRule = {
  id: 'secrets/env-account-token',
  name: 'EnvAccountToken',
  summary: 'A pipeline that only deploys has a Railway token of an account or a workspace.',
  description:
    'Reports pipelines (GitHub, GitLab, CircleCI, Azure, Bitbucket) that set RAILWAY_API_TOKEN where all they run of Railway is `up`, `redeploy`, `deploy`, `run`, `logs`, `status` or `variables`. Those that make or remove environments, projects or services, or ask the API themselves, need such a token and are left out.',
  why: 'The token opens every project of the account or workspace. One that deploys needs RAILWAY_TOKEN, which opens one environment of one project.',
  remediation:
    'Make a project token in the settings of the project, put it into the secrets of the pipeline as RAILWAY_TOKEN, and revoke the other one.',
  example: {
    language: 'yaml',
    before: 'env:\n  RAILWAY_API_TOKEN: ${{ secrets.RAILWAY_API_TOKEN }}\nrun: railway up',
    after: 'env:\n  RAILWAY_TOKEN: ${{ secrets.RAILWAY_TOKEN }}\nrun: railway up',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [250],
  catalogue: ['RLY-SEC-004'],
  references: [
    'https://docs.railway.com/guides/lock-down-production-project#scope-api-tokens-to-the-smallest-surface',
    'https://docs.railway.com/integrations/api#creating-a-token',
  ],
  since: '0.1.0',
  *check({ facts }) {
    for (const { path, text } of facts.workflows) {
      const at = tokenIn(path, text);
      if (
        !at ||
        /backboard\.railway|railway\.(?:app|com)\/graphql|RAILWAY_ENVIRONMENT_ID.{0,40}delete/i.test(text)
      )
        continue;
      const commands = railwayCommands(text);
      if (commands.length === 0 || !commands.every((one) => DEPLOYS.test(one))) continue;
      yield {
        message:
          'This pipeline only deploys, and RAILWAY_API_TOKEN opens all projects of the account or workspace. Use a project token as RAILWAY_TOKEN.',
        at,
      };
    }
  },
};

const DEPLOYS =
  /^(?:up|redeploy|deploy|restart|run|logs?|status|variables?|link|service|--version|version|help)$/;

function railwayCommands(text: string): string[] {
  return runLines(text).flatMap(({ commands }) =>
    commands.flatMap((words) => {
      const at = words.findIndex((word) =>
        /^(?:npx\s)?(?:railway|@railway\/cli(?:@[\w.-]{1,30})?)$/.test(word),
      );
      const isCommand =
        at === 0 ||
        /^(?:npx|bunx|dlx|exec|sudo)$/.test(words[at - 1] ?? '') ||
        /^-/.test(words[at - 1] ?? '');
      const next = at >= 0 && isCommand ? words[at + 1] : undefined;
      return next === undefined ? [] : [next];
    }),
  );
}

/** Where the token is set; comments aside. */
function tokenIn(path: string, text: string): Place | undefined {
  for (const [index, line] of text.split(/\r?\n/, 20_000).entries()) {
    const found = /^(?!\s*#).{0,500}?\bRAILWAY_API_TOKEN\b/.exec(line)?.[0];
    if (found === undefined) continue;
    const start = found.length - 'RAILWAY_API_TOKEN'.length + 1;
    const region = {
      startLine: index + 1,
      startColumn: start,
      endLine: index + 1,
      endColumn: found.length + 1,
    };
    return { path, region };
  }
  return undefined;
}
