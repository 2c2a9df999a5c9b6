import type { RunEvent } from '@railgate/contract';

/** Where progress goes: stderr. `columns` and `resize` are a terminal's. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
}

export interface Progress {
  onEvent(event: RunEvent): void;
  /** Gives the terminal back. May be called more than once, from a signal handler too. */
  stop(): void;
}
