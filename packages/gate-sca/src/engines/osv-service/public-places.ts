import type { Ecosystem, LockedPackage, Lockfile } from '@railgate/dependencies';

/**
 * Hosts of the public registries as lockfiles name them, with their subdomains: what comes from there, everybody may know.
 * Lockfiles of the other ecosystems name no address for what comes from their public registry.
 */
const HOSTS: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  PyPI: ['pypi.org', 'pythonhosted.org'],
  RubyGems: ['rubygems.org'],
  'crates.io': ['crates.io', 'github.com'],
  // The archives of public packages lie where their sources do.
  Packagist: ['packagist.org', 'github.com', 'gitlab.com', 'bitbucket.org'],
  NuGet: ['nuget.org'],
  Hex: ['hex.pm'],
  Pub: ['pub.dev', 'pub.dartlang.org'],
};

export function isPublicPlace(ecosystem: Ecosystem, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return (HOSTS[ecosystem] ?? []).some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/**
 * Where a package of a registry other than npm's comes from, if that is not public, or may not be: an address, as far as the
 * lockfile says it. A lockfile that names another registry beside the public one does not say which package is of which.
 */
export function privatePlace(lockfile: Lockfile, { name, resolved }: LockedPackage): string | undefined {
  const { ecosystem, registries = [] } = lockfile;
  if (ecosystem === 'Go') return isPrivateModule(name) ? `https://${name}` : undefined;
  if (resolved !== undefined && /^https?:/.test(resolved))
    return isPublicPlace(ecosystem, resolved) ? undefined : resolved;
  // `hexpm:acme`: packages of an organisation.
  if (ecosystem === 'Hex' && resolved !== undefined) return 'https://repo.hex.pm/';
  return registries.find(({ url }) => !isPublicPlace(ecosystem, url))?.url;
}

/**
 * Is it a module that the user has declared private? As the go command reads `GOPRIVATE`: globs, separated by commas, that
 * match a prefix of the path (go help module-private).
 */
export function isPrivateModule(
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const patterns = [env['GOPRIVATE'], env['GONOPROXY'], env['GONOSUMDB']].flatMap(
    (list) => list?.split(',') ?? [],
  );
  const segments = path.split('/');
  return patterns.some((pattern) => {
    const wanted = pattern.trim().split('/');
    return pattern.trim() !== '' && wanted.every((glob, i) => matches(glob, segments[i]));
  });
}

function matches(glob: string, segment: string | undefined): boolean {
  if (segment === undefined) return false;
  const pattern = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test(segment);
}
