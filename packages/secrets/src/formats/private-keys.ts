import { defineFormat, type Format } from '../format.js';
import { hasMuch, isDer, opensshCipher, PEM_BODY } from './key-material.js';
import { BASE64, HEX } from './pattern-parts.js';
import type { Samples } from '../sample.js';

const ROTATE = {
  steps:
    'Make a new key pair, replace the public key or the certificate wherever it is trusted (revoke the certificate at its authority), then destroy the old key.',
  url: 'https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_cryptographic_key',
};
const ROTATE_SSH = {
  steps:
    'Remove the public key from every authorized_keys file and account (GitHub, GitLab, servers), then make a new key pair.',
  url: 'https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys',
};
const RFC_7468 = 'https://www.rfc-editor.org/rfc/rfc7468';
const WINDOW = { before: 16, after: 9600 };

/** A hard-coded cryptographic key. */
const CWE = [321, 798];

function pem(label: string, headers = ''): RegExp {
  return new RegExp(
    `(?<secret>-----BEGIN ${label}-----${headers}${PEM_BODY}{40,9000}(?:-----END ${label}-----)?)`,
  );
}

/** Files, and strings whose ends of lines are escaped. */
function inFiles(make: (samples: Samples) => string): Format['hits'] {
  return (samples) => [
    { text: `${make(samples)}\n`, path: 'server.key' },
    { text: JSON.stringify({ key: make(samples) }), path: 'settings.json' },
    { text: `tls:\n  key: |\n    ${make(samples).replaceAll('\n', '\n    ')}\n`, path: 'values.yaml' },
    { text: `PRIVATE_KEY="${make(samples).replaceAll('\n', '\\n')}"\n`, path: '.env' },
  ];
}

function block(label: string, base64: string, headers = ''): string {
  return `-----BEGIN ${label}-----\n${headers}${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----`;
}

/** Random bytes with the header of a sequence before them. */
function der(samples: Samples, size: number): string {
  const content = Buffer.from(samples.of(BASE64, Math.ceil((size * 4) / 3 / 4) * 4), 'base64').subarray(
    0,
    size,
  );
  const header = size < 128 ? [0x30, size] : [0x30, 0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from(header), content]).toString('base64');
}

function derMisses(label: string): Format['misses'] {
  return (samples) => [
    { text: `-----BEGIN ${label}-----\n-----END ${label}-----\n` },
    { text: `if (key.startsWith('-----BEGIN ${label}-----')) ${samples.of('a-z', 8)}();\n` },
    { text: block(label, `${der(samples, 300).slice(0, 64)}`) },
    { text: block(label, samples.of(BASE64, 400)).replace('\n', '\nA') },
  ];
}

export const PRIVATE_KEYS = [
  defineFormat({
    id: 'private-key-pkcs8',
    title: 'Private key (PKCS #8)',
    grants: 'It signs and decrypts in the name of whoever its public key or certificate belongs to.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: [RFC_7468],
    keywords: ['-----BEGIN PRIVATE KEY-----'],
    pattern: pem('PRIVATE KEY'),
    window: WINDOW,
    holds: isDer,
    hits: inFiles((samples) => block('PRIVATE KEY', der(samples, samples.pick([46, 138, 1216])))),
    misses: derMisses('PRIVATE KEY'),
  }),
  defineFormat({
    id: 'private-key-rsa',
    title: 'RSA private key',
    grants:
      'It signs and decrypts in the name of whoever its public key or certificate belongs to, or logs in over SSH.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2'],
    keywords: ['-----BEGIN RSA PRIVATE KEY-----'],
    pattern: pem('RSA PRIVATE KEY'),
    window: WINDOW,
    holds: isDer,
    hits: inFiles((samples) => block('RSA PRIVATE KEY', der(samples, samples.pick([608, 1190, 2344])))),
    misses: derMisses('RSA PRIVATE KEY'),
  }),
  defineFormat({
    id: 'private-key-ec',
    title: 'Elliptic curve private key',
    grants: 'It signs in the name of whoever its public key or certificate belongs to.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc5915'],
    keywords: ['-----BEGIN EC PRIVATE KEY-----'],
    pattern: pem('EC PRIVATE KEY'),
    window: WINDOW,
    holds: isDer,
    hits: inFiles((samples) => block('EC PRIVATE KEY', der(samples, samples.pick([119, 164, 220])))),
    misses: derMisses('EC PRIVATE KEY'),
  }),
  defineFormat({
    id: 'private-key-dsa',
    title: 'DSA private key',
    grants: 'It signs in the name of whoever its public key belongs to, or logs in over SSH.',
    revoke: ROTATE,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: [RFC_7468],
    keywords: ['-----BEGIN DSA PRIVATE KEY-----'],
    pattern: pem('DSA PRIVATE KEY'),
    window: WINDOW,
    holds: isDer,
    hits: inFiles((samples) => block('DSA PRIVATE KEY', der(samples, samples.pick([444, 668])))),
    misses: derMisses('DSA PRIVATE KEY'),
  }),
  defineFormat({
    id: 'private-key-encrypted',
    title: 'Private key behind a passphrase (PKCS #8)',
    grants:
      'With its passphrase, which can be guessed without end, it signs and decrypts in the name of its owner.',
    revoke: ROTATE,
    severity: 'medium',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc5958'],
    keywords: ['-----BEGIN ENCRYPTED PRIVATE KEY-----'],
    pattern: pem('ENCRYPTED PRIVATE KEY'),
    window: WINDOW,
    holds: isDer,
    hits: inFiles((samples) => block('ENCRYPTED PRIVATE KEY', der(samples, samples.pick([236, 1312])))),
    misses: derMisses('ENCRYPTED PRIVATE KEY'),
  }),
  defineFormat({
    id: 'private-key-encrypted-legacy',
    title: 'Private key behind a passphrase (OpenSSL)',
    grants:
      'With its passphrase, which can be guessed without end, it signs and decrypts in the name of its owner.',
    revoke: ROTATE,
    severity: 'medium',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc1421#section-4.6.1.1'],
    keywords: ['Proc-Type: 4,ENCRYPTED'],
    pattern: new RegExp(
      `(?<secret>-----BEGIN (?:RSA |EC |DSA )?PRIVATE KEY-----[\\s\\\\nr"'+]{1,40}Proc-Type: 4,ENCRYPTED[\\s\\\\nr"'+]{1,40}DEK-Info: [A-Za-z0-9-]{4,24},[0-9A-Fa-f]{16,32}${PEM_BODY}{60,9000}(?:-----END [A-Z ]{0,8}PRIVATE KEY-----)?)`,
    ),
    window: { before: 64, after: 9600 },
    hits: (samples) => {
      const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${samples.of('0-9A-F', 32)}\n\n`;
      const key = block('RSA PRIVATE KEY', samples.of(BASE64, 1592), headers);
      return [
        { text: `${key}\n`, path: 'server.key' },
        { text: JSON.stringify({ key }), path: 'settings.json' },
      ];
    },
    misses: (samples) => [
      { text: `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END RSA PRIVATE KEY-----\n` },
      { text: `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${samples.of('0-9A-F', 32)}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-openssh',
    title: 'OpenSSH private key',
    grants:
      'It logs in wherever its public key is authorised, or signs commits and certificates in the name of its owner.',
    revoke: ROTATE_SSH,
    severity: 'critical',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key'],
    keywords: ['-----BEGIN OPENSSH PRIVATE KEY-----'],
    pattern: pem('OPENSSH PRIVATE KEY'),
    window: WINDOW,
    holds: (value) => opensshCipher(value) === 'none',
    hits: inFiles((samples) => block('OPENSSH PRIVATE KEY', openssh('none', samples))),
    misses: (samples) => [
      { text: '-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n' },
      { text: `${block('OPENSSH PRIVATE KEY', samples.of(BASE64, 400))}\n` },
      { text: `${block('OPENSSH PRIVATE KEY', openssh('none', samples).slice(0, 120))}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-openssh-encrypted',
    title: 'OpenSSH private key behind a passphrase',
    grants:
      'With its passphrase, which can be guessed without end, it logs in wherever its public key is authorised.',
    revoke: ROTATE_SSH,
    severity: 'medium',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key'],
    keywords: ['-----BEGIN OPENSSH PRIVATE KEY-----'],
    pattern: pem('OPENSSH PRIVATE KEY'),
    window: WINDOW,
    holds: (value) => /^(?:aes|3des|chacha)/.test(opensshCipher(value) ?? ''),
    hits: inFiles((samples) => block('OPENSSH PRIVATE KEY', openssh('aes256-ctr', samples))),
    misses: (samples) => [
      { text: '-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n' },
      { text: `${block('OPENSSH PRIVATE KEY', samples.of(BASE64, 400))}\n` },
    ],
  }),
  defineFormat({
    id: 'private-key-pgp',
    title: 'PGP private key block',
    grants:
      'It signs and decrypts mail, packages and commits in the name of its owner, after a passphrase if it has one.',
    revoke: {
      steps:
        'Publish the revocation certificate of the key, then make a new one and tell those who trust it.',
      url: 'https://www.gnupg.org/gph/en/manual/c14.html#REVOCATION',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: CWE,
    references: ['https://www.rfc-editor.org/rfc/rfc9580#name-forming-ascii-armor'],
    keywords: ['-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    pattern: new RegExp(
      `(?<secret>-----BEGIN PGP PRIVATE KEY BLOCK-----(?:[\\s\\\\nr]{1,8}(?:Version|Comment|Charset|Hash): [^\\n\\\\]{0,120}){0,4}${PEM_BODY}{200,30000}(?:-----END PGP PRIVATE KEY BLOCK-----)?)`,
    ),
    window: { before: 0, after: 30_600 },
    holds: hasMuch,
    hits: (samples) => {
      const make = (headers: string): string =>
        block('PGP PRIVATE KEY BLOCK', `lQ${samples.of(BASE64, 1200)}\n=${samples.of(BASE64, 4)}`, headers);
      return [
        { text: `${make('\n')}\n`, path: 'release.asc' },
        { text: JSON.stringify({ key: make('Version: GnuPG v2\n\n') }), path: 'settings.json' },
      ];
    },
    misses: (samples) => [
      { text: '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n-----END PGP PRIVATE KEY BLOCK-----\n' },
      { text: `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${samples.of(BASE64, 64)}\n...\n` },
    ],
  }),
];

/** A magic, a cipher, a derivation and so on, as far as the format looks at it. */
function openssh(cipher: string, samples: Samples): string {
  const name = Buffer.from(`openssh-key-v1\0\0\0\0${String.fromCharCode(cipher.length)}${cipher}`, 'latin1');
  return Buffer.concat([name, Buffer.from(samples.of(HEX, 520), 'hex')]).toString('base64');
}
