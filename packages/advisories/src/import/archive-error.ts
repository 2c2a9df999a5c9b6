/** Data that was handed over cannot be used. What is imported already stays. */
export class ArchiveError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options: { cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'ArchiveError';
    this.remedy = remedy;
  }
}
