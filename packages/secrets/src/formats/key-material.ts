/** Characters between BEGIN and END, and what stands among them in files, strings and concatenations of strings. */
export const PEM_BODY = String.raw`[A-Za-z0-9+/=\s\\"'\x60,]`;

/** Fewer are no key of any kind: an Ed25519 key in PKCS #8 has sixty-four. */
const SHORTEST = 60;
/** So much of a key that lost its end is a key. */
const SHORTEST_CUT = 200;

/** The base64 of a PEM block, without its lines and what a string makes of their ends. */
export function base64Of(pem: string): string {
  return pem
    .replace(/-----(?:BEGIN|END)[A-Z0-9 ]{1,40}-----/g, '')
    .replace(/\\{1,4}[nrt]/g, '')
    .replace(/["'\x60]\s{0,40}\+\s{0,40}["'\x60]/g, '')
    .replace(/[^A-Za-z0-9+/]/g, '');
}

/**
 * A DER sequence as long as it says. A truncated or made-up one, as documents have them, is no key. Where the block has
 * no end, there must be much of it.
 */
export function isDer(pem: string): boolean {
  const text = base64Of(pem);
  if (text.length < SHORTEST) return false;
  const bytes = Buffer.from(text, 'base64');
  if (bytes[0] !== 0x30) return false;
  const length = derLength(bytes);
  if (length === undefined) return false;
  return pem.includes('-----END') ? Math.abs(length - bytes.length) <= 2 : text.length >= SHORTEST_CUT;
}

/** Of the outermost element, with its header. https://www.itu.int/rec/T-REC-X.690 (8.1.3). */
function derLength(bytes: Buffer): number | undefined {
  const [, first = 0, second = 0, third = 0] = bytes;
  if (first < 0x80) return 2 + first;
  if (first === 0x81) return 3 + second;
  if (first === 0x82) return 4 + second * 256 + third;
  return undefined;
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key: the name of the cipher follows the magic. */
export function opensshCipher(pem: string): string | undefined {
  const text = base64Of(pem);
  if (text.length < SHORTEST_CUT) return undefined;
  const bytes = Buffer.from(text, 'base64').toString('latin1');
  const magic = 'openssh-key-v1\0';
  if (!bytes.startsWith(magic)) return undefined;
  const length = bytes.charCodeAt(magic.length + 3);
  return bytes.slice(magic.length + 4, magic.length + 4 + length);
}

export function hasMuch(pem: string): boolean {
  return base64Of(pem).length >= SHORTEST_CUT;
}
