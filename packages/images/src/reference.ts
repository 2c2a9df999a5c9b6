/** Name of an image, in its parts: `docker.io/library/node:22-slim`. */
export interface ImageReference {
  /** Host and port, in lower case where that is a host to Docker, too; `docker.io` where the text names none. */
  readonly registry: string;
  /** `library/node`. */
  readonly repository: string;
  /** `latest` where neither a tag nor a digest is given. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const HUB = 'docker.io';
const OFFICIAL = 'library/';

/** Registry and repository together, without the defaults: distribution's `RepositoryNameTotalLengthMax`. */
const NAME_LIMIT = 255;
/** A name, a tag of 128 characters and the longest digest. */
const TEXT_LIMIT = NAME_LIMIT + 1 + 128 + 1 + 135;

const HOST =
  /^(?:\[[\da-fA-F:]+\]|[\da-zA-Z](?:[\da-zA-Z-]*[\da-zA-Z])?(?:\.[\da-zA-Z](?:[\da-zA-Z-]*[\da-zA-Z])?)*)(?::\d+)?$/;
const COMPONENT = /^[\da-z]+(?:(?:\.|_|__|-+)[\da-z]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[\da-f]{64}|sha384:[\da-f]{96}|sha512:[\da-f]{128})$/;
/** Docker takes such a name for an image's id. */
const ID = /^[\da-f]{64}$/;

/**
 * The parts of a name as Docker and Podman's Docker-compatible interface read it (the grammar and the defaults of
 * distribution/reference 0.6). Undefined for what is no name: also for a bare id.
 *
 * `imageName` of the SARIF layer is another thing: the part of a name that a finding's identity holds, cut from any text.
 */
export function parseReference(text: string): ImageReference | undefined {
  if (text.length > TEXT_LIMIT || ID.test(text)) return undefined;
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const { name, tag } = splitTag(named);
  if (name.length > NAME_LIMIT || (tag !== undefined && !TAG.test(tag))) return undefined;
  const place = splitRegistry(name);
  if (place === undefined) return undefined;
  return {
    ...place,
    ...(tag !== undefined && { tag }),
    ...(tag === undefined && digest === undefined && { tag: 'latest' }),
    ...(digest !== undefined && { digest }),
  };
}

/** The shortest text that is read as this name: `node:22-slim`, `ghcr.io/a/b:1@sha256:…`. */
export function showReference({ registry, repository, tag, digest }: ImageReference): string {
  return `${showName(registry, repository)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/**
 * Do two names mean one image, however they are written? Where one has a digest, both must: a tag says nothing about what
 * is there today.
 */
export function isSameImage(a: ImageReference, b: ImageReference): boolean {
  if (a.registry !== b.registry || a.repository !== b.repository || a.digest !== b.digest) return false;
  return a.digest !== undefined || a.tag === b.tag;
}

/** The colon of a tag comes after the last `/`; one before it belongs to a port. */
function splitTag(text: string): { name: string; tag?: string } {
  const colon = text.indexOf(':', text.lastIndexOf('/') + 1);
  return colon < 0 ? { name: text } : { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

function splitRegistry(name: string): Pick<ImageReference, 'registry' | 'repository'> | undefined {
  const slash = name.indexOf('/');
  const isNamed = slash >= 0 && isRegistry(name.slice(0, slash));
  const host = isNamed ? name.slice(0, slash) : HUB;
  const path = isNamed ? name.slice(slash + 1) : name;
  if (!HOST.test(host) || !path.split('/').every((component) => COMPONENT.test(component))) return undefined;
  const registry = registryOf(host);
  const isOfficial = registry === HUB && !path.includes('/');
  return { registry, repository: isOfficial ? OFFICIAL + path : path };
}

function registryOf(host: string): string {
  const lower = host.toLowerCase();
  if (lower === 'index.docker.io') return HUB;
  // `Foo/bar` names a host, and `foo/bar` an account of the Hub.
  return isRegistry(lower) ? lower : host;
}

/** Of the first part of a name: a dot, a port or an upper-case letter is in no account of the Hub. */
function isRegistry(part: string): boolean {
  return /[.:A-Z]/.test(part) || part === 'localhost';
}

function showName(registry: string, repository: string): string {
  if (registry !== HUB) return `${registry}/${repository}`;
  const [first = '', ...rest] = repository.split('/');
  if (first === 'library' && rest.length === 1) return rest.join('/');
  // A lone name would be read as one of `library`, and an account with a dot as a host.
  return rest.length === 0 || isRegistry(first) ? `${HUB}/${repository}` : repository;
}
