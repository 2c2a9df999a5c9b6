import type { Candidate } from './form.js';

/** Databases and queues: a weak password counts there, too, if the host is a real one. */
const SERVERS =
  /^(?:postgres(?:ql)?|mysqlx?|mariadb|mongodb|rediss?|amqps?|sqlserver|mssql|clickhouse|cassandra|couchbase|ldaps?|ftps?|sftp|smtps?|nats|mqtts?|stomp|influxdb|neo4j|bolt|oracle|cockroachdb|db2|snowflake|elasticsearch)(?:\+[a-z0-9+]{1,20})?$/i;
/** What documents write where a password is. */
const WORDS = /^(?:\w{0,12}passw(?:or)?d|pass|pwd|secret|p4ss|test|guest|root|admin|p|pw|token)$/i;
const LONGEST = 400;
/** Shorter ones are made up where the host is of this machine or of one network. */
const SHORTEST_PRIVATE = 12;
const USER = /^[^\s:@/?#"'`<>\\()[\]{}|,;]{0,128}$/;
const HOST = /^[A-Za-z0-9_.-]{1,253}|^\[[0-9a-f:]{2,45}\]/i;
/** Names that are nobody's (RFC 2606, RFC 6761), this machine, or one in the same network. */
const NO_HOST =
  /^(?:localhost|.*\.(?:example|test|invalid|local|localhost|localdomain|internal)|(?:.*\.)?example\.(?:com|net|org|edu)|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|169\.254\..*|(?:.*\.)?(?:my|your|some|foo|bar|test|db)?-?(?:host|domain|server|company|site|name|user|account)\.(?:com|net|org|tld|io)|(?:.*\.)?(?:foo|bar|baz|test|mysite|company)\.(?:com|net|org|io))$/i;

/** The passwords of `scheme://user:password@host` on a line. */
export function* passwordsInUrls(line: string): Generator<Candidate> {
  for (let at = line.indexOf('://'); at >= 0; at = line.indexOf('://', at + 3)) {
    const candidate = passwordAt(line, at);
    if (candidate) yield candidate;
  }
}

function passwordAt(line: string, separator: number): Candidate | undefined {
  const scheme = /[A-Za-z][A-Za-z0-9+.-]{0,30}$/.exec(
    line.slice(Math.max(0, separator - 32), separator),
  )?.[0];
  if (scheme === undefined) return undefined;
  const from = separator + 3;
  const colon = line.indexOf(':', from);
  if (colon < 0 || colon - from > 128 || !USER.test(line.slice(from, colon))) return undefined;
  const end = atSign(line, colon + 1);
  if (end === undefined || end === colon + 1) return undefined;
  const host = HOST.exec(line.slice(end + 1, end + 256))?.[0];
  if (host === undefined) return undefined;
  const isWord =
    WORDS.test(line.slice(colon + 1, end)) || line.slice(from, colon) === line.slice(colon + 1, end);
  if (!isPublicHost(host) && end - colon <= SHORTEST_PRIVATE) return undefined;
  const isReal = !isWord && SERVERS.test(scheme) && isPublicHost(host);
  return { kind: 'url-password', start: colon + 1, end, name: '', trust: isReal ? 'stored' : 'given' };
}

/** The at sign that ends the password: the last one before anything that ends a URL, since people do not encode theirs. */
function atSign(line: string, from: number): number | undefined {
  const limit = Math.min(line.length, from + LONGEST);
  let last: number | undefined;
  for (let i = from; i < limit; i++) {
    const c = line.charAt(i);
    if (c === '@') last = i;
    else if (' \t\r\n"\'`<>/\\|'.includes(c) || (last !== undefined && '?#'.includes(c))) break;
  }
  return last;
}

/** A host of the internet: not this machine, not a service's name in a network, not one of documents. */
export function isPublicHost(host: string): boolean {
  return host.includes('.') && !NO_HOST.test(host);
}
