import type { RunEvent } from '@railgate/contract';

import { isInteractive, wantsColor, type Io } from './io.js';

export interface Progress {
  onEvent(event: RunEvent): void;
  stop(): void;
}

const SILENT: Progress = { onEvent: () => undefined, stop: () => undefined };

/** Live on a terminal, plain lines elsewhere, nothing with `--quiet`; always on stderr. */
export async function follow(io: Io, options: { readonly quiet?: boolean }): Promise<Progress> {
  if (options.quiet) return SILENT;
  const { liveProgress, plainProgress } = await import('@railgate/reporters');
  return isInteractive(io)
    ? liveProgress(io.stderr, { color: wantsColor(io, io.stderr), columns: io.stderr.columns ?? 80 })
    : plainProgress(io.stderr);
}
