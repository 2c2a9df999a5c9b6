import { GateError } from '@railgate/contract';
import type Dockerode from 'dockerode';

import type { IsolatedRun } from './engine.js';
import { RefusedError } from './refused.js';
import type { Session } from './session.js';

/** Which limits an engine says that it can keep. */
export interface Limits {
  readonly memory: boolean;
  readonly swap: boolean;
  readonly cpu: boolean;
  readonly pids: boolean;
}

const DELEGATE =
  'On a rootless engine, delegate the controllers: https://rootlesscontaine.rs/getting-started/common/cgroup2/';

/** @param names of what is not limited: `memory` */
export function limitNote(names: readonly string[]): string {
  return `The container engine cannot limit ${names.join(', ')}, so containers ran without that limit. ${DELEGATE}`;
}

/** Without those that the engine has said it cannot keep. */
export function limitsOf(
  { limits }: Session,
  run: Pick<IsolatedRun, 'memory' | 'cpus' | 'pids'>,
): Dockerode.HostConfig {
  return {
    ...(limits.memory && { Memory: run.memory }),
    ...(limits.memory && limits.swap && { MemorySwap: run.memory }),
    ...(limits.cpu && { NanoCpus: Math.round(run.cpus * 1e9) }),
    ...(limits.pids && { PidsLimit: run.pids }),
  };
}

/** Rootless Podman on cgroups of version 1 says that it can, takes the limits, and drops them. */
export function noteIgnored(session: Session, host: Dockerode.HostConfig): void {
  const { limits } = session;
  const ignored = [
    ...(limits.memory && !host.Memory ? ['memory'] : []),
    ...(limits.cpu && !host.NanoCpus && !host.CpuQuota ? ['processor time'] : []),
    ...(limits.pids && !((host.PidsLimit ?? 0) > 0) ? ['processes'] : []),
  ];
  if (ignored.length > 0) session.notes.add(limitNote(ignored));
}

/** A limit that cannot be kept is refused only when the container starts. */
export function startError(error: unknown): unknown {
  if (!(error instanceof RefusedError) || !/cgroup|controller/i.test(error.said)) return error;
  const message = `The container engine cannot keep the limits of memory, processor time or processes: ${error.said}`;
  return new GateError('NEED_UNMET', message, { cause: error, remedy: DELEGATE });
}
