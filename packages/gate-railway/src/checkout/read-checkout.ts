import { findWorkingTree, runGit, type RunGitOptions } from '@railgate/kit';

import { REMOTE, type Checkout, type DeployBranch } from './checkout.js';

/** Seconds for one question; a history of a million commits takes two. */
const TIMEOUT = 20;

/**
 * Asks git how the checkout stands to the stored branch that Railway deploys. Reads the repository's own data only: no
 * fetch, no hooks, no programs that its configuration names, and nothing of the working tree.
 *
 * @param declared The branch that the configuration or railway.ts names; else that which the remote has as its default.
 */
export async function readCheckout(root: string, declared: DeployBranch | undefined): Promise<Checkout> {
  const guess: DeployBranch = declared ?? { name: 'main' };
  const tree = findWorkingTree(root, true);
  if (tree === undefined) return nothing('it is no git repository', guess);
  const git: RunGitOptions = { tree, folder: root, timeout: TIMEOUT };
  const [head, refs] = await Promise.all([readHead(git), storedBranches(git, declared?.name)]);
  if ('why' in head) return nothing(head.why, guess);
  const deploy = declared ?? { name: refs.byDefault };
  const { branch, shallow } = head;
  const of = { deploy, shallow, ...(branch !== undefined && { branch }) };
  const id = refs.ids.get(deploy.name);
  if (id === undefined) return { ...of, stored: false };
  const behind = id === head.id ? 0 : await missingCommits(git, head.id, id);
  // Where history is cut off, only what is there can be told.
  const isTold = behind !== undefined && (!shallow || behind === 0);
  return { ...of, stored: true, ...(isTold && { behind }) };
}

function nothing(why: string, deploy: DeployBranch): Checkout {
  return { why, deploy, shallow: false, stored: false };
}

interface Head {
  readonly id: string;
  readonly branch: string | undefined;
  readonly shallow: boolean;
}

async function readHead(git: RunGitOptions): Promise<Head | { readonly why: string }> {
  const questions = ['--is-shallow-repository', 'HEAD', '--symbolic-full-name', 'HEAD'];
  const answer = await runGit(['rev-parse', ...questions], git);
  if ('failure' in answer)
    return { why: answer.ended ? 'it has no commit that git can read' : answer.failure };
  const [shallow, id = '', name = ''] = answer.stdout.toString('utf8').split('\n');
  if (!isId(id)) return { why: 'it has no commit that git can read' };
  const branch = name.startsWith(HEADS) ? name.slice(HEADS.length) : undefined;
  return { id, branch, shallow: shallow !== 'false' };
}

const HEADS = 'refs/heads/';
const STORED = `refs/remotes/${REMOTE}/`;
const USUAL: readonly string[] = ['main', 'master'];

/** The branches of the remote that matter, as they were when somebody last fetched. */
async function storedBranches(
  git: RunGitOptions,
  declared: string | undefined,
): Promise<{ readonly ids: ReadonlyMap<string, string>; readonly byDefault: string }> {
  const format = '--format=%(refname)%00%(objectname)%00%(symref)';
  const first = await runGit(['for-each-ref', format, `${STORED}HEAD`], git);
  const target = recordsOf(first)[0]?.[2] ?? '';
  const byHead = target.startsWith(STORED) ? target.slice(STORED.length) : undefined;
  const names = [...new Set([byHead, declared, ...USUAL])].filter((name) => name !== undefined);
  const all = recordsOf(await runGit(['for-each-ref', format, ...names.map((name) => STORED + name)], git));
  const ids = new Map<string, string>();
  for (const [name = '', id = ''] of all) if (isId(id)) ids.set(name.slice(STORED.length), id);
  return { ids, byDefault: byHead ?? USUAL.find((name) => ids.has(name)) ?? 'main' };
}

function recordsOf(answer: Awaited<ReturnType<typeof runGit>>): string[][] {
  if ('failure' in answer) return [];
  const lines = answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => line.split('\0'));
}

async function missingCommits(git: RunGitOptions, head: string, stored: string): Promise<number | undefined> {
  const answer = await runGit(['rev-list', '--count', stored, `^${head}`], git);
  if ('failure' in answer) return undefined;
  const count = answer.stdout.toString('utf8').trim();
  return /^\d{1,9}$/.test(count) ? Number(count) : undefined;
}

/** SHA-1 or SHA-256. */
function isId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
