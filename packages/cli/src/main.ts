#!/usr/bin/env node
import { createRequire } from 'node:module';

const [command = '', ...rest] = process.argv.slice(2);
// Answered before anything else is loaded: a version must not cost more than starting Node does.
if (rest.length === 0 && ['--version', '-V', 'version'].includes(command)) {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  if (['run', 'scan', 'fix'].includes(command)) await startThread();
  const { main } = await import('./start.js');
  await main();
}

/** The thread that scans gets ready while this one loads the rest of the command. */
async function startThread(): Promise<void> {
  if (rest.includes('--help') || rest.includes('-h')) return;
  const { startThreadAhead } = await import('@railgate/runner/thread-start');
  startThreadAhead();
}
