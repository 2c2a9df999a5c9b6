import type { RunEvent } from '@railgate/contract';

import { loadMasks, type Mask } from './masks.js';

const POLL_MS = 100;

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
      // Loads while a gate runs that takes so long: until then the name of the file is not told.
      if (name !== undefined && !mask) void loadMasks().then(({ maskSecrets }) => (mask = maskSecrets));
      const now = name === undefined ? undefined : mask?.(name);
      if (now !== undefined && now !== last) onEvent({ type: 'progress', at: now, ...step });
      last = now;
      const elapsed = Date.now() - start;
      if (elapsed < (beats + 1) * heartbeat) return;
      beats = Math.floor(elapsed / heartbeat);
      onEvent({ type: 'heartbeat', seconds: Math.round(elapsed / 1000), at: now, ...step });
    },
    Math.min(POLL_MS, heartbeat),
  );
  return () => clearInterval(timer);
}
