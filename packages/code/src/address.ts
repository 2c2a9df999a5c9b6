import type { Value } from './value.js';

/** Stands in an address for what is known at run time only. */
export const HOLE = '\uFFFC';

/** The parts of an address as far as the source says them. */
export interface Address {
  /** Lower case, without `://`. Absent for a bare host. */
  readonly scheme: string | undefined;
  /** As it is written; holes stand for what is not known. */
  readonly host: string;
  /** Variables and dotted names that the host is made of, in order. */
  readonly hostNames: readonly string[];
  /** Without the colon; absent where none is written. */
  readonly port: string | undefined;
  /** All after host and port: path, query, fragment. */
  readonly rest: string;
}

/** Longer is no address. */
const LENGTH_LIMIT = 2000;

/** Reads a text or a template as an address. Nothing where it begins with something unknown that no scheme precedes. */
export function addressOf(value: Value): Address | undefined {
  const parts = value.kind === 'template' ? value.parts : [value];
  const names: string[] = [];
  let text = '';
  for (const part of parts) {
    if (part.kind === 'literal') text += String(part.value);
    else {
      text += HOLE;
      names.push(nameOf(part));
    }
  }
  if (text.length > LENGTH_LIMIT || (parts.length === 1 && text === HOLE)) return undefined;
  const colon = text.indexOf('://');
  const scheme = colon > 0 ? text.slice(0, colon) : undefined;
  if (scheme !== undefined && !/^[a-z][a-z0-9+.-]*$/i.test(scheme)) return undefined;
  const found = authorityOf(scheme === undefined ? text : text.slice(colon + 3), names);
  return found && { scheme: scheme?.toLowerCase(), ...found };
}

function authorityOf(text: string, names: readonly string[]): Omit<Address, 'scheme'> | undefined {
  const end = text.search(/[/?#\\]/);
  const authority = end < 0 ? text : text.slice(0, end);
  const at = authority.lastIndexOf('@');
  const before = authority.slice(0, at + 1).split(HOLE).length - 1;
  const [host, port] = hostAndPort(authority.slice(at + 1));
  if (!/^(?:\[[\da-f:.]*\]|[\w.*\uFFFC-]+)$/i.test(host)) return undefined;
  const holes = host.split(HOLE).length - 1;
  const rest = end < 0 ? '' : text.slice(end);
  return { host, hostNames: names.slice(before, before + holes), port, rest };
}

function hostAndPort(text: string): [string, string | undefined] {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.lastIndexOf(']') > colon) return [text, undefined];
  return [text.slice(0, colon), text.slice(colon + 1)];
}

function nameOf(value: Value): string {
  if (value.kind === 'env') return value.names[0];
  if (value.kind === 'call') return value.callee;
  return value.kind === 'unknown' ? (value.name ?? '') : '';
}

/** This machine only: `localhost`, 127.0.0.0/8, `::1`; also `0.0.0.0`, which as a destination is this machine. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|(?:[a-z\d-]{1,63}\.)?localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[?::1?\]?)$/i.test(
    host,
  );
}

/** A network of somebody's own: 10/8, 172.16/12, 192.168/16, `.local`, and Docker's name for the machine around it. */
export function isLocalNetwork(host: string): boolean {
  return (
    /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]{3,11}$/.test(host) ||
    /\.local$|^host\.docker\.internal$/i.test(host)
  );
}

/** A domain that Railway gives to a service: every one of them belongs to somebody else's service too. */
export function isRailwayDomain(host: string): boolean {
  return /\.up\.railway\.app$/i.test(host);
}

/** A host of Railway's private network: written out, or from the variable that holds it. */
export function isRailwayPrivate({ host, hostNames }: Address): boolean {
  if (/\.railway\.internal$/i.test(host)) return true;
  return host === HOLE && /RAILWAY_PRIVATE_DOMAIN$/.test(hostNames[0] ?? '');
}

/** Nothing of the host is computed. */
export function isWritten({ host }: Address): boolean {
  return !host.includes(HOLE);
}

/** Scheme, host and port for messages; user names and passwords never. */
export function showAddress({ scheme, host, port }: Address): string {
  const text = `${scheme === undefined ? '' : `${scheme}://`}${host}${port === undefined ? '' : `:${port}`}`;
  return text.replaceAll(HOLE, '…');
}
