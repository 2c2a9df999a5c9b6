import { readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import { ERRORS, GateError, type ScanInput } from '@railgate/contract';
import { findWorkingTree, runGit, startGit, type RunGitOptions, type StartedGit } from '@railgate/kit';

/** The repository around the scanned folder. */
export interface Repository {
  /** Path of the scanned folder from the top of the working tree, with a slash at the end; empty for the top itself. */
  readonly prefix: string;
  /** A path from the top of the working tree as one from the scanned folder. */
  pathOf(path: string): string;
  /** Where git keeps objects and what other tools add, absolute; shared by linked working trees. */
  readonly commonFolder: string;
  /** Ids of the commits behind which a shallow clone has nothing. */
  readonly cutOff: ReadonlySet<string>;
  /** The whole answer, of git that ends by itself with 0; else nothing. */
  ask(args: readonly string[]): Promise<string | undefined>;
  /** For answers that are too large to hold. Git is ended when the scan is. */
  start(args: readonly string[]): StartedGit;
}

/** Seconds. */
const TIMEOUT = 120;

/** @throws {GateError} when there is no repository, or git cannot be asked. */
export async function openRepository(
  input: Pick<ScanInput, 'workspace' | 'processes' | 'signal'>,
): Promise<Repository> {
  const folder = input.workspace.root;
  const tree = findWorkingTree(folder, true);
  if (tree === undefined)
    throw unmet('The folder is in no git repository, so it has no history.', NO_REPOSITORY);
  const git: RunGitOptions = { tree, folder, timeout: TIMEOUT };
  const answer = await runGit(['rev-parse', '--is-shallow-repository', '--git-common-dir'], git);
  if ('failure' in answer)
    throw unmet(`The history cannot be read: ${answer.failure}.`, remedyOf(answer.failure));
  const [shallow = '', common = ''] = answer.stdout.toString('utf8').split('\n');
  const below = relative(tree, folder).split(sep).join('/');
  const prefix = below === '' ? '' : `${below}/`;
  const commonFolder = realFolder(resolve(folder, common));
  return {
    prefix,
    pathOf: (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path),
    commonFolder,
    cutOff: new Set(shallow === 'true' ? idsIn(join(commonFolder, 'shallow')) : []),
    ask: async (args) => {
      const said = await runGit(args, git);
      return 'failure' in said ? undefined : said.stdout.toString('utf8');
    },
    start: (args) => watched(startGit(args, git), input),
  };
}

const NO_REPOSITORY =
  'Run in a clone (with `actions/checkout`, `fetch-depth: 0`), or leave `history` out of the options.';

export function unmet(message: string, remedy: string): GateError {
  return new GateError('NEED_UNMET', message, { remedy });
}

function remedyOf(failure: string): string {
  return failure.includes('not installed')
    ? 'Install git, or leave `history` out of the options.'
    : ERRORS.NEED_UNMET.advice;
}

function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function idsIn(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** It leads a group, which the runner ends with the gate. */
function watched(
  git: StartedGit,
  { processes, signal }: Pick<ScanInput, 'processes' | 'signal'>,
): StartedGit {
  const { pid } = git.child;
  if (pid === undefined) return git;
  const stop = (): void => void git.child.kill('SIGKILL');
  processes.started(pid);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void git.ended.then(() => {
    signal.removeEventListener('abort', stop);
    processes.ended(pid);
  });
  return git;
}
