import { cleanText, GateError } from '@railgate/contract';

import type { EngineAddress, SshPlace } from './address.js';

const REMEDY =
  'An address looks like `unix:///var/run/docker.sock`, `tcp://host:2375`, `ssh://user@host` or `npipe:////./pipe/docker_engine`.';
const PORT = 2375;
const TLS_PORT = 2376;

/**
 * What DOCKER_HOST or a context says. Credentials that stand in it are dropped: engines know none, and messages must not
 * hold them.
 *
 * @param named what said so, for messages: `DOCKER_HOST`
 * @throws {GateError} `NEED_UNMET` when it is no address
 */
export function parseAddress(text: string, named: string, hasTls = false): EngineAddress {
  const [, scheme = 'tcp', rest = text] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return socketAddress('unix', rest || '/var/run/docker.sock', named);
    case 'npipe':
      return socketAddress('npipe', rest || '//./pipe/docker_engine', named);
    case 'tcp':
      return hostAddress(rest, hasTls ? TLS_PORT : PORT, named);
    case 'http':
      return hostAddress(rest, 80, named);
    case 'https':
      return hostAddress(rest, 443, named);
    case 'ssh':
      return sshAddress(rest, named);
    default:
      throw noAddress(named, `the scheme ${cleanText(scheme).slice(0, 30)} is not known`);
  }
}

export function socketAddress(scheme: 'unix' | 'npipe', path: string, named?: string): EngineAddress {
  if (scheme === 'unix' && !path.startsWith('/'))
    throw noAddress(named ?? 'The path', 'the path of a socket is absolute');
  const place = { kind: 'socket', path } as const;
  return { at: place, shown: `${scheme}://${cleanText(path)}`, ...(named !== undefined && { named }) };
}

function hostAddress(rest: string, defaultPort: number, named: string): EngineAddress {
  // Of a scheme that has no port of its own: a URL forgets the port that its scheme has.
  const url = parseUrl(`ssh://${rest}`, named);
  const port = url.port === '' ? defaultPort : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const prefix = url.pathname.replace(/\/+$/, '');
  const shown = `tcp://${cleanText(url.hostname)}:${port}${cleanText(prefix)}`;
  return { at: { kind: 'host', host, port, prefix }, shown, named };
}

function sshAddress(rest: string, named: string): EngineAddress {
  const url = parseUrl(`ssh://${rest}`, named);
  const destination =
    url.username === '' ? url.hostname : `${decodeURIComponent(url.username)}@${url.hostname}`;
  // What starts with a hyphen would be an option of ssh.
  if (!/^[\w][\w.@%:[\]-]*$/.test(destination)) throw noAddress(named, 'it names no host');
  const place: SshPlace = { kind: 'ssh', destination, ...(url.port !== '' && { port: Number(url.port) }) };
  return { at: place, shown: `ssh://${destination}${url.port === '' ? '' : `:${url.port}`}`, named };
}

/** The text is not in the message: it may hold a password. */
function parseUrl(text: string, named: string): URL {
  if (!URL.canParse(text)) throw noAddress(named, 'host and port cannot be told apart');
  const url = new URL(text);
  if (url.hostname === '') throw noAddress(named, 'it names no host');
  return url;
}

function noAddress(named: string, reason: string): GateError {
  return new GateError('NEED_UNMET', `${named} holds no address of a container engine: ${reason}.`, {
    remedy: REMEDY,
  });
}
