import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside } from './form.js';
import { BASE64, BASE64_URL, HEX, type Part } from './pattern-parts.js';

const ROTATE = {
  steps:
    'Make a new key pair, replace the public key wherever it is trusted, then destroy the old private key.',
  url: 'https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_cryptographic_key',
};

/** A hard-coded cryptographic key. */
const CWE = [321, 798];

/** Thirty-two bytes in base64. */
const KEY_32: readonly Part[] = [[BASE64, 42], ['AEIMQUYcgkosw048', 1], '='];

/** The accounts that local Ethereum nodes start with; everybody knows their keys. */
const KNOWN_ACCOUNTS =
  /^(?:0x)?(?:ac0974be|59c6995e|5de4111a|7c852118|47e179ec|8b3a350c|4f3edf98|c87509a1|0{20})/i;

export const KEY_FILES = [
  defineFormat({
    id: 'private-key-putty',
    title: 'PuTTY private key',
    grants: 'It logs in wherever its public key is authorised, after a passphrase if it has one.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html'],
    keywords: ['Private-Lines:'],
    pattern: /(?<=Private-Lines: \d{1,3}(?:\r?\n|\\r\\n|\\n))(?<secret>[A-Za-z0-9+/=\s\\]{40,6000})/,
    window: { before: 0, after: 6100 },
    entropy: 4,
    hits: (samples) => [
      {
        text: `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 2\n${samples.of(BASE64, 64)}\nPrivate-Lines: 1\n${samples.of(BASE64, 47)}=\nPrivate-MAC: ${samples.of(HEX, 64)}\n`,
        path: 'id.ppk',
      },
      {
        text: `Private-Lines: 8\r\n${samples.of(BASE64, 64)}\r\n${samples.of(BASE64, 64)}\r\nPrivate-MAC: 0\r\n`,
      },
    ],
    misses: (samples) => [
      { text: `Public-Lines: 2\n${samples.of(BASE64, 64)}\n` },
      { text: `Private-Lines: 1\n${samples.of(BASE64, 16)}-\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-ssh2',
    title: 'SSH2 (RFC 4716 style) private key',
    grants: 'It logs in wherever its public key is authorised, after a passphrase if it has one.',
    revoke: ROTATE,
    severity: 'high',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc4716'],
    keywords: ['---- BEGIN SSH2 '],
    pattern:
      /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----(?:\s{1,4}(?:Comment|Subject): [^\n]{0,120}){0,3}(?<secret>[A-Za-z0-9+/=\s\\]{60,6000})---- END/,
    window: { before: 0, after: 6600 },
    entropy: 4,
    hits: (samples) => [
      {
        text: `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\n${samples.of(BASE64, 70)}\n${samples.of(BASE64, 70)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n`,
      },
      {
        text: `---- BEGIN SSH2 PRIVATE KEY ----\n${samples.of(BASE64, 70)}\n${samples.of(BASE64, 30)}\n---- END SSH2 PRIVATE KEY ----\n`,
      },
    ],
    misses: (samples) => [
      { text: `---- BEGIN SSH2 PUBLIC KEY ----\n${samples.of(BASE64, 70)}\n---- END SSH2 PUBLIC KEY ----\n` },
      { text: '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n' },
    ],
  }),
  defineFormat({
    id: 'private-key-jwk',
    title: 'Private JSON Web Key',
    grants: 'It signs tokens or decrypts in the name of whoever publishes its public half.',
    revoke: {
      steps:
        'Make a new key, publish its public half beside the old one, sign with the new one, then withdraw the old one.',
      url: 'https://www.rfc-editor.org/rfc/rfc7517',
    },
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc7518#section-6'],
    keywords: ['"kty"', '\\"kty\\"', "'kty'", 'kty:'],
    // Within one object: no brace between the type and the private member, in either order.
    pattern:
      /(?<=[{,\s]\\{0,2}["']?d\\{0,2}["']?\s{0,3}:\s{0,3}\\{0,2}["'])(?<secret>[A-Za-z0-9_-]{42,800})(?=\\{0,2}["'])(?:(?=[^{}]{0,4000}kty\\{0,2}["']?\s{0,3}:\s{0,3}\\{0,2}["'](?:RSA|EC|OKP))|(?<=kty\\{0,2}["']?\s{0,3}:\s{0,3}\\{0,2}["'](?:RSA|EC|OKP)\\{0,2}["'][^{}]{0,4000}))/,
    window: { before: 4200, after: 4200 },
    entropy: 4,
    hits: (samples) => [
      {
        text: `{"kty":"EC","crv":"P-256","x":"${samples.of(BASE64_URL, 43)}","d":"${samples.of(BASE64_URL, 43)}"}\n`,
        path: 'jwk.json',
      },
      {
        text: `{ "d": "${samples.of(BASE64_URL, 342)}", "n": "${samples.of(BASE64_URL, 342)}", "e": "AQAB", "kty": "RSA" }\n`,
        path: 'keys.json',
      },
      {
        text: `const key = { kty: 'OKP', crv: 'Ed25519', d: '${samples.of(BASE64_URL, 43)}' };\n`,
        path: 'sign.ts',
      },
    ],
    misses: (samples) => [
      {
        text: `{"kty":"EC","crv":"P-256","x":"${samples.of(BASE64_URL, 43)}","y":"${samples.of(BASE64_URL, 43)}"}\n`,
      },
      { text: `{"kty":"EC","x":"a"},{"d":"${samples.of(BASE64_URL, 43)}"}\n` },
      { text: `{"kty":"EC","d":"${samples.of(BASE64_URL, 20)}"}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-wireguard',
    title: 'WireGuard private or preshared key',
    grants: 'It joins the network in the place of the peer and reads its traffic.',
    revoke: {
      steps:
        'Make a new key pair (`wg genkey`), replace the public key at every peer, then restart the interface.',
      url: 'https://www.wireguard.com/quickstart/#key-generation',
    },
    severity: 'critical',
    precision: 'high',
    cwe: CWE,
    references: ['https://www.wireguard.com/#cryptokey-routing'],
    ...beside(['private_key', 'preshared_key', 'wg_key', 'wireguard_key'], KEY_32, {
      named: [],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'private-key-minisign',
    title: 'minisign or signify secret key',
    grants: 'It signs releases in the name of its owner, after a password if it has one.',
    revoke: {
      steps:
        'Make a new key pair, publish its public key where the old one stands, and sign what is current anew.',
      url: 'https://jedisct1.github.io/minisign/',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://jedisct1.github.io/minisign/', 'https://man.openbsd.org/signify'],
    keywords: ['untrusted comment:'],
    pattern:
      /(?<=untrusted comment: [^\n]{0,100}secret key[^\n]{0,40}(?:\r?\n|\\n))(?<secret>RW[A-Za-z0-9+/]{100,290}={0,2})(?![A-Za-z0-9+/=])/,
    window: { before: 0, after: 480 },
    entropy: 3.5,
    hits: (samples) => [
      {
        text: `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${samples.of(BASE64, 204)}\n`,
        path: 'minisign.key',
      },
      {
        text: `untrusted comment: signify secret key\nRWRCSw${samples.of(BASE64, 132)}==\n`,
        path: 'release.sec',
      },
    ],
    misses: (samples) => [
      { text: `untrusted comment: minisign public key\nRWQ${samples.of(BASE64, 53)}\n` },
      { text: `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${samples.of(BASE64, 40)}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-xml',
    title: 'RSA private key in XML',
    grants: 'It signs and decrypts in the name of whoever its public key belongs to.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://learn.microsoft.com/en-us/dotnet/api/system.security.cryptography.rsa.toxmlstring'],
    keywords: ['</InverseQ>'],
    pattern: /(?<=<\/InverseQ>\s{0,20}<D>)(?<secret>[A-Za-z0-9+/=\s]{80,1600})(?=<\/D>)/,
    window: { before: 0, after: 1680 },
    entropy: 4,
    hits: (samples) => [
      { text: `<InverseQ>a</InverseQ><D>${samples.of(BASE64, 342)}==</D></RSAKeyValue>\n` },
      { text: `  </InverseQ>\n  <D>${samples.of(BASE64, 171)}=</D>\n` },
    ],
    misses: (samples) => [
      { text: `<RSAKeyValue><Modulus>${samples.of(BASE64, 171)}=</Modulus></RSAKeyValue>\n` },
      { text: `</InverseQ><D>${samples.of(BASE64, 40)}</D>\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-dnssec',
    title: 'DNSSEC private key',
    grants: 'It signs the records of the zone.',
    revoke: {
      steps:
        'Roll the key of the zone: publish the new one, change the DS record at the parent, then withdraw the old one.',
      url: 'https://www.rfc-editor.org/rfc/rfc6781#section-4.1',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://bind9.readthedocs.io/en/latest/dnssec-guide.html'],
    keywords: ['Private-key-format:'],
    pattern:
      /Private-key-format: v1\.\d[^\0]{0,900}?\n(?:PrivateKey|PrivateExponent): (?<secret>[A-Za-z0-9+/]{40,800}={0,2})/,
    window: { before: 0, after: 1800 },
    entropy: 4,
    hits: (samples) => [
      {
        text: `Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: ${samples.of(BASE64, 43)}=\n`,
      },
      {
        text: `Private-key-format: v1.3\nAlgorithm: 8 (RSASHA256)\nModulus: ${samples.of(BASE64, 171)}=\nPrivateExponent: ${samples.of(BASE64, 171)}=\n`,
      },
    ],
    misses: (samples) => [
      {
        text: `Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nCreated: ${samples.of('0-9', 14)}\n`,
      },
      { text: `Private-key-format: v1.3\nPrivateKey: ${samples.of(BASE64, 20)}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-ethereum',
    title: 'Ethereum or other secp256k1 private key',
    grants: 'It signs transactions: whoever holds it owns what the account holds.',
    revoke: {
      steps:
        'Move everything to a new account and hand over the contracts that this one owns: a key cannot be revoked.',
      url: 'https://ethereum.org/en/developers/docs/accounts/',
    },
    severity: 'critical',
    precision: 'high',
    cwe: CWE,
    references: ['https://ethereum.org/en/developers/docs/accounts/#account-creation'],
    ...beside(
      ['private_key', 'deployer_key', 'wallet_key', 'signer_key', 'owner_key', 'priv_key', 'secret_key_hex'],
      [
        ['x0', 0, 2],
        ['0-9a-fA-F', 64],
      ],
      { named: [], holds: (value) => !KNOWN_ACCOUNTS.test(value) },
    ),
    hits: (samples) => [
      { text: `DEPLOYER_PRIVATE_KEY=0x${samples.of(HEX, 64)}\n` },
      { text: `privateKey: '${samples.of(HEX, 64)}',\n` },
    ],
  }),
];
