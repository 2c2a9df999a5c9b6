/** Everything that the command touches of its process, so that tests can hand it something else. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colours on a terminal, unless NO_COLOR (no-color.org) says no or FORCE_COLOR says yes. */
export function wantsColor(io: Io, output: Output): boolean {
  if (io.env['NO_COLOR']) return false;
  if (io.env['FORCE_COLOR'] !== undefined) return io.env['FORCE_COLOR'] !== '0';
  return output.isTTY === true && io.env['TERM'] !== 'dumb';
}

/** Redrawn progress only where a person watches: a terminal, and no CI. */
export function isInteractive(io: Io): boolean {
  return io.stderr.isTTY === true && !io.env['CI'] && io.env['TERM'] !== 'dumb';
}
