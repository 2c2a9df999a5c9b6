import { cli } from '../src/cli.js';
import type { Io } from '../src/io.js';

export interface Called {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with no other environment than this one. */
export async function callCli(
  argv: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Io['env'] },
): Promise<Called> {
  let [stdout, stderr] = ['', ''];
  const code = await cli(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    cwd,
    env,
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}
