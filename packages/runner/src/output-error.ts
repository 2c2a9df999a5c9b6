/**
 * Reports could not be written: a full disk, a broken device. Nothing half-written is left under a final name.
 * The command ends with exit code 2: what was found is unknown to whoever reads the reports.
 */
export class OutputError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'OutputError';
    this.remedy = remedy;
  }
}

/** Ctrl-C, SIGTERM or SIGHUP: everything was stopped and nothing was written. `reason` is the signal's. */
export class InterruptedError extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('The run was interrupted.');
    this.name = 'InterruptedError';
    this.reason = reason;
  }
}
