import { cleanText, type Fix, type Place } from '@railgate/contract';

import { folderOf, type Variable } from '../contract.js';
import type { EnvironmentContext, EnvironmentRule, GitView, Report } from '../rule.js';
import { holdsSecret } from './env-file-values.js';
import { isReal } from './env-file-tracked.js';

export const unignoredFile: EnvironmentRule = {
  id: 'secrets/env-file-unignored',
  name: 'EnvFileUnignored',
  summary: 'Git does not ignore the .env file.',
  description:
    'Reports a `.env` file that is there, untracked and not ignored: high where it holds a secret. Else reports a repository with an example or with code that reads the environment where git would not ignore `.env` at the root or beside an example, whatever file the pattern stands in. Only where git can be asked.',
  why: 'The next `git add .` commits the file, and `railway up` uploads what is not ignored.',
  remediation: 'Put `.env` into `.gitignore`. `railgate fix` does it.',
  example: {
    language: 'gitignore',
    before: 'node_modules',
    after: 'node_modules\n.env\n.env.*\n!.env.example',
  },
  severity: 'low',
  precision: 'very-high',
  cwe: [538],
  catalogue: ['RLY-SEC-002'],
  references: ['https://docs.railway.com/cli/up', 'https://git-scm.com/docs/gitignore'],
  since: '0.1.0',
  *check(context) {
    const { git, facts } = context;
    if (!git) return;
    const open = facts.envFiles.filter(
      (file) => !git.tracked.has(file.path) && !git.isElsewhere(file.path) && isReal(file),
    );
    for (const file of open) {
      const secret = file.entries.find(holdsSecret);
      yield {
        message: `${cleanText(file.path)} is neither tracked nor ignored${secret ? `, and holds ${cleanText(secret.key)}` : ''}: the next \`git add\` takes it. Put .env into .gitignore.`,
        ...(secret && { severity: 'high' as const }),
        at: { path: file.path, region: { startLine: 1 } },
        subject: { kind: 'file' },
        ...fixOf(context),
      };
    }
    if (open.length === 0) yield* unprotected(context, git);
  },
};

/** Folders whose `.env` people make from the example beside it. */
export function expectedFiles({ contracts }: Pick<EnvironmentContext, 'contracts'>): string[] {
  const beside = contracts.flatMap(({ example }) => (example ? [folderOf(example.path)] : []));
  const isRead = contracts.some(({ folder, variables }) => folder === '.' && variables.some(isReadByCode));
  const root = isRead ? ['.'] : [];
  return [...new Set([...beside, ...root])].map((folder) => (folder === '.' ? '.env' : `${folder}/.env`));
}

function isReadByCode({ uses }: Variable): boolean {
  return uses.some(({ source }) => source === 'code');
}

function* unprotected(context: EnvironmentContext, git: GitView): Iterable<Report> {
  const missing = expectedFiles(context).filter(
    (path) => !git.ignored.has(path) && !git.tracked.has(path) && !git.isElsewhere(path),
  );
  const [first] = missing;
  if (first === undefined) return;
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  yield {
    message: `Git does not ignore ${cleanText(first)}${more}. Put .env into .gitignore before somebody commits one.`,
    at: placeOf(context),
    subject: { kind: 'file' },
    ...fixOf(context),
  };
}

function placeOf({ paths, contracts, facts }: EnvironmentContext): Place {
  if (paths.has('.gitignore')) return { path: '.gitignore', region: { startLine: 1 } };
  const example = contracts.find((one) => one.example)?.example?.path;
  return { path: example ?? facts.uses[0]?.place.path ?? '.gitignore', region: { startLine: 1 } };
}

/** Added at the end, where it wins. Files that git tracks already stay tracked. */
function fixOf({ paths, textOf }: EnvironmentContext): { readonly fix?: Fix } {
  const text = paths.has('.gitignore') ? textOf('.gitignore') : undefined;
  if (text === undefined) return {};
  const lines = text.split(/\r\n|\n/);
  const last = lines.at(-1) ?? '';
  const at = {
    startLine: lines.length,
    startColumn: last.length + 1,
    endLine: lines.length,
    endColumn: last.length + 1,
  };
  const edit = {
    path: '.gitignore',
    region: at,
    text: `${last === '' ? '' : '\n'}.env\n.env.*\n!.env.example\n`,
  };
  return { fix: { description: 'Ignore .env files, and keep the example.', safe: true, edits: [edit] } };
}
