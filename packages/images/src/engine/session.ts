import { GateError } from '@railgate/contract';
import type Dockerode from 'dockerode';

import type { EngineAddress } from './address.js';
import type { Limits } from './limits.js';
import type { Transport } from './transport.js';

/** One connection to an engine, as the parts of this folder share it. */
export interface Session {
  readonly docker: Dockerode;
  readonly transport: Transport;
  readonly address: EngineAddress;
  readonly kind: 'docker' | 'podman';
  /** Which limits the engine can keep. */
  readonly limits: Limits;
  /** On everything that we make. */
  readonly labels: Readonly<Record<string, string>>;
  /** What a reader of the report should know; grows. */
  readonly notes: Set<string>;
  /** Images that `build` made, with those of their stages. */
  readonly built: Map<string, readonly string[]>;
  /** Aborted when nobody wants an answer any more. What was made is removed all the same. */
  readonly signal: AbortSignal;
  /** For one question and its answer, where no time of its own is given. */
  readonly seconds: number;
}

export interface AskOptions {
  readonly seconds?: number;
  /** Beside the session's own. */
  readonly signal?: AbortSignal;
  /** Removing goes on after Ctrl-C. */
  readonly evenIfAborted?: boolean;
}

/**
 * One question to the engine, in bounded time.
 *
 * @param doing for messages: `starting a container`
 * @throws {GateError} `TOOL_TIMEOUT`, and what the transport throws; the reason of the signal when it is aborted
 */
export async function ask<T>(
  session: Session,
  doing: string,
  call: (signal: AbortSignal) => Promise<T>,
  options: AskOptions = {},
): Promise<T> {
  const seconds = options.seconds ?? session.seconds;
  const timer = AbortSignal.timeout(seconds * 1000);
  const wanted =
    options.evenIfAborted === true ? [] : [session.signal, ...(options.signal ? [options.signal] : [])];
  for (const signal of wanted) signal.throwIfAborted();
  try {
    return await call(AbortSignal.any([timer, ...wanted]));
  } catch (error) {
    for (const signal of wanted) signal.throwIfAborted();
    if (timer.aborted) throw slow(session, doing, seconds, error);
    throw error;
  }
}

function slow(session: Session, doing: string, seconds: number, cause: unknown): GateError {
  return new GateError(
    'TOOL_TIMEOUT',
    `The container engine at ${session.address.shown} did not answer within ${seconds} s (${doing}).`,
    { cause, remedy: 'Check that the engine is not overloaded, and restart it if `docker ps` hangs, too.' },
  );
}
