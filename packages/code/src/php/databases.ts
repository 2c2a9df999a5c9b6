import type { SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';
import type { Value } from '../value.js';
import { className } from './class-name.js';

/** Clients that are given a host by itself, with the place of it and the scheme that an address of theirs has. */
const CLIENTS: readonly (readonly [name: RegExp, scheme: string])[] = [
  [/^(?:mysqli|mysqli_connect|mysql_connect)$/, 'mysql'],
  [/^PDO$/, ''],
];

/** The hosts of databases as addresses: `new PDO("mysql:host=localhost;dbname=x")`, `new mysqli("localhost", …)`. */
export function databaseUrls(file: SourceFile): UrlUse[] {
  return file.calls.flatMap((call): UrlUse[] => {
    const scheme = CLIENTS.find(([name]) => name.test(className(call, file)))?.[1];
    const given = scheme === undefined ? undefined : file.argument(call, 0);
    if (scheme === undefined || !given) return [];
    const host = scheme === '' ? hostOfDsn(given) : { scheme, value: given };
    return host
      ? loopbackAddress(host.value, host.scheme).map((one) => ({
          ...file.at(call.node),
          ...one,
          inBrowser: false,
        }))
      : [];
  });
}

/** `mysql:host=$host;port=3306`, as far as the host. */
function hostOfDsn(value: Value): { readonly scheme: string; readonly value: Value } | undefined {
  const parts = value.kind === 'template' ? value.parts : [value];
  const [first, second] = parts;
  const text =
    first?.kind === 'literal'
      ? /^(mysql|pgsql):(?:[^;]*;)?host=([^;]*)(;?)/.exec(String(first.value))
      : undefined;
  if (!first || !text) return undefined;
  const [, driver = '', host = '', end] = text;
  const scheme = driver === 'pgsql' ? 'postgres' : driver;
  if (host !== '' && (end !== '' || parts.length === 1))
    return { scheme, value: { kind: 'literal', value: host, place: first.place } };
  return host === '' && second ? { scheme, value: second } : undefined;
}

/** An address of that host, if it is this machine: others are known by their names. The fallback of a variable is one of its own. */
function loopbackAddress(host: Value, scheme: string): Pick<UrlUse, 'value' | 'role' | 'name'>[] {
  if (host.kind === 'env') {
    const { fallback, names } = host;
    return fallback?.kind === 'literal'
      ? [{ role: 'fallback', name: names[0], value: url(fallback, scheme) }]
      : [];
  }
  return host.kind === 'literal' && isLocal(host.value)
    ? [{ role: 'request', value: url(host, scheme) }]
    : [];
}

function isLocal(host: unknown): boolean {
  return /^(?:p:)?(?:localhost|127\.0\.0\.1|::1)$/.test(String(host));
}

function url(host: Extract<Value, { kind: 'literal' }>, scheme: string): Value {
  return { ...host, value: `${scheme}://${String(host.value).replace(/^p:/, '')}` };
}
