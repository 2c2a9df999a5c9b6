import type { Rule } from '@railgate/contract';

export const weakCrypto: Rule = {
  id: 'lint/weak-crypto',
  name: 'WeakCrypto',
  summary: 'A broken or wrongly used cryptographic algorithm protects something.',
  description:
    'Reports MD5 and SHA-1 where they protect passwords, tokens or signatures, DES, RC4, Blowfish and ECB mode, `createCipher`, constant initialisation vectors, RSA keys under 2048 bits, and JSON Web Tokens that accept `none` or are not verified. Hashes for cache keys, ETags and checksums are not reported above low.',
  why: 'Broken hashes are reversed or forged within minutes, and a token whose signature is not checked is written by whoever sends it.',
  remediation:
    'Passwords: argon2, bcrypt or scrypt. Signatures: HMAC with SHA-256. Encryption: AES-256-GCM with a fresh random initialisation vector for each message. RSA: 2048 bits or more. JSON Web Tokens: verify them with a fixed list of algorithms.',
  example: {
    language: 'js',
    before: "const passwordHash = crypto.createHash('md5').update(password).digest('hex');",
    after: 'const passwordHash = await bcrypt.hash(password, 12);',
  },
  severity: 'high',
  precision: 'high',
  cwe: [327, 328],
  references: [
    'https://cwe.mitre.org/data/definitions/327.html',
    'https://cwe.mitre.org/data/definitions/328.html',
  ],
  since: '0.1.0',
};
