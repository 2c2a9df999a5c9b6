import type { Rule } from '@railgate/contract';

export const tlsVerificationDisabled: Rule = {
  id: 'lint/tls-verification-disabled',
  name: 'TlsVerificationDisabled',
  summary: 'The identity of a server is not checked although the connection is encrypted.',
  description:
    'Reports `rejectUnauthorized: false`, `NODE_TLS_REJECT_UNAUTHORIZED=0`, `checkServerIdentity` that accepts everything, `strictSSL: false`, and in Python `verify=False`, `CERT_NONE`, `check_hostname = False` and unverified contexts. Values that are not off, and tests, are not reported above low.',
  why: 'Encryption without identity protects from nobody who can answer in place of the server: they read passwords and data, and answer what they like.',
  remediation:
    'Remove the option. For a certificate of an own authority, hand its certificate over: `ca: fs.readFileSync("ca.pem")`, `verify="/etc/ssl/ca.pem"`. For a database on Railway, connect over the private network.',
  example: {
    language: 'js',
    before: 'const pool = new Pool({ connectionString, ssl: { rejectUnauthorized: false } });',
    after: 'const pool = new Pool({ connectionString, ssl: { ca: process.env.DATABASE_CA } });',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [295],
  references: ['https://cwe.mitre.org/data/definitions/295.html'],
  since: '0.1.0',
};
