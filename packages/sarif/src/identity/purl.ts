/** The parts of a package URL that this product asks for. */
export interface PackageParts {
  /** Lower case: `npm`, `pypi`, `deb`. Empty when the text is no package URL. */
  readonly type: string;
  /** Namespace and name, decoded: `@angular/core`, `debian/openssl`. */
  readonly name: string;
  /** Decoded; empty when there is none. */
  readonly version: string;
  /** The qualifiers that name another package, sorted, as `key=value`. */
  readonly qualifiers: readonly string[];
}

/**
 * Reads a package URL (package-url/purl-spec) leniently: a text of another form becomes a name without type.
 * Never throws.
 */
export function parsePurl(text: string): PackageParts {
  const match = /^pkg:\/{0,10}([A-Za-z][A-Za-z0-9.+-]*)\/(.*)$/s.exec(text.trim());
  if (!match) return { type: '', name: text.trim(), version: '', qualifiers: [] };
  const type = (match[1] ?? '').toLowerCase();
  const [beforeSubpath = ''] = (match[2] ?? '').split('#', 1);
  const [path = '', query = ''] = splitAt(beforeSubpath, beforeSubpath.indexOf('?'));
  const [name = '', version = ''] = splitAt(path, versionMark(path));
  return {
    type,
    name: spellName(type, name.split('/').filter(Boolean).map(decode).join('/')),
    version: decode(version),
    qualifiers: readQualifiers(query),
  };
}

/**
 * One text for a package in every version and every build: type, namespace, name and what else names another package.
 */
export function packageKey(purl: string): string {
  const { type, name, qualifiers } = parsePurl(purl);
  const tail = qualifiers.length === 0 ? '' : `?${qualifiers.join('&')}`;
  return type === '' ? `${name}${tail}` : `pkg:${type}/${name}${tail}`;
}

/**
 * The qualifiers that lead to another package of the same name. All others (`arch`, `distro`, `epoch`, `type`,
 * `checksum`, `platform`, a tool's own) tell of a build, a base image's release or a file: they change while the
 * finding stays.
 */
const NAMING = new Set(['repository_url', 'classifier', 'channel']);

function readQualifiers(query: string): string[] {
  const found: string[] = [];
  for (const part of query.split('&')) {
    const [key = '', value = ''] = splitAt(part, part.indexOf('='));
    if (NAMING.has(key.toLowerCase()) && value !== '') found.push(`${key.toLowerCase()}=${decode(value)}`);
  }
  return found.sort();
}

/** The `@` before the version: the last one, unless it opens a scope that was left unencoded. */
function versionMark(path: string): number {
  const at = path.lastIndexOf('@');
  return at > path.lastIndexOf('/') + 1 || (at > 0 && path[at - 1] !== '/') ? at : -1;
}

const CASELESS = new Set([
  'pypi',
  'nuget',
  'composer',
  'golang',
  'github',
  'bitbucket',
  'deb',
  'apk',
  'alpm',
  'hex',
]);

/** Names that their registry takes for the same. PyPI's rule is PEP 503's. */
function spellName(type: string, name: string): string {
  const spelled = CASELESS.has(type) ? name.toLowerCase() : name;
  return type === 'pypi' ? spelled.replace(/[-_.]+/g, '-') : spelled;
}

function splitAt(text: string, at: number): [string, string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
