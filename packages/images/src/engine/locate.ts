import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { configFolder, readClientConfig, type Surroundings } from './client-config.js';
import { contextAddress } from './contexts.js';
import { parseAddress, socketAddress } from './parse-address.js';
import { withTls } from './tls.js';

/**
 * Where the user's own client would look, and only there; where nothing names an engine, the usual places that there are.
 * The order is that of the Docker client: DOCKER_HOST, DOCKER_CONTEXT, the context of its configuration.
 *
 * @throws {GateError} `NEED_UNMET` when what is named is no address, or there is nothing at any of the usual places
 */
export async function locate(surroundings: Surroundings): Promise<readonly EngineAddress[]> {
  const { env } = surroundings;
  if (env.DOCKER_HOST) return [await withTls(env.DOCKER_HOST, 'DOCKER_HOST', environmentTls(surroundings))];
  const context = env.DOCKER_CONTEXT || (await readClientConfig(surroundings)).currentContext;
  if (context !== undefined && context !== 'default') return [await contextAddress(context, surroundings)];
  const found = await usualPlaces(surroundings);
  if (found.length === 0) throw noEngineError();
  return found;
}

/** DOCKER_TLS encrypts and believes whoever answers; DOCKER_TLS_VERIFY wants proof. Any text but the empty one is a yes. */
function environmentTls(surroundings: Surroundings) {
  const { DOCKER_TLS: plain, DOCKER_TLS_VERIFY: verify, DOCKER_CERT_PATH: folder } = surroundings.env;
  if (!plain && !verify) return undefined;
  return { folder: folder || configFolder(surroundings), verify: Boolean(verify), isOptional: false };
}

async function usualPlaces({ env, home }: Surroundings): Promise<EngineAddress[]> {
  const own = env.XDG_RUNTIME_DIR;
  const sockets = [
    '/var/run/docker.sock',
    ...(own ? [join(own, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    ...(own ? [join(own, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ];
  const there = await Promise.all(sockets.map(isSocket));
  const addresses = sockets.filter((_, at) => there[at]).map((path) => socketAddress('unix', path));
  if (process.platform === 'win32') addresses.unshift(socketAddress('npipe', '//./pipe/docker_engine'));
  // Last, and an error only where nothing else was found.
  if (env.CONTAINER_HOST && (addresses.length === 0 || !isSsh(env.CONTAINER_HOST)))
    addresses.push(podmanAddress(env.CONTAINER_HOST));
  return addresses;
}

/** Also one that may not be looked at: asking it gives the better error. */
async function isSocket(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isSocket();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function isSsh(host: string): boolean {
  return /^ssh:/i.test(host);
}

/** Podman's ssh addresses name a socket on the other side, which its own client tunnels to. */
function podmanAddress(host: string): EngineAddress {
  if (!isSsh(host)) return parseAddress(host, 'CONTAINER_HOST');
  throw new GateError(
    'NEED_UNMET',
    'CONTAINER_HOST names a Podman behind ssh, which only Podman itself can reach.',
    {
      remedy:
        'Forward its socket, `ssh -nNT -L /tmp/podman.sock:/run/user/1000/podman/podman.sock USER@HOST`, and set DOCKER_HOST=unix:///tmp/podman.sock.',
    },
  );
}

export function noEngineError(): GateError {
  return new GateError('NEED_UNMET', 'There is no container engine: neither Docker nor Podman was found.', {
    remedy: [
      'Debian and Ubuntu: `sudo apt-get install docker.io`, or `sudo apt-get install podman && systemctl --user enable --now podman.socket`.',
      'macOS: Docker Desktop, or `brew install colima docker && colima start`.',
      'GitHub Actions: `runs-on: ubuntu-latest` has Docker.',
      'An engine elsewhere: set DOCKER_HOST, or choose a context with `docker context use`.',
    ].join(' '),
  });
}
