import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';

export interface RunGitOptions {
  /** The folder that holds `.git`, absolute. */
  readonly tree: string;
  /** Where git stands, absolute, inside `tree`. */
  readonly folder: string;
  /** Seconds. */
  readonly timeout: number;
  /** Leave the settings of user and machine out. */
  readonly isolated?: boolean;
  /** What git reads on standard input; nothing without it. */
  readonly input?: string;
  /** Another index than the repository's, absolute: git gives its hooks one while `git commit FILE` is under way. */
  readonly index?: string;
}

export type GitAnswer = { readonly stdout: Buffer; readonly stderr: string } | GitFailure;

export interface GitFailure {
  /** A clause without a full stop and without absolute paths. */
  readonly failure: string;
  /** Git started and came to an end of its own. */
  readonly ended: boolean;
}

/**
 * Runs git on a repository that may be hostile. Its own configuration can name programs to run (`core.fsmonitor`,
 * hooks, the `uploadpack` of a remote from which git would fetch a missing object), another working tree and
 * protocols: all of that is overruled. As the repository is named outright, git does not refuse one that belongs to
 * another user, as checkouts in CI containers do.
 *
 * Not `runTool`, which decodes what a tool says: names in git are bytes.
 */
export async function runGit(args: readonly string[], options: RunGitOptions): Promise<GitAnswer> {
  const child = spawnGit(args, options);
  child.stdin.end(options.input);
  const answer = await collect(child, options.timeout);
  return 'failure' in answer ? { ...answer, failure: withoutPaths(answer.failure, options.tree) } : answer;
}

/** Git at work, for answers that are too large to hold. */
export interface StartedGit {
  readonly child: ChildProcessWithoutNullStreams;
  /** How it ended: nothing when all is well, else a clause without a full stop and without absolute paths. */
  readonly ended: Promise<GitFailure | undefined>;
}

/** As `runGit`, with the streams in the hands of the caller, who also ends it: it leads a process group of its own. */
export function startGit(args: readonly string[], options: Omit<RunGitOptions, 'timeout'>): StartedGit {
  const child = spawnGit(args, options, true);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    if (stderr.length < STDERR_LIMIT) stderr += chunk;
  });
  const ended = new Promise<GitFailure | undefined>((resolve) => {
    const fail = (failure: string, own: boolean): void =>
      resolve({ failure: withoutPaths(failure, options.tree), ended: own });
    child.on('error', (error: NodeJS.ErrnoException) => fail(startFailure(error), false));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else fail(exitFailure(code ?? signal, stderr), code !== null);
    });
  });
  return { child, ended };
}

function spawnGit(
  args: readonly string[],
  options: Omit<RunGitOptions, 'timeout'>,
  detached = false,
): ChildProcessWithoutNullStreams {
  const where = [`--git-dir=${join(options.tree, '.git')}`, `--work-tree=${options.tree}`];
  const child = spawn('git', ['--no-pager', ...where, ...OVERRULED, ...args], {
    cwd: options.folder,
    env: {
      ...environment(options.isolated ?? false),
      ...(options.index !== undefined && { GIT_INDEX_FILE: options.index }),
    },
    stdio: 'pipe',
    windowsHide: true,
    detached,
  });
  // Git that ends before it has read everything says why on standard error.
  child.stdin.on('error', () => undefined);
  return child;
}

const OUTPUT_LIMIT = 512 * 1024 * 1024;
const STDERR_LIMIT = 1024 * 1024;

const OVERRULED = [
  'core.fsmonitor=', // an empty value: older versions take `false` for the name of a program
  `core.hooksPath=${devNull}`,
  'core.untrackedCache=false',
  'safe.directory=*',
].flatMap((setting) => ['-c', setting]);
const ENVIRONMENT = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'USERPROFILE', 'TEMP', 'TMP', 'TMPDIR'];

/** The user's own settings hold (what to ignore everywhere); variables that point git elsewhere do not. */
function environment(isolated: boolean): Record<string, string> {
  const inherited = ENVIRONMENT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    ...(isolated && { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: devNull }),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none', // keeps versions that do not know the setting above from fetching
    GIT_NO_REPLACE_OBJECTS: '1', // what stands under an object's name is that object
    GIT_GRAFT_FILE: devNull, // a file in the repository must not cut its history short
  };
}

function collect(child: ChildProcessWithoutNullStreams, timeout: number): Promise<GitAnswer> {
  const stdout: Buffer[] = [];
  let size = 0;
  let stderr = '';
  let stopped: string | undefined;
  const stop = (why: string) => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    size += chunk.length;
    if (size > OUTPUT_LIMIT) stop('git listed more than can be held');
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    if (stderr.length < STDERR_LIMIT) stderr += chunk;
  });
  const timer = setTimeout(() => stop(`git did not answer within ${timeout} s`), timeout * 1000);
  return new Promise<GitAnswer>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ failure: startFailure(error), ended: false }),
    );
    child.on('close', (code, signal) => {
      if (stopped !== undefined) resolve({ failure: stopped, ended: false });
      else if (code !== 0) resolve({ failure: exitFailure(code ?? signal, stderr), ended: true });
      else resolve({ stdout: Buffer.concat(stdout), stderr });
    });
  }).finally(() => clearTimeout(timer));
}

function startFailure(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT'
    ? 'git is not installed'
    : `git cannot be started: ${error.code ?? error.message}`;
}

function exitFailure(ended: number | string | null, stderr: string): string {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `git ended with ${ended}: ${said.slice(0, 300)}`;
}

/** No report holds an absolute path: it would differ from machine to machine. */
function withoutPaths(text: string, tree: string): string {
  return text.replaceAll(tree, '.').replace(/(^|[\s'"])\/[^\s'"]*/g, '$1…');
}
