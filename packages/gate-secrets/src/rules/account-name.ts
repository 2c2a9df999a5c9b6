import type { Rule } from '@railgate/contract';

const INSUFFICIENTLY_PROTECTED_CREDENTIALS = 522;

/** Not a kind of secret: what a reader needs to revoke one. */
export const ACCOUNT_NAME: Rule = {
  id: 'secrets/account-name',
  name: 'SecretAccountName',
  summary: 'The account of a stored password is named beside it.',
  description:
    'Reports the name of the account that a stored password opens, in the same entry of a file whose form is known: `.env` files, and what clients for FTP, databases and mail save, `.netrc` among them. Nothing is reported where the password itself is not, nor in any other file; of the history, only the passwords are reported.',
  why: 'A password without the account is a riddle, and with it a way in: whoever reads the repository has both. The name tells which password is to be changed, and where to look for what was done with it.',
  remediation:
    'Change the password of this account, end its sessions, and look at what it did since the file was committed. Then take the whole entry out of the repository and read it from environment variables.',
  severity: 'info',
  precision: 'high',
  cwe: [INSUFFICIENTLY_PROTECTED_CREDENTIALS],
  tags: ['secret'],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html'],
  since: '0.1.0',
};
