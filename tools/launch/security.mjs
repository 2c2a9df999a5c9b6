// `npm run security [-- PATH …]`: the gates on this repository through Nx, or on PATH directly.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { CLI, ROOT, prepare, runProgram, say, userFolder } from './prepare.mjs';

const args = process.argv.slice(2);
await prepare();
process.exit(
  args.length > 0
    ? runProgram(process.execPath, [CLI, 'run', ...args], { cwd: userFolder() })
    : runOurselves(),
);

/**
 * Every project's gates are a cached Nx target that leaves a shard; the verdict is the last step. Nx's own exit code
 * decides nothing: it knows 0 and 1 only. A target that failed leaves no shard, and `judge` misses it.
 */
function runOurselves() {
  const shards = join(ROOT, '.railgate/shards');
  rmSync(shards, { recursive: true, force: true });
  say('running the gates on this repository (nx run-many -t security) …');
  const nx = join(ROOT, 'node_modules/nx/dist/bin/nx.js');
  runProgram(process.execPath, [nx, 'run-many', '-t', 'security', '--output-style=static'], {
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
    },
  });
  return runProgram(process.execPath, [CLI, 'judge', shards]);
}
