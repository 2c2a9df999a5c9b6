import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';

import type { ProcessRegistry } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { connectionFailed } from './connection-error.js';
import type { ContainerEngine } from './engine.js';
import { engineOf } from './engine-of.js';
import { noEngineError, locate } from './locate.js';
import { OWNER_LABEL, ownerOf, RUN_LABEL } from './owner.js';
import { greet } from './greet.js';
import type { Session } from './session.js';
import { SshAgent } from './ssh-agent.js';
import { sweep } from './sweep.js';
import { Transport } from './transport.js';

export interface EngineOptions {
  /** Where DOCKER_HOST and the like are looked up. Nothing here reads the environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** For the programs that are run: those that keep credentials, and ssh. */
  readonly processes: ProcessRegistry;
  /** Seconds for one question to the engine that should be answered at once; 60. */
  readonly seconds?: number;
  /** Seconds until an engine must have said who it is; 10, and 45 over ssh. */
  readonly connectSeconds?: number;
}

/**
 * The engine that the user's own client would talk to, or the first that answers at one of the usual places. What an earlier
 * run left behind there, because it was killed, is removed.
 *
 * @throws {GateError} `NEED_UNMET` with the remedy: there is none, it may not be used, it is too old, it is none at all
 */
export async function connectEngine(options: EngineOptions): Promise<ContainerEngine> {
  options.signal.throwIfAborted();
  const addresses = await locate({ env: options.env, home: homeOf(options) });
  const failures: unknown[] = [];
  for (const address of addresses) {
    try {
      return await connectTo(address, options);
    } catch (error) {
      options.signal.throwIfAborted();
      failures.push(error);
    }
  }
  throw worstOf(failures);
}

/** A place where nobody listens says less than one where somebody does and the conversation failed. */
function worstOf(failures: readonly unknown[]): unknown {
  return failures.find((failure) => !connectionFailed(failure)) ?? failures[0] ?? noEngineError();
}

async function connectTo(address: EngineAddress, options: EngineOptions): Promise<ContainerEngine> {
  const { default: Docker } = await import('dockerode');
  const transport = new Transport(address, agentOf(address, options));
  const modem = { modem: transport, protocol: 'http' as const };
  const docker = new Docker(modem);
  const greeting = await greet(transport, address, options);
  const session: Session = {
    docker,
    transport,
    address,
    kind: greeting.kind,
    limits: greeting.limits,
    labels: { [RUN_LABEL]: randomUUID(), [OWNER_LABEL]: ownerOf() },
    notes: new Set(greeting.notes),
    built: new Map(),
    signal: options.signal,
    seconds: options.seconds ?? 60,
  };
  await sweep(session);
  const { env, processes } = options;
  return engineOf(session, greeting, { env, home: homeOf(options), processes });
}

function homeOf({ env }: EngineOptions): string {
  return env.HOME || env.USERPROFILE || homedir();
}

function agentOf({ at }: EngineAddress, { env, processes }: EngineOptions): SshAgent | undefined {
  return at.kind === 'ssh' ? new SshAgent(at, env, processes) : undefined;
}
