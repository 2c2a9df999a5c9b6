/**
 * What the .NET class `Uri` says of a URI reference, since the Multitool's rules ask it: mostly RFC 3986, but an absolute URI
 * may hold letters beyond ASCII, a relative one no fragment, and a Windows path is an absolute file URI that is malformed.
 */

/** Whether a text is a URI reference without characters that need to be escaped. */
export function isWellFormed(uri: string): boolean {
  return formOf(uri).isWellFormed;
}

export function isAbsolute(uri: string): boolean {
  return formOf(uri).isAbsolute;
}

/** Whether it is an absolute URI of a file, or a Windows path. */
export function isFileUri(uri: string): boolean {
  return formOf(uri).isFile;
}

interface Form {
  readonly isWellFormed: boolean;
  readonly isAbsolute: boolean;
  readonly isFile: boolean;
}

const FORMS = new Map<string, Form>();
const MOST_FORMS = 4096;
const LONGEST_REMEMBERED = 400;

/** Several rules ask about the same URI, and most results have one that came before. */
function formOf(uri: string): Form {
  const known = FORMS.get(uri);
  if (known) return known;
  const absolute = splitAbsolute(uri);
  const path = isPath(uri);
  const form = {
    isWellFormed: !path && hasGoodForm(uri, absolute),
    isAbsolute: path || absolute !== undefined,
    isFile: path || absolute?.scheme === 'file',
  };
  if (FORMS.size >= MOST_FORMS) FORMS.clear();
  if (uri.length <= LONGEST_REMEMBERED) FORMS.set(uri, form);
  return form;
}

function hasGoodForm(uri: string, absolute: Absolute | undefined): boolean {
  if (absolute === undefined) return /^file:\//i.test(uri) || isRelativeReference(uri);
  const { scheme, rest } = absolute;
  if (rest.startsWith('//') && !isAuthority(scheme, rest.slice(2).split(/[/\\?#]/, 1)[0] as string))
    return false;
  // The Multitool lets everything pass that .NET can make a path of.
  return scheme === 'file' || isRest(rest.startsWith('//') ? afterAuthority(rest) : rest);
}

export function hasDotDot(uri: string): boolean {
  return uri.split('/').includes('..');
}

export function hasQueryOrFragment(uri: string): boolean {
  return /[?#]./.test(uri);
}

/** `C:\x`, `C:/x`, `C|/x`, `\\server`. */
function isPath(uri: string): boolean {
  return /^(?:[A-Za-z][:|][\\/]|\\\\[^\\/])/.test(uri);
}

interface Absolute {
  /** In lower case. */
  readonly scheme: string;
  readonly rest: string;
}

/** A scheme has two characters or more, else it is a drive; the schemes of the web and `file` need an authority. */
function splitAbsolute(uri: string): Absolute | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]+):(.*)$/s.exec(uri);
  if (match === null) return undefined;
  const scheme = (match[1] as string).toLowerCase();
  const rest = match[2] as string;
  const slashes = scheme === 'file' ? /^[\\/]{2}/ : /^\/\//;
  return WITH_AUTHORITY.has(scheme) && !slashes.test(rest) ? undefined : { scheme, rest };
}

const WITH_AUTHORITY: ReadonlySet<string> = new Set(['http', 'https', 'ftp', 'file', 'ws', 'wss']);

function isRelativeReference(uri: string): boolean {
  // A colon in the first segment would make what is before it a scheme.
  const colon = uri.indexOf(':');
  if (colon !== -1 && !/[/?]/.test(uri.slice(0, colon))) return false;
  return !NOT_IN_RELATIVE.test(uri) && !BAD_ESCAPE.test(uri);
}

function isRest(text: string): boolean {
  if (NOT_IN_ABSOLUTE.test(text) || BAD_ESCAPE.test(text)) return false;
  return text.indexOf('#') === text.lastIndexOf('#');
}

// Each looks for one character that does not belong: a repetition over the whole text would need a stack as long.
const NOT_IN_RELATIVE = /[^\w\-.~!$&'()*+,;=:@/?%]/;
const NOT_IN_ABSOLUTE = /[^\w\-.~!$&'()*+,;=:@/?%#\u{a0}-\u{d7ff}\u{f900}-\u{ffef}\u{10000}-\u{effff}]/u;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** A name of the DNS has at most 253 characters; what is longer is none, and would take long to look at. */
const LONGEST_AUTHORITY = 1000;

function isAuthority(scheme: string, authority: string): boolean {
  if (authority === '') return scheme === 'file' || !WITH_AUTHORITY.has(scheme);
  if (authority.length > LONGEST_AUTHORITY) return false;
  const { host, port, user } = AUTHORITY.exec(authority)?.groups ?? {};
  if (host === undefined || /[\s"<>^`{|}]/.test(user ?? '')) return false;
  return port === undefined || Number(port) <= 65_535 || (scheme === 'file' && /^[A-Za-z]$/.test(host));
}

const AUTHORITY =
  /^(?:(?<user>[^@]*)@)?(?<host>\[[\dA-Fa-f:.]+\]|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?)(?::(?<port>\d*))?$/u;

function afterAuthority(rest: string): string {
  return rest.slice(2).replace(/^[^/\\?#]*/, '');
}
