#!/usr/bin/env node
import { createRequire } from 'node:module';

// Answered before anything else is loaded: a version must not cost more than starting Node does.
if (process.argv.length === 3 && ['--version', '-V', 'version'].includes(process.argv[2] ?? '')) {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import('./start.js');
  await main();
}
