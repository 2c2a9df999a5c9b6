import { GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export function locate({ env }: Surroundings): Promise<EngineAddress[]> {
  const host = env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  return Promise.resolve([{ at: { kind: 'socket', path: host.replace('unix://', '') }, shown: host }]);
}

export function noEngineError(): GateError {
  return new GateError('NEED_UNMET', 'There is no container engine.');
}
