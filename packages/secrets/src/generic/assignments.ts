import { COMMAND_KEYWORDS, passwordsOfCommands } from './commands.js';
import type { Candidate } from './form.js';
import { baseName, fileKind, type FileKind } from './file-kind.js';
import { headersIn } from './headers.js';
import { isUuid } from '../judge/shape.js';
import { classifyName, kindOfName, SHORTEST_WEAK, type NameClass } from './names.js';
import { passwordsInUrls } from './urls.js';
import { skipSpaces, valueAt, type Span } from './value-at.js';

const NAMES = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'pass',
  'passwort',
  'senha',
  'contrasena',
  'secret',
  'token',
  'apikey',
  'api_key',
  'api-key',
  'accesskey',
  'access_key',
  'access-key',
  'authkey',
  'auth_key',
  'auth-key',
  'privatekey',
  'private_key',
  'encryptionkey',
  'encryption_key',
  'encryption-key',
  'signingkey',
  'signing_key',
  'signing-key',
  'masterkey',
  'master_key',
  'accountkey',
  'account_key',
  'sharedaccesskey',
  'app_key',
  'appkey',
  'credential',
  'subscription_key',
  'subscription-key',
  'hmac_key',
  'jwt_key',
  'session_key',
  'cookie_key',
  'webhook_key',
  'license_key',
  'fernet_key',
  'storage_key',
  'service_key',
  'server_key',
  '_salt',
] as const;

/** Beside one of these stands a value that may be a secret. Bytes, ASCII letters in any case. */
export const ASSIGNMENT_KEYWORDS: readonly string[] = [
  ...NAMES,
  '://',
  'identified by ',
  "password '",
  'password "',
  'identified with ',
  ...COMMAND_KEYWORDS,
  'authorization',
  '--password ',
  '--token ',
  'login(',
  'connect(',
  'basicauth(',
  'auth(',
];

const KEYWORD = new RegExp(
  [...new Set(NAMES.map((name) => name.replace(/[_-]/g, '[_-]?')))]
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gi',
);
const NAME_PART = /[A-Za-z0-9_.$-]/;
const LONGEST_NAME = 80;
/** Hashes of passwords, with the user before them or a mark of the framework. */
const CRYPT = /^(?:[\w.-]{1,64}:)?(?:\{[a-z0-9]{2,12}\})?\$[0-9a-z-]{1,20}\$/;

/**
 * The values on a line that are given to a name that says it holds a secret (`password = "…"`), and those in URLs.
 * `line` may be cut on both sides of what is around the keyword.
 */
export function assignmentsIn(line: string, path: string): readonly Candidate[] {
  const kind = fileKind(path);
  const found: Candidate[] = [];
  KEYWORD.lastIndex = 0;
  for (let match = KEYWORD.exec(line); match; match = KEYWORD.exec(line)) {
    const name = nameAround(line, match.index, KEYWORD.lastIndex);
    KEYWORD.lastIndex = Math.max(KEYWORD.lastIndex, name.end);
    const candidate = given(line, name, kind, path);
    if (candidate) found.push(candidate);
  }
  if (line.includes('://')) found.push(...passwordsInUrls(line));
  found.push(...headersIn(line, path), ...passwordsOfCommands(line));
  return found;
}

function nameAround(line: string, from: number, to: number): Span {
  let [start, end] = [from, to];
  while (start > 0 && from - start < LONGEST_NAME && NAME_PART.test(line.charAt(start - 1))) start--;
  while (end < line.length && end - to < LONGEST_NAME && NAME_PART.test(line.charAt(end))) end++;
  return { start, end };
}

function given(line: string, span: Span, kind: FileKind, path: string): Candidate | undefined {
  if (line.startsWith('${', span.start - 2)) return fallback(line, span);
  const operator = operatorAt(line, span, kind);
  if (!operator) return undefined;
  const name = line.slice(span.start, span.end);
  const is = classifyName(name);
  if (is === undefined) return undefined;
  const value = operator.isElement ? elementAt(line, operator.at) : valueAt(line, operator.at, operator.bare);
  if (!value || value.start === value.end) return undefined;
  const text = line.slice(value.start, value.end);
  if (is === 'weak' && (text.length < SHORTEST_WEAK || isUuid(text))) return undefined;
  const kindId = CRYPT.test(text) ? 'password-hash' : kindOfName(is);
  return { ...value, kind: kindId, name, trust: trustOf(is, kind, path) };
}

/** `${DB_PASSWORD:-value}`: what a shell, compose or Spring takes where the variable is not set. */
function fallback(line: string, { start, end }: Span): Candidate | undefined {
  const name = line.slice(start, end).replace(/-[^-]*$/, '');
  const is = classifyName(name);
  const at = start + name.length + (/^:?[-=]/.exec(line.slice(start + name.length))?.[0].length ?? 1);
  const close = line.indexOf('}', at);
  if (is === undefined || close <= at || close - at > 256) return undefined;
  const first = line.charAt(start + name.length);
  if (!'-=:'.includes(first) || line.charAt(at) === '?' || line.slice(at, close).includes('${'))
    return undefined;
  return { start: at, end: close, kind: kindOfName(is), name, trust: is === 'password' ? 'config' : 'given' };
}

/** A name that means other things as often says little even in a file of settings. */
function trustOf(is: NameClass, kind: FileKind, path: string): Candidate['trust'] {
  return kind.isConfig && is === 'password' && !baseName(path).endsWith('.ipynb') ? 'config' : 'given';
}

interface Operator {
  /** Where the value is looked for. */
  readonly at: number;
  readonly bare?: FileKind['bare'];
  /** `<password>value</password>`. */
  readonly isElement?: boolean;
}

const TYPE = /^:[ \t]*(?:&'static[ \t]+)?[A-Za-z&<>'_.?[\]*]{1,40}[ \t]*=(?![=~>])/;
/** Go writes the type behind the name, with nothing between. */
const GO_TYPE = /^string[ \t]*=(?!=)/;

/** What gives the value, behind the name and what closes it: one look at the next characters. */
function operatorAt(line: string, { start, end }: Span, kind: FileKind): Operator | undefined {
  let at = end;
  const isQuoted = isIn('"\'`\\', line, at);
  while (at - end < 4 && isIn('"\'`])}\\?!', line, at)) at++;
  const closed = at;
  at = skipSpaces(line, at);
  const c = line.charAt(at);
  const next = line.charAt(at + 1);
  if (c === '=') return equals(line, start, at, kind);
  if (c === ':') return next === ':' ? undefined : colon(line, at, isQuoted, kind);
  if (['??', '||', 'or '].some((or) => line.startsWith(or, at)) && at > end) return { at: at + 2 };
  if (c === ',') return isQuoted && !isInList(line, start - 2) ? { at: at + 1 } : undefined;
  if (c === '(') return at === end ? { at: at + 1 } : undefined;
  if (c === '>') return line.charAt(start - 1) === '<' ? { at: at + 1, isElement: true } : undefined;
  if (closed > end || at === end) return undefined;
  if (line.startsWith('--', start)) return { at, bare: 'word' };
  if (isIn('"\'', line, at))
    return kind.isConfig || /^(?:password|passwd|storePassword|keyPassword)$/i.test(line.slice(start, end))
      ? { at }
      : undefined;
  const typed = GO_TYPE.exec(line.slice(at, at + 16));
  return typed ? { at: at + typed[0].length } : undefined;
}

/** Another text and a comma stand before it: `'str', 'SecretStr', 'AnyHttpUrl'` gives nothing to anything. */
function isInList(line: string, before: number): boolean {
  const comma = line.slice(Math.max(0, before - 8), before + 1).trimEnd();
  return /["'`][ \t]*,$/.test(comma);
}

/** `=`, `=>`; neither `==` nor `=~`. */
function equals(line: string, start: number, at: number, kind: FileKind): Operator | undefined {
  const next = line.charAt(at + 1);
  if (next === '=' || next === '~') return undefined;
  const bare = line.startsWith('--', start) || isOfCommand(line, start, at) ? 'word' : kind.bare;
  return { at: next === '>' ? at + 2 : at + 1, ...(bare && next !== '>' && { bare }) };
}

/** `"start": "API_TOKEN=… node main.js"`: a variable of the environment, given in a command. */
function isOfCommand(line: string, start: number, at: number): boolean {
  if (!isIn(' \t"\'`&;', line, start - 1) || isIn(' \t', line, at + 1)) return false;
  return /^[A-Z][A-Z0-9_]{2,}$/.test(line.slice(start, at)) && /\S/.test(line.slice(0, start));
}

/** `:`, `:=`, and a type between the colon and `=`. */
function colon(line: string, at: number, isQuoted: boolean, kind: FileKind): Operator {
  if (line.charAt(at + 1) === '=') return { at: at + 2, ...(kind.bare && { bare: kind.bare }) };
  const typed = isQuoted ? null : TYPE.exec(line.slice(at, at + 64));
  if (typed) return { at: at + typed[0].length };
  return { at: at + 1, ...(kind.bare && { bare: kind.bare }) };
}

function elementAt(line: string, at: number): Span | undefined {
  const end = line.indexOf('</', at);
  return end < 0 || end - at > 512 ? undefined : { start: at, end };
}

function isIn(characters: string, line: string, at: number): boolean {
  return at < line.length && characters.includes(line.charAt(at));
}
