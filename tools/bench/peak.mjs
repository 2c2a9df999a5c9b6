// Preloaded into a measured Node process: leaves its peak resident memory, in kilobytes, and its processor
// time, in microseconds, where the bench asks for them.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.RAILGATE_BENCH_PEAK;
if (file && isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, `${peakOfProgram() ?? maxRSS} ${userCPUTime + systemCPUTime}`);
  });

/** Linux counts what the parent had in `maxRSS`, from before the program was loaded; not so here. */
function peakOfProgram() {
  try {
    return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
