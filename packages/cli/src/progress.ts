import { cleanText, type RunEvent } from '@railgate/contract';

import { isInteractive, wantsColor, type Io } from './io.js';

export interface Progress {
  onEvent(event: RunEvent): void;
  stop(): void;
}

/** Live on a terminal, plain lines elsewhere; with `--quiet` only what keeps the run waiting. Always on stderr. */
export async function follow(io: Io, options: { readonly quiet?: boolean }): Promise<Progress> {
  if (options.quiet) return silentProgress(io);
  const { liveProgress, plainProgress } = await import('@railgate/reporters');
  return isInteractive(io)
    ? liveProgress(io.stderr, { color: wantsColor(io, io.stderr), columns: io.stderr.columns ?? 80 })
    : plainProgress(io.stderr);
}

function silentProgress(io: Io): Progress {
  return {
    onEvent: (event) => {
      if (event.type === 'waiting') io.stderr.write(`railgate: ${cleanText(event.message)}\n`);
    },
    stop: () => undefined,
  };
}
