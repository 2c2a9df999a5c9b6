/** A digest by the names of both standards. */
export interface Digest {
  /** CycloneDX: `SHA-512`. SPDX writes the same without the hyphen. */
  readonly algorithm: 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Hexadecimal, lower case. */
  readonly content: string;
}

const ALGORITHMS = new Map<string, readonly [Digest['algorithm'], number]>([
  ['md5', ['MD5', 32]],
  ['sha1', ['SHA-1', 40]],
  ['sha256', ['SHA-256', 64]],
  ['sha384', ['SHA-384', 96]],
  ['sha512', ['SHA-512', 128]],
]);

/** Of subresource integrity (`sha512-<base64>`, W3C SRI 3.1) or `sha256:<hex>`. What is neither is left out. */
export function digestsOf(integrity: string | undefined): Digest[] {
  const digests = (integrity ?? '').split(/\s+/).flatMap((text) => digestOf(text) ?? []);
  const unique = new Map(digests.map((digest) => [`${digest.algorithm} ${digest.content}`, digest]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, digest]) => digest);
}

function digestOf(text: string): Digest | undefined {
  const match = /^(md5|sha1|sha256|sha384|sha512)([-:])([A-Za-z0-9+/_=-]{1,200})$/.exec(text);
  const known = ALGORITHMS.get(match?.[1] ?? '');
  if (!match || !known) return undefined;
  const [algorithm, length] = known;
  const value = match[3] ?? '';
  const content = match[2] === ':' ? value.toLowerCase() : Buffer.from(value, 'base64').toString('hex');
  return content.length === length && /^[0-9a-f]+$/.test(content) ? { algorithm, content } : undefined;
}
