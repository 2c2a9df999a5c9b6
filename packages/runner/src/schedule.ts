import type { ScanStep } from './plan.js';

/** What a thread reads in about the time in which an engine loads (ESLint: 0.7 s). */
const LOADING_BYTES = 512 * 1024;
/**
 * How long a thread idles before it loads what another has loaded: several times what loading takes, since two cores
 * that load the same thing at once finish later than one that does the work.
 */
export const PATIENCE_MS = 3000;

export interface Loaded {
  readonly gates: ReadonlySet<string>;
}

/**
 * The next step for a thread: the slowest whose gate is loaded here or nowhere else. A gate that only other threads
 * have loaded is loaded once more when so much waits for it that loading pays, or when the thread has idled for
 * long: its owner may hang.
 *
 * @param queue slowest first, not empty. @returns an index, or nothing when the thread had better wait.
 */
export function pickStep(
  queue: readonly ScanStep[],
  thread: Loaded,
  others: readonly Loaded[],
  isImpatient: boolean,
): number | undefined {
  const isElsewhere = ({ gate }: ScanStep): boolean =>
    !thread.gates.has(gate) && others.some(({ gates }) => gates.has(gate));
  const index = queue.findIndex((step) => !isElsewhere(step));
  if (index >= 0) return index;
  const worthy = queue.findIndex(({ gate }) => isImpatient || waitingBytes(queue, gate) >= LOADING_BYTES);
  return worthy < 0 ? undefined : worthy;
}

function waitingBytes(queue: readonly ScanStep[], gate: string): number {
  let bytes = 0;
  for (const step of queue) if (step.gate === gate) bytes += step.bytes;
  return bytes;
}
