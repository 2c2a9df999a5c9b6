import type { AnswerCache } from './answer-cache.js';
import { scannedPart, type Part } from '../part.js';
import type { ScanStep } from '../plan.js';
import type { CheckedScan } from '../worker-protocol.js';

/** Steps that an earlier run has answered already, as parts; the others are still to be scanned. */
export interface Remembered {
  readonly parts: readonly Part[];
  readonly left: readonly ScanStep[];
  /** What the others answered, for the next run. */
  keep(answers: ReadonlyMap<ScanStep, CheckedScan>): Promise<void>;
}

/** Asks the answers of earlier runs. What cannot be remembered is left to be scanned. */
export async function remember(
  steps: readonly ScanStep[],
  cache: AnswerCache | undefined,
  titles: Readonly<Record<string, string>>,
): Promise<Remembered> {
  if (!cache) return { parts: [], left: steps, keep: () => Promise.resolve() };
  const parts: Part[] = [];
  const left: ScanStep[] = [];
  for (const step of steps) {
    const start = performance.now();
    const answer = cache.mayKnow(step) ? await cache.recall(step) : undefined;
    const title = titles[step.gate] ?? step.gate;
    if (answer) parts.push(scannedPart(step, answer, title, performance.now() - start));
    else left.push(step);
  }
  if (left.length > 0) cache.prepare();
  return { parts, left, keep: (answers) => cache.keep(answers) };
}
