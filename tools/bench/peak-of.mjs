// Runs a program that is no Node process and leaves its peak resident memory, in kilobytes, where the bench asks for
// it: `node peak-of.mjs PROGRAM ARGUMENT…`. Linux only; elsewhere no figure is left.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'inherit' });
let peak = 0;
const timer = setInterval(look, 20);
child.on('exit', (code) => {
  clearInterval(timer);
  process.exitCode = code ?? 1;
  // After the handler of peak.mjs, which leaves the figure of this process.
  process.on('exit', () => writeFileSync(process.env.RAILGATE_BENCH_PEAK, String(peak)));
});

/** The kernel keeps the peak itself; only the last milliseconds can be missed. */
function look() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    peak = Math.max(peak, Number(kilobytes ?? 0));
  } catch {
    clearInterval(timer);
  }
}
