import { runLines, type RunLine } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const unsafeApply: RailwayRule = {
  id: 'railway/unsafe-apply',
  name: 'UnsafeApply',
  summary: 'A workflow applies railway.ts, deletions included, and nobody is asked.',
  description:
    'Reports `railway config apply` with `--confirm-destructive`, and `railway config migrate` with `--apply` and `--delete-files`, in the workflows of GitHub. Where the workflow names an `environment`, which may ask for an approval, it is low. Workflows that make a project of their own with `railway init` are left out.',
  why: 'What railway.ts does not name is deleted. A service that somebody added in the dashboard, or a line that a merge lost, takes a database with it, and no person has seen the plan.',
  remediation:
    'Show `railway config plan --detailed-exit-code` on the pull request, apply without `--confirm-destructive` on merge, and run deletions by hand or behind an environment with required reviewers.',
  example: {
    language: 'yaml',
    before: '- run: railway config apply --yes --confirm-destructive',
    after: '- run: railway config plan --detailed-exit-code',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-IAC-009'],
  references: ['https://docs.railway.com/infrastructure-as-code#apply-changes'],
  since: '0.1.0',
  checks: {
    *workflow({ path, text }) {
      const lines = runLines(text);
      const commands = lines.flatMap((line) =>
        line.commands.map((words) => ({ line, call: railwayCall(words) })),
      );
      if (commands.some(({ call }) => call?.[0] === 'init')) return;
      const mayAsk = /^\s+environment:/m.test(text);
      for (const { line, call } of commands) {
        const what = call && unsafePart(call);
        if (what === undefined) continue;
        yield {
          message: `${cleanText(path)} runs ${what} without a person who has seen the plan. Gate it with railway config plan --detailed-exit-code.`,
          ...(mayAsk && { severity: 'low' as const }),
          at: { path, region: regionOf(line) },
        };
      }
    },
  },
};

/** The words behind `railway`, through `npx @railway/cli` and its like; undefined for other programs. */
function railwayCall(words: readonly string[]): readonly string[] | undefined {
  const at = words.findIndex((word) => /^(?:railway|@railway\/cli(?:@[\w.-]{1,40})?)$/.test(word));
  if (at === -1 || !words.slice(0, at).every((word) => BEFORE.test(word))) return undefined;
  return words.slice(at + 1);
}

const BEFORE =
  /^(?:npx|pnpm|yarn|bunx?|npm|exec|dlx|x|run|-y|--yes|--|sudo|time|[A-Za-z_]\w{0,80}=.{0,200})$/;

function unsafePart(call: readonly string[]): string | undefined {
  const [group, verb] = call.filter((word) => !word.startsWith('-'));
  if (group !== 'config') return undefined;
  if (verb === 'apply' && call.includes('--confirm-destructive'))
    return 'railway config apply --confirm-destructive';
  const deletes = call.includes('--apply') && call.includes('--delete-files');
  return verb === 'migrate' && deletes ? 'railway config migrate --apply --delete-files' : undefined;
}

function regionOf({ startLine, startColumn }: RunLine) {
  return { startLine, startColumn };
}
