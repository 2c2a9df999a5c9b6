// Preloaded into a measured Node process: leaves its peak resident memory, in kilobytes, where the bench asks for it.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.RAILGATE_BENCH_PEAK;
if (file && isMainThread)
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
