// Preloaded into a measured Node process: leaves its peak resident memory, in kilobytes, and its processor
// time, in microseconds, where the bench asks for them.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.RAILGATE_BENCH_PEAK;
if (file && isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, `${maxRSS} ${userCPUTime + systemCPUTime}`);
  });
