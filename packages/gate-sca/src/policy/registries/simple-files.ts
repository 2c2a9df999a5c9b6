import { normalizeName } from '@railgate/dependencies';

const SDIST = /\.(?:tar\.gz|zip|tar\.bz2|tgz|tar\.xz)$/i;
const WHEEL = /\.whl$/i;

/**
 * The version that a file of an index is of, in lower case: `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`. The name of an old
 * source archive may hold dashes itself.
 *
 * @param name normal by PEP 503
 */
export function fileVersion(name: string, file: string): string | undefined {
  if (file.length > 500) return undefined;
  if (WHEEL.test(file)) {
    const [project = '', version] = file.split('-');
    return normalizeName(project) === name ? version?.toLowerCase() : undefined;
  }
  if (!SDIST.test(file)) return undefined;
  const parts = file.replace(SDIST, '').split('-');
  for (let length = 1; length < parts.length; length++)
    if (normalizeName(parts.slice(0, length).join('-')) === name)
      return parts.slice(length).join('-').toLowerCase();
  return undefined;
}
