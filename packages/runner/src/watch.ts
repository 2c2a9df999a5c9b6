import type { RunEvent } from '@railgate/contract';

import { loadMasks, type Mask } from './masks.js';

const POLL_MS = 100;
/** Before that nobody reads what a gate is at, and loading the masks would delay its answer. */
const PATIENCE_MS = 1000;

/**
 * Tells what a running gate is at: an event for each change, at most ten a second, and a heartbeat for displays that
 * show nothing in between. Returns what ends it.
 */
export function watch(
  step: { readonly gate: string; readonly target: string },
  at: () => string | undefined,
  onEvent: (event: RunEvent) => void,
  heartbeat: number,
): () => void {
  const start = Date.now();
  let last: string | undefined;
  let beats = 0;
  let mask: Mask | undefined;
  const timer = setInterval(
    () => {
      const name = at();
      const elapsed = Date.now() - start;
      const isPatient = elapsed < Math.min(PATIENCE_MS, heartbeat);
      // Until they are there the name of the file is not told.
      if (name !== undefined && !mask && !isPatient)
        void loadMasks().then(({ maskSecrets }) => (mask = maskSecrets));
      const now = name === undefined ? undefined : mask?.(name);
      if (now !== undefined && now !== last) onEvent({ type: 'progress', at: now, ...step });
      last = now;
      if (elapsed < (beats + 1) * heartbeat) return;
      beats = Math.floor(elapsed / heartbeat);
      onEvent({ type: 'heartbeat', seconds: Math.round(elapsed / 1000), at: now, ...step });
    },
    Math.min(POLL_MS, heartbeat),
  );
  return () => clearInterval(timer);
}
