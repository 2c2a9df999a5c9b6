/** Why an upload did not come about. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, with a full stop. */
  readonly message: string;
  /** What to do, with a full stop. */
  readonly remedy: string;
  /** Milliseconds after which the same request may succeed; absent where it never will. */
  readonly retryAfter?: number;
  /** No other file of the same upload would fare better. */
  readonly isFinal?: boolean;
}

export type FailureCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'READ_ONLY_TOKEN'
  | 'NOT_ENABLED'
  | 'ARCHIVED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MOVED'
  | 'TOO_LARGE'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'NETWORK'
  | 'TIMEOUT'
  | 'NOT_GITHUB'
  | 'PROCESSING_FAILED';

/** Where people find the findings meanwhile. */
export const INSTEAD =
  'Until then the findings stand in summary.md, for the job summary, and in the other reports, for an artefact (docs/upload.md).';
