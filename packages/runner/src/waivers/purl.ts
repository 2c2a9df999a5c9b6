/** A package URL in parts that compare equal when they name the same package (github.com/package-url/purl-spec). */
export interface Purl {
  readonly type: string;
  /** Namespace and name, decoded, in the form that the type's registry takes for equal. */
  readonly name: string;
  readonly version: string | undefined;
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath: string;
}

/** The longest that anybody writes; more is not looked at. */
const LIMIT = 2000;

/** Nothing for a text that is no package URL. */
export function parsePurl(text: string): Purl | undefined {
  if (text.length > LIMIT || !/^pkg:/i.test(text)) return undefined;
  const [beforeHash = '', subpath = ''] = splitOnce(text.slice(4), '#');
  const [beforeQuery = '', query = ''] = splitOnce(beforeHash, '?');
  const path = beforeQuery.replace(/^\/{1,3}/, '');
  const slash = path.indexOf('/');
  if (slash < 1) return undefined;
  const type = path.slice(0, slash).toLowerCase();
  const rest = path.slice(slash + 1);
  // A scope is written `@angular` here and there, although the specification wants `%40angular`.
  const at = rest.lastIndexOf('@');
  const hasVersion = at > 0 && !rest.slice(at).includes('/');
  const name = decode(hasVersion ? rest.slice(0, at) : rest);
  const version = hasVersion ? decode(rest.slice(at + 1)) : undefined;
  if (name === undefined || name === '' || (hasVersion && !version)) return undefined;
  const qualifiers = readQualifiers(query);
  return qualifiers && { type, name: normaliseName(type, name), version, qualifiers, subpath };
}

/**
 * Does `selector` name the package? Without a version it names all of them; a qualifier or subpath that it has must be
 * the package's too.
 */
export function purlCovers(selector: Purl, purl: Purl): boolean {
  return (
    selector.type === purl.type &&
    selector.name === purl.name &&
    (selector.version === undefined || selector.version === purl.version) &&
    (selector.subpath === '' || selector.subpath === purl.subpath) &&
    [...selector.qualifiers].every(([key, value]) => purl.qualifiers.get(key) === value)
  );
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readQualifiers(query: string): Map<string, string> | undefined {
  const qualifiers = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', encoded = ''] = splitOnce(pair, '=');
    const value = decode(encoded);
    if (value === undefined) return undefined;
    if (value !== '') qualifiers.set(key.toLowerCase(), value);
  }
  return qualifiers;
}

/** The types whose registries do not tell upper from lower case (PURL-TYPES.rst). */
const CASELESS = new Set(['bitbucket', 'composer', 'github', 'gitlab', 'hex', 'pypi']);

function normaliseName(type: string, name: string): string {
  const trimmed = name.replace(/^\/+|\/+$/g, '');
  const lower = CASELESS.has(type) ? trimmed.toLowerCase() : trimmed;
  // PEP 503: runs of these are one dash.
  return type === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
