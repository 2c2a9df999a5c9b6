import { cleanText, GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { connectionFailed } from './connection-error.js';
import type { EngineOptions } from './connect.js';
import { isStatus } from './refused.js';
import { limitNote, type Limits } from './limits.js';
import type { Transport } from './transport.js';

/** What an engine says of itself. */
export interface Greeting {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  /** `linux/amd64`. */
  readonly platform: string;
  readonly limits: Limits;
  /** Limits that it cannot keep, in words. */
  readonly notes: readonly string[];
}

/** Docker 19.03. What is older knows no platform of a pull and no limit of processes. */
const OLDEST: Version = [1, 40];
/** What this was written and tested for: a newer engine is asked to behave as this one. */
const NEWEST: Version = [1, 44];
const CONNECT_SECONDS = 10;
/** Each question is a connection of its own, with keys exchanged. */
const SSH_SECONDS = 45;

type Version = readonly [major: number, minor: number];

/** Learns who is there, and agrees on the version of the API. @throws {GateError} `NEED_UNMET` */
export async function greet(
  transport: Transport,
  address: EngineAddress,
  options: EngineOptions,
): Promise<Greeting> {
  const seconds = options.connectSeconds ?? (address.at.kind === 'ssh' ? SSH_SECONDS : CONNECT_SECONDS);
  const timer = AbortSignal.timeout(seconds * 1000);
  const abortSignal = AbortSignal.any([options.signal, timer]);
  try {
    const version = readVersion(await transport.get('/version', abortSignal), address);
    transport.version = `/v${version.api.join('.')}`;
    const { limits, notes } = readLimits(await transport.get('/info', abortSignal));
    return { ...version, limits, notes };
  } catch (error) {
    options.signal.throwIfAborted();
    if (timer.aborted) throw hangs(address, seconds, error);
    throw explain(address, error);
  }
}

function explain(address: EngineAddress, error: unknown): unknown {
  if (isStatus(error, 401, 403)) return forbidden(address, error);
  if (connectionFailed(error) || (error instanceof GateError && error.code === 'NEED_UNMET')) return error;
  return noEngine(address, error instanceof Error ? error.message : String(error), error);
}

function readVersion(
  answer: unknown,
  address: EngineAddress,
): Omit<Greeting, 'limits' | 'notes'> & { api: Version } {
  const {
    ApiVersion,
    MinAPIVersion,
    Version: version,
    Os,
    Arch,
    Components,
  } = answer as Record<string, unknown>;
  const api = parseVersion(ApiVersion);
  if (typeof version !== 'string' || typeof Os !== 'string' || typeof Arch !== 'string' || !api)
    throw noEngine(address, `${address.shown} did not say which engine it is`);
  const kind = isPodman(Components) ? 'podman' : 'docker';
  const shown = cleanText(version).slice(0, 60);
  if (isBefore(api, OLDEST)) throw tooOld(address, kind, shown, api);
  if (Os !== 'linux') throw notLinux(address, cleanText(Os).slice(0, 20));
  const oldest = parseVersion(MinAPIVersion) ?? OLDEST;
  const spoken = isBefore(api, NEWEST) ? api : isBefore(NEWEST, oldest) ? oldest : NEWEST;
  return { kind, version: shown, platform: `${Os}/${cleanText(Arch).slice(0, 20)}`, api: spoken };
}

function isPodman(components: unknown): boolean {
  return (
    Array.isArray(components) &&
    components.some((one: unknown) => /^podman/i.test(String((one as { Name?: unknown } | null)?.Name)))
  );
}

function parseVersion(text: unknown): Version | undefined {
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(typeof text === 'string' ? text : '') ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

function isBefore(a: Version, b: Version): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** An engine that does not say is believed to keep them: creating the container fails if it does not. */
function readLimits(answer: unknown): { limits: Limits; notes: string[] } {
  const { MemoryLimit, SwapLimit, CpuCfsQuota, CPUCfsQuota, PidsLimit } = answer as Record<string, unknown>;
  const limits = {
    memory: MemoryLimit !== false,
    swap: SwapLimit !== false,
    cpu: CpuCfsQuota !== false && CPUCfsQuota !== false,
    pids: PidsLimit !== false,
  };
  const names = { memory: 'memory', swap: 'swap', cpu: 'processor time', pids: 'processes' };
  const missing = Object.entries(names).flatMap(([key, name]) => (limits[key as keyof Limits] ? [] : [name]));
  if (missing.length === 0) return { limits, notes: [] };
  return { limits, notes: [limitNote(missing)] };
}

function tooOld(address: EngineAddress, kind: string, version: string, api: Version): GateError {
  return new GateError(
    'NEED_UNMET',
    `The container engine at ${address.shown} is too old: ${kind} ${version} has API ${api.join('.')}, and ${OLDEST.join('.')} is needed.`,
    { remedy: 'Install Docker 19.03 or newer, or Podman 3 or newer.' },
  );
}

function notLinux(address: EngineAddress, os: string): GateError {
  return new GateError('NEED_UNMET', `The container engine at ${address.shown} runs ${os} containers.`, {
    remedy:
      'Switch Docker Desktop to Linux containers (its menu, or `DockerCli.exe -SwitchLinuxEngine`): images are looked at in Linux containers.',
  });
}

function hangs(address: EngineAddress, seconds: number, cause: unknown): GateError {
  return new GateError('NEED_UNMET', `What listens at ${address.shown} did not answer within ${seconds} s.`, {
    cause,
    remedy:
      'Restart the engine (`sudo systemctl restart docker`, or Docker Desktop); `docker version` must show a server.',
  });
}

function forbidden(address: EngineAddress, cause: unknown): GateError {
  return new GateError('NEED_UNMET', `The container engine at ${address.shown} does not let you in.`, {
    cause,
    remedy:
      'Check its authorization plugin or proxy: creating, starting and removing containers must be allowed.',
  });
}

function noEngine(address: EngineAddress, reason: string, cause?: unknown): GateError {
  const named = address.named === undefined ? '' : ` (${address.named})`;
  return new GateError(
    'NEED_UNMET',
    `What answers at ${address.shown}${named} is no container engine: ${reason}`,
    {
      cause,
      remedy: 'Check the address (DOCKER_HOST, or `docker context ls`): `docker version` must show a server.',
    },
  );
}
