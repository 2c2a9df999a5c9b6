import { withoutCredentials } from '../npm/addresses.js';
import type { PackageSource } from '../lockfile.js';
import { normalizeName } from './names.js';

/** Where a requirement points that names no version of an index. */
export interface Address {
  readonly kind: Extract<PackageSource, 'git' | 'file' | 'url'>;
  /** Without credentials. */
  readonly address: string;
  /** As far as the address tells: `#egg=name`, the name of a wheel or an archive, the last folder. */
  readonly name?: string;
  readonly version?: string;
}

const SCHEME = /^(?:(git|hg|bzr|svn)\+[a-z][a-z0-9+.-]*|https?|ftp|file):/i;
const ARCHIVE = /\.(?:whl|zip|tar|tar\.(?:gz|bz2|xz|lzma)|tgz|tbz|tlz|txz)$/i;
const PATH = /^(?:\.{1,2}(?:$|[/\\[])|[/~])|^[^@[;]*[/\\]/;

/** Nothing where it is the name of a package. A marker after it is passed over. */
export function parseAddress(text: string): Address | undefined {
  const scheme = SCHEME.exec(text);
  if (scheme) return fromUrl(text.split('; ', 1)[0]?.trim() ?? '', scheme);
  const path = text.split(';', 1)[0]?.trim() ?? '';
  // `name @ https://…/x.zip` ends like an archive and is none.
  if (!PATH.test(path) && (!ARCHIVE.test(path) || path.includes('@'))) return undefined;
  return { kind: 'file', address: path, ...fromFileName(path.replace(/\[[^[\]]*\]$/, '')) };
}

function fromUrl(url: string, [scheme, versionControl]: RegExpExecArray): Address {
  const [location = '', fragment = ''] = url.split('#', 2);
  const kind = versionControl ? 'git' : scheme.toLowerCase() === 'file:' ? 'file' : 'url';
  const egg = /(?:^|&)egg=([A-Za-z0-9._-]+)/.exec(fragment)?.[1];
  const path = location.split('?', 1)[0] ?? '';
  const told = fromFileName(versionControl ? withoutReference(path) : path);
  return {
    kind,
    address: withoutCredentials(location),
    ...told,
    ...(egg !== undefined && { name: normalizeName(egg) }),
  };
}

/** `…/repository.git@v1.0` without what follows the last part's `@`. */
function withoutReference(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1).split('@', 1)[0] ?? '';
  return last === '' ? path : last.replace(/\.git$/i, '');
}

/** `name-1.2-py3-none-any.whl`, `name-1.2.tar.gz`, `folder`. */
function fromFileName(path: string): Pick<Address, 'name' | 'version'> {
  const file = decoded(
    path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.' && part !== '..') ?? '',
  );
  const archive = ARCHIVE.exec(file);
  const stem = archive ? file.slice(0, archive.index) : file;
  const parts = stem.split('-');
  const isWheel = archive?.[0].toLowerCase() === '.whl';
  // A wheel's name and version hold no dash; the version of a source archive follows the last one.
  const [name, version] = isWheel
    ? [parts[0], parts[1]]
    : archive && parts.length > 1
      ? [parts.slice(0, -1).join('-'), parts.at(-1)]
      : [stem, undefined];
  if (name === undefined || !/^[A-Za-z0-9._-]+$/.test(name)) return {};
  const isVersion = version !== undefined && /^v?\d/.test(version);
  return { name: normalizeName(isVersion || !archive ? name : stem), ...(isVersion && { version }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
