import { EXIT } from '@railgate/contract';

import { cli } from './cli.js';
import type { Io } from './io.js';

/** The process's side of the command: streams, signals, exit code. The only place that ends the process. */
export async function main(): Promise<void> {
  const interruption = new AbortController();
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
    signal: interruption.signal,
  };
  let interrupted: number | undefined;
  const onSignal = (code: number) => () => {
    // A second Ctrl-C does not wait for anything.
    if (interrupted !== undefined) process.exit(interrupted);
    interrupted = code;
    interruption.abort();
  };
  // The terminal was closed. Node takes no notice of `nohup`, with or without a handler.
  process.on('SIGHUP', onSignal(EXIT.hungUp));
  process.on('SIGINT', onSignal(EXIT.interrupted));
  process.on('SIGTERM', onSignal(EXIT.terminated));
  // A reader that goes away early (`railgate rules | head`) is no error of ours, and changes no verdict.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exit(EXIT.incomplete);
  });
  // Progress that nobody can read must not end the run: unheard, the error would, with the exit code of findings.
  process.stderr.on('error', () => undefined);
  const code = await cli(process.argv.slice(2), io);
  process.exitCode = interrupted ?? code;
}
