import type { SecretKind } from '../../kind.js';

const GUESSING = 'Whoever has it can guess the password offline, as fast as their graphics cards allow.';

/** One-way, and still worth guessing. */
export const HASH_KINDS: readonly SecretKind[] = [
  {
    id: 'htpasswd-hash',
    title: 'password hash of a password file',
    grants: GUESSING,
    revoke: {
      steps:
        'Set a new password with htpasswd -B, for every place that uses the same one, and keep the file out of the repository.',
      url: 'https://httpd.apache.org/docs/current/programs/htpasswd.html',
    },
    severity: 'medium',
    precision: 'high',
    cwe: [538, 916],
    references: ['https://httpd.apache.org/docs/current/misc/password_encryptions.html'],
  },
  {
    id: 'shadow-hash',
    title: 'password hash of a Unix account',
    grants: GUESSING,
    revoke: {
      steps:
        'Set a new password for the account with passwd on every machine that was made from this file, and take the hash out of the image or the recipe.',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: [538, 916],
    references: [
      'https://man7.org/linux/man-pages/man5/shadow.5.html',
      'https://man7.org/linux/man-pages/man5/crypt.5.html',
    ],
  },
  {
    id: 'password-hash',
    title: 'password hash of an account in a database dump',
    grants: GUESSING,
    revoke: {
      steps:
        'Reset the passwords of the accounts in the dump, tell the people whose they are, and keep dumps outside of the repository.',
    },
    severity: 'medium',
    precision: 'high',
    cwe: [538, 359],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
  },
];
