// Times whole processes: alternating runs of ours and the peer's, medians and their ratio. No pass or fail: these
// figures are for reading, since machines differ and are noisy.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PEAK = fileURLToPath(new URL('peak.mjs', import.meta.url));

/** With it each start of Node parses a list of certificates, which takes longer than all the rest of the start. */
const WITHOUT_CERTIFICATES = { NODE_EXTRA_CA_CERTS: undefined };

/**
 * @param {{ name: string, command: string[], cwd?: string, env?: Record<string, string>, accept?: number[] }[]} contenders the first is ours
 * @param {{ runs?: number, bytes?: number }} [options] with the bytes that each reads, MB/s are shown, too
 */
export function compare(title, contenders, { runs = 11, bytes } = {}) {
  const times = contenders.map(() => []);
  const peaks = contenders.map(() => 0);
  const processor = contenders.map(() => []);
  for (let run = 0; run <= runs; run++) {
    contenders.forEach((contender, i) => {
      const { milliseconds, peak, cpu } = once(contender);
      // The first round only fills caches.
      if (run > 0) times[i].push(milliseconds);
      if (run > 0 && cpu > 0) processor[i].push(cpu);
      peaks[i] = Math.max(peaks[i], peak);
    });
  }
  const ours = median(times[0]);
  console.log(`\n${title} (${runs} runs in turn, median [min–max])`);
  contenders.forEach(({ name }, i) => {
    const mid = median(times[i]);
    const ratio =
      i === 0 ? '' : `  ours/this ${(ours / mid).toFixed(2)}  ours-this ${(ours - mid).toFixed(0)} ms`;
    const cpu =
      processor[i].length > 0 ? `  processor ${Math.min(...processor[i]).toFixed(0)} ms at best` : '';
    const speed = bytes === undefined ? '' : `  ${(bytes / mid / 1000).toFixed(0).padStart(4)} MB/s`;
    const memory = peaks[i] > 0 ? `  peak ${(peaks[i] / 1024).toFixed(0)} MB` : '';
    console.log(
      `  ${name.padEnd(34)} ${mid.toFixed(0).padStart(6)} ms [${Math.min(...times[i]).toFixed(0)}–${Math.max(...times[i]).toFixed(0)}]${speed}${cpu}${memory}${ratio}`,
    );
  });
}

function once({ name, command, cwd, env = {}, accept = [0] }) {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-bench-'));
  const file = join(folder, 'peak');
  const [program, ...args] = command;
  const watched = program === 'node' ? ['--import', PEAK, ...args] : args;
  const start = process.hrtime.bigint();
  const result = spawnSync(program === 'node' ? process.execPath : program, watched, {
    cwd,
    env: { ...process.env, ...WITHOUT_CERTIFICATES, ...env, RAILGATE_BENCH_PEAK: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const [peak = 0, microseconds = 0] = readFigures(file);
  rmSync(folder, { recursive: true, force: true });
  if (result.error || !accept.includes(result.status)) {
    throw new Error(`${name} ended with ${result.status ?? result.error?.message}: ${result.stderr}`);
  }
  return { milliseconds, peak, cpu: microseconds / 1000 };
}

/** Kilobytes and, of Node's processes, microseconds. */
function readFigures(file) {
  try {
    return readFileSync(file, 'utf8').split(' ').map(Number);
  } catch {
    return [];
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
