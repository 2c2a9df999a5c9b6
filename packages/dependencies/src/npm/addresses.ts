import type { PackageSource } from '../lockfile.js';

const GIT = /^(?:git[+:@]|ssh:|github:|gitlab:|bitbucket:|gist:)/;
const GIT_OVER_HTTP = /^https?:\/\/[^?#]{1,2000}\.git(?:[?#]|$)/;
const FILE = /^(?:file:|link:|portal:|\.{0,2}\/)/;

/** What an address or a requirement says of where a package comes from; `registry` for versions, ranges and tags. */
export function sourceOf(address: string): PackageSource {
  if (isVersion(address)) return 'registry';
  if (address.startsWith('workspace:')) return 'workspace';
  if (GIT.test(address) || GIT_OVER_HTTP.test(address)) return 'git';
  if (FILE.test(address)) return 'file';
  return /^https?:/.test(address) ? 'url' : 'registry';
}

/** Begins like a version or a range, as nearly everything does: asked for each edge. */
function isVersion(text: string): boolean {
  const code = text.charCodeAt(0);
  const isDigit = code >= 48 && code <= 57;
  return isDigit || code === 94 || code === 126 || code === 42 || (code >= 60 && code <= 62);
}

/**
 * Is it an archive of a registry? All of them have `/-/` in it but GitHub's (`/download/`) and JSR's (`/~/`).
 * Everything else may as well be an archive that somebody put on a server.
 */
export function isRegistryArchive(address: string): boolean {
  return /^https?:/.test(address) && /\/(?:-|~|download)\//.test(address);
}

/**
 * Without user names, passwords and signed queries. The user of an ssh address is a convention (`git@`), of any other
 * one it may be a token.
 */
export function withoutCredentials(address: string): string {
  const authority = address.indexOf('://') + 3;
  const path = address.indexOf('/', authority);
  const user = address.indexOf('@');
  // The `@` of a scope is in the path.
  if ((user < 0 || (path > 0 && user > path)) && !address.includes('?')) return address;
  return cleaned(address);
}

function cleaned(address: string): string {
  const scheme = /^[a-z+.-]{1,20}:\/\//i.exec(address)?.[0];
  if (scheme === undefined) return address;
  const authorityEnd = address.slice(scheme.length).search(/[/?#]/);
  const end = authorityEnd < 0 ? address.length : scheme.length + authorityEnd;
  const user = address.lastIndexOf('@', end - 1);
  const isSsh = scheme.includes('ssh');
  const kept =
    user < scheme.length ? '' : isSsh ? `${address.slice(scheme.length, user).split(':', 1)[0]}@` : '';
  const rest = address.slice(user < scheme.length ? scheme.length : user + 1);
  return scheme + kept + rest.replace(/\?[^#]{0,100000}/, '');
}

/** `npm:real@^1`: the name and the range behind an alias. */
export function aliasTarget(range: string): { name: string; range: string } | undefined {
  return range.startsWith('npm:') ? splitName(range.slice('npm:'.length)) : undefined;
}

/** `@scope/name@rest` → name and rest; nothing where there is no `@` behind a name. */
export function splitName(text: string): { name: string; range: string } | undefined {
  const at = text.indexOf('@', 1);
  return at < 0 ? undefined : { name: text.slice(0, at), range: text.slice(at + 1) };
}
