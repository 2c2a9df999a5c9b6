import { GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';

/** The connection failed, whatever would have been said through it. */
class ConnectionError extends GateError {}

/** Nobody could be spoken with, or the connection ended in the middle. @param cause what Node says */
export function connectionError(address: EngineAddress, cause: unknown): GateError {
  const code = codeOf(cause);
  const { message, remedy } = explain(address, code);
  return new ConnectionError('NEED_UNMET', `${message}${nameOf(address)}`, { remedy, cause });
}

function nameOf(address: EngineAddress): string {
  return address.named === undefined ? '.' : ` (${address.named}).`;
}

interface Explanation {
  readonly message: string;
  readonly remedy: string;
}

function explain(address: EngineAddress, code: string): Explanation {
  const { shown, at } = address;
  if (code === 'ENOENT') return { message: `There is no socket at ${shown}`, remedy: START };
  if (code === 'EACCES' || code === 'EPERM')
    return { message: `You may not use the socket ${shown}`, remedy: PERMISSION };
  if (code === 'ECONNREFUSED')
    return { message: `Nobody answers at ${shown}`, remedy: at.kind === 'socket' ? START : CHECK };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { message: `The host of ${shown} cannot be found`, remedy: CHECK };
  if (isCertificate(code))
    return { message: `The connection to ${shown} is not trusted (${code})`, remedy: CERTIFICATE };
  if (code.startsWith('HPE_')) return { message: `What answers at ${shown} speaks no HTTP`, remedy: CHECK };
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO')
    return { message: `${shown} does not speak TLS`, remedy: NO_TLS };
  return {
    message: `The connection to ${shown} failed (${code})`,
    remedy: at.kind === 'socket' ? START : CHECK,
  };
}

const START =
  'Start the engine: `sudo systemctl start docker` on Debian, Docker Desktop or `colima start` on macOS, `systemctl --user start podman.socket` for Podman. `docker version` must show a server.';
const PERMISSION =
  'Add yourself to the group docker (`sudo usermod -aG docker "$USER"`, then log in again), or use a rootless engine: `dockerd-rootless-setuptool.sh install`, or Podman with `systemctl --user start podman.socket`.';
const CHECK =
  'Check the address (DOCKER_HOST, or `docker context ls`), the network, and that the engine there runs: `docker version` must show a server.';
const CERTIFICATE =
  'Check ca.pem, cert.pem and key.pem in the folder that DOCKER_CERT_PATH or the context names: they must belong to this engine and must not have expired.';
const NO_TLS =
  'Unset DOCKER_TLS_VERIFY and DOCKER_TLS if this engine has no TLS, or use the port that has it (2376).';

function isCertificate(code: string): boolean {
  return (
    /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS|ERR_OSSL|ALERT/.test(code) && code !== 'ERR_SSL_WRONG_VERSION_NUMBER'
  );
}

function codeOf(error: unknown): string {
  for (let one = error as { code?: unknown; cause?: unknown } | undefined; one; one = one.cause as typeof one)
    if (typeof one.code === 'string') return one.code;
  return error instanceof Error && error.message === 'aborted' ? 'ECONNRESET' : 'unknown cause';
}

export function connectionFailed(error: unknown): boolean {
  return error instanceof ConnectionError;
}
