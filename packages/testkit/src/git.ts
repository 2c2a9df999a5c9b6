import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who commits, and when: the same files give the same commit id on every machine. */
const IDENTITY = {
  GIT_AUTHOR_NAME: 'Railgate Tests',
  GIT_AUTHOR_EMAIL: 'tests@railgate.example',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Railgate Tests',
  GIT_COMMITTER_EMAIL: 'tests@railgate.example',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
} as const;

/** Runs git in a folder, untouched by the configuration of the machine or a surrounding hook. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...args], { cwd: folder, env: gitEnvironment() });
  return stdout;
}

/** Makes the folder a repository whose one commit holds everything that `.gitignore` lets in. */
export async function commitAll(folder: string): Promise<void> {
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, '-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false', 'add', '--all');
  await git(
    folder,
    '-c',
    'commit.gpgSign=false',
    'commit',
    '--quiet',
    '--allow-empty',
    '--no-verify',
    '-m',
    'All files',
  );
}

function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    ...IDENTITY,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}
