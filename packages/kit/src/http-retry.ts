import { setTimeout as sleep } from 'node:timers/promises';

import { codeOf, ServiceError } from './service-error.js';

const PAUSE_MS = 300;
/** Of a gateway in front of the service, or a connection that the other side had just given up. */
const PASSING_STATUSES: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504]);
const PASSING_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EAI_AGAIN']);

/** Once more where the failure may have passed by then. */
export async function withRetry<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isPassing(error)) throw error;
    await sleep(PAUSE_MS, undefined, { signal });
    return attempt();
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return PASSING_CODES.has(codeOf(error));
  if (error.status !== undefined) return PASSING_STATUSES.has(error.status);
  return PASSING_CODES.has(codeOf(error.cause));
}
