import type { Candidate } from './form.js';
import { surroundings } from '../judge/surroundings.js';

/** One look at a line, since most hold none of it. */
const WORTH_IT =
  /authorization|identified[ \t]|password[ \t]{1,8}'|(?:password|pwd|accountkey|sharedaccesskey)[ \t]?=|(?:login|authenticate|auth|credentials|signin)\(/i;
const HEADER =
  /authorization["'\]\\]{0,3}[ \t]{0,4}(?:[:=,]|=>|(?=["']))[ \t]{0,4}[bu]?\\?["'`]?(?<scheme>basic|bearer|token|apikey)[ \t]{1,4}(?<value>[A-Za-z0-9+/=._~-]{8,2000})/dgi;
const DATABASE_PASSWORD =
  /(?:identified[ \t]{1,8}(?:with[ \t]{1,8}[\w']{1,40}[ \t]{1,8})?(?:by|as)|(?:with|user[ \t]{1,8}[\w"$]{1,64})[ \t]{1,8}(?:encrypted[ \t]{1,8})?password)[ \t]{1,8}(?:'(?<value>[^'\n]{1,128})'|"(?<double>[^"\n]{1,128})")/dgi;
const CONNECTION =
  /(?:;|["'>,]|\b)[ \t]?(?:password|pwd|accountkey|sharedaccesskey)[ \t]?=[ \t]?(?<value>[^;"'<>\s]{4,256})(?=[;"'<>])/dgi;
const CONNECTION_WORDS =
  /(?:server|data source|host|user id|uid|database|initial catalog|endpoint|accountname|driver)[ \t]?=/i;
const LOGIN =
  /(?:\.|->|\b)(?:login|authenticate|basic_?auth|set_?credentials|signin)\([ \t]{0,4}(?<first>"[^"\n]{1,128}"|'[^'\n]{1,128}')[ \t]{0,4},[ \t]{0,4}(?:"(?<double>[^"\n]{1,256})"|'(?<single>[^'\n]{1,256})')/dgi;

/** Secrets that follow from words around them and not from a name: headers, SQL, connection strings, calls that log in. */
export function* headersIn(line: string, path: string): Generator<Candidate> {
  if (!WORTH_IT.test(line)) return;
  yield* headers(line);
  yield* all(DATABASE_PASSWORD, line, 'sql-user-password', 'given');
  if (line.includes(';') && CONNECTION_WORDS.test(line))
    yield* all(CONNECTION, line, 'connection-string-password', 'given');
  yield* logins(line, path);
}

function* headers(line: string): Generator<Candidate> {
  for (const match of line.matchAll(HEADER)) {
    const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
    const isBasic = match.groups?.['scheme']?.toLowerCase() === 'basic';
    yield {
      kind: isBasic ? 'basic-auth-header' : 'bearer-token-header',
      start,
      end,
      name: 'authorization',
      trust: 'given',
    };
  }
}

function* all(pattern: RegExp, line: string, kind: string, trust: Candidate['trust']): Generator<Candidate> {
  for (const match of line.matchAll(pattern)) {
    const groups = match.indices?.groups;
    const [start, end] = groups?.['value'] ?? groups?.['double'] ?? [0, 0];
    yield { kind, start, end, name: '', trust };
  }
}

/** Two literals, the first an address of mail: what follows is its password, weak or not. Tests log in so, too. */
function* logins(line: string, path: string): Generator<Candidate> {
  for (const match of line.matchAll(LOGIN)) {
    const groups = match.indices?.groups;
    const [start, end] = groups?.['double'] ?? groups?.['single'] ?? [0, 0];
    const isAddress = /^.[^@\s]+@[^@\s]+\.[a-z]{2,}.$/i.test(match.groups?.['first'] ?? '');
    const trust = isAddress && surroundings(path) === 'own' ? 'stored' : 'given';
    yield { kind: 'hard-coded-password', start, end, name: '', trust };
  }
}
