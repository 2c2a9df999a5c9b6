import type { SecretKind } from '../../kind.js';

const CHANGE =
  'Change the password where it is set, for every account that shares it, and look at the log of sign-ins since it was committed.';
const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';

/** Found by the name that they are given to, or by the words around them. */
export const CODE_KINDS: readonly SecretKind[] = [
  {
    id: 'hard-coded-password',
    title: 'hard-coded password',
    grants: 'It signs in to whatever the name beside it says.',
    revoke: { steps: CHANGE },
    severity: 'high',
    precision: 'medium',
    cwe: [798, 259],
    references: ['https://cwe.mitre.org/data/definitions/259.html', OWASP],
  },
  {
    id: 'hard-coded-secret',
    title: 'hard-coded key, token or secret',
    grants: 'It calls the service, or signs and decrypts the data, that the name beside it says.',
    revoke: {
      steps:
        'Make a new one at the service that issued it and revoke this one; a key that signs or encrypts is replaced and what it signed becomes invalid.',
    },
    severity: 'high',
    precision: 'medium',
    cwe: [798, 321],
    references: ['https://cwe.mitre.org/data/definitions/321.html', OWASP],
  },
  {
    id: 'url-password',
    title: 'password in a URL',
    grants: 'It signs in to the host of the URL as the user that stands before it.',
    revoke: { steps: `${CHANGE} Logs of programs and proxies may hold the URL, too.` },
    severity: 'high',
    precision: 'high',
    cwe: [798, 522],
    references: ['https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1', OWASP],
  },
  {
    id: 'connection-string-password',
    title: 'password or key in a connection string',
    grants: 'It opens the database, the queue or the storage account that the string names.',
    revoke: {
      steps:
        'Change the password of the database user, or regenerate the key of the account, and look at the log of connections.',
    },
    severity: 'high',
    precision: 'high',
    cwe: [798, 522],
    references: [
      'https://learn.microsoft.com/dotnet/framework/data/adonet/protecting-connection-information',
      OWASP,
    ],
  },
  {
    id: 'sql-user-password',
    title: 'password of a database user in SQL',
    grants: 'It opens the database with the rights of the user that the statement makes or alters.',
    revoke: {
      steps:
        'Set another password with ALTER USER or ALTER ROLE, read from a variable of the client, and look at the log of connections.',
    },
    severity: 'high',
    precision: 'medium',
    cwe: [798, 259],
    references: [
      'https://www.postgresql.org/docs/current/sql-alterrole.html',
      'https://dev.mysql.com/doc/refman/8.4/en/alter-user.html',
    ],
  },
  {
    id: 'basic-auth-header',
    title: 'user and password in an Authorization header',
    grants: 'Base64 hides nothing: it signs in to the service with a user name and a password.',
    revoke: { steps: CHANGE },
    severity: 'high',
    precision: 'high',
    cwe: [798, 522],
    references: ['https://www.rfc-editor.org/rfc/rfc7617'],
  },
  {
    id: 'bearer-token-header',
    title: 'bearer token in an Authorization header',
    grants: 'It calls the service as whoever it was issued to, until it expires.',
    revoke: {
      steps:
        'Revoke the token at the service that issued it, end the session that it belongs to, and make a new one.',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://www.rfc-editor.org/rfc/rfc6750'],
  },
];
