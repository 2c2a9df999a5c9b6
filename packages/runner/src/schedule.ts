import type { ScanStep } from './plan.js';

/** What a thread reads in about the time in which an engine loads (ESLint: 0.7 s). */
const LOADING_BYTES = 512 * 1024;
/** Little enough for one thread to be through with before a second one could have helped. */
const LIGHT_BYTES = 64 * 1024;
/** How long light work is left to the first thread: about as long as a thread takes to start. */
export const HEAD_START_MS = 100;
/**
 * How long a thread idles before it loads what another has loaded: several times what loading takes, since two cores
 * that load the same thing at once finish later than one that does the work.
 */
export const PATIENCE_MS = 3000;

export interface Loaded {
  readonly engines: ReadonlySet<string>;
}

/** Is it all so little that the first thread may well do it alone? */
export function isLight(queue: readonly ScanStep[]): boolean {
  return queue.reduce((sum, { bytes }) => sum + bytes, 0) <= LIGHT_BYTES;
}

/**
 * The next step for a thread: the slowest whose engine is loaded here or nowhere else. An engine that only other
 * threads have loaded is loaded once more when so much waits for it that loading pays, or when the thread has idled
 * for long: its owner may hang.
 *
 * @param queue slowest first, not empty. @param thread nothing: one that is yet to start.
 * @returns an index, or nothing when the thread had better wait.
 */
export function pickStep(
  queue: readonly ScanStep[],
  thread: Loaded | undefined,
  others: readonly Loaded[],
  isImpatient: boolean,
): number | undefined {
  const isElsewhere = ({ engine }: ScanStep): boolean =>
    !thread?.engines.has(engine) && others.some(({ engines }) => engines.has(engine));
  const index = queue.findIndex((step) => !isElsewhere(step));
  if (index >= 0) return index;
  const waiting = waitingBytes(queue);
  const worthy = queue.findIndex(({ engine }) => isImpatient || (waiting.get(engine) ?? 0) >= LOADING_BYTES);
  return worthy < 0 ? undefined : worthy;
}

/** By engine. */
function waitingBytes(queue: readonly ScanStep[]): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const { engine, bytes } of queue) waiting.set(engine, (waiting.get(engine) ?? 0) + bytes);
  return waiting;
}
