import { sourceOf } from './addresses.js';

/** The generations of dependency paths: `/a/1.0.0_b@2.0.0`, `/a@1.0.0(b@2.0.0)`, `a@1.0.0(b@2.0.0)`. */
export type PathStyle = 'slashes' | 'leading-slash' | 'plain';

/** The key of the package that a reference stands for (`1.0.0`, `/b/1.0.0`, `b@1.0.0`); nothing for `link:`. */
export function keyOf(name: string, reference: string, style: PathStyle): string | undefined {
  if (reference.startsWith('link:')) return undefined;
  if (style === 'slashes')
    return reference.includes('/') || reference.startsWith('file:') ? reference : `/${name}/${reference}`;
  const bracket = reference.indexOf('(');
  const head = bracket < 0 ? reference : reference.slice(0, bracket);
  if (style === 'leading-slash')
    return head.includes('/') || head.startsWith('file:') ? reference : `/${name}@${reference}`;
  return isPlainKey(head) ? reference : `${name}@${reference}`;
}

/** `b@1.0.0`, unlike `1.0.0` and `https://host/a@b`: an alias names its package. */
function isPlainKey(head: string): boolean {
  if (head.startsWith('@')) return true;
  const at = head.indexOf('@');
  const colon = head.indexOf(':');
  return at > 0 && (colon < 0 || at < colon);
}

/** Without what the package got as its peers. */
export function withoutPeers(key: string): string {
  const bracket = key.indexOf('(');
  return bracket < 0 ? key : key.slice(0, bracket);
}

/** Name and version (or address) in a key. Those of git and file dependencies stand beside the key in older files. */
export function splitKey(key: string, style: PathStyle): { name: string; version: string } {
  const base = withoutPeers(key);
  if (style === 'slashes') return splitSlashes(base);
  // Before version 9 a key without a slash in front begins with the host of another registry, or is an address.
  const isHosted = style === 'leading-slash' && !base.startsWith('/') && !base.startsWith('file:');
  const path = isHosted ? base.slice(base.indexOf('/') + 1) : base.replace(/^\//, '');
  const at = path.indexOf('@', 1);
  if (at < 0 || path.startsWith('file:')) return { name: path, version: '' };
  return { name: path.slice(0, at), version: path.slice(at + 1) };
}

function splitSlashes(base: string): { name: string; version: string } {
  const parts = base.split('/');
  if (!base.startsWith('/') && sourceOf(base) !== 'registry') return { name: base, version: '' };
  parts.shift();
  const nameParts = parts[0]?.startsWith('@') === true ? 2 : 1;
  const version = parts.slice(nameParts).join('/');
  return { name: parts.slice(0, nameParts).join('/'), version: version.split('_', 1)[0] ?? '' };
}
