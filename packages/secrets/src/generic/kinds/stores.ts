import type { SecretKind } from '../../kind.js';

const CHANGE =
  'Change the password of the account, end its sessions, and keep the file out of the repository.';
const OBSCURED =
  'What the program does to it before it saves it is no encryption: it can be undone by anybody.';

/** Files in which programs and people keep credentials. */
export const STORE_KINDS: readonly SecretKind[] = [
  {
    id: 'netrc-password',
    title: 'password of a .netrc file',
    grants: 'curl, git, ftp and pip sign in to the machine beside it with it.',
    revoke: { steps: CHANGE },
    severity: 'high',
    precision: 'very-high',
    references: ['https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'],
  },
  {
    id: 'pgpass-password',
    title: 'password of a PostgreSQL password file',
    grants: 'It opens the database that its line names.',
    revoke: { steps: 'Set another password with ALTER ROLE, and keep the file out of the repository.' },
    severity: 'high',
    precision: 'very-high',
    references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
  },
  {
    id: 'git-credentials-password',
    title: "password or token of git's credential store",
    grants: 'It reads and writes every repository of the account on that host.',
    revoke: {
      steps:
        'Revoke the token or change the password at the host, and use a credential helper that encrypts.',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://git-scm.com/docs/git-credential-store'],
  },
  {
    id: 'shell-profile-secret',
    title: 'secret in a shell profile',
    grants: 'It signs in to whatever the variable is for, with the rights of the person whose profile it is.',
    revoke: {
      steps:
        'Replace the secret at the service that it belongs to, and read it from a keychain or a file outside of the repository.',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://12factor.net/config'],
  },
  {
    id: 'docker-auth',
    title: 'credential of a container registry',
    grants: 'It pulls private images, and pushes images that others run, as the account.',
    revoke: {
      steps:
        'Delete the access token, or change the password, at the registry; sign in again with a credential helper.',
      url: 'https://docs.docker.com/security/access-tokens/',
    },
    severity: 'critical',
    precision: 'very-high',
    cwe: [798, 522],
    references: ['https://docs.docker.com/reference/cli/docker/login/#credential-stores'],
  },
  {
    id: 'npmrc-auth',
    title: 'credential of an npm registry',
    grants: 'It installs private packages and may publish new versions of those of the account.',
    revoke: {
      steps: 'Revoke the token at the registry, or change the password, and put ${NPM_TOKEN} in its place.',
      url: 'https://docs.npmjs.com/revoking-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration'],
  },
  {
    id: 'package-registry-credential',
    title: 'credential of a package registry',
    grants: 'It reads private packages and may publish new versions of those of the account.',
    revoke: {
      steps:
        'Revoke the token or change the password at the registry, and look at what was published since it was committed.',
    },
    severity: 'critical',
    precision: 'high',
    references: [
      'https://packaging.python.org/en/latest/specifications/pypirc/',
      'https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials',
      'https://maven.apache.org/guides/mini/guide-encryption.html',
    ],
  },
  {
    id: 'ftp-client-password',
    title: 'password saved by an FTP or SFTP client',
    grants: `It reads and writes the files of the server, those that a web site runs included. ${OBSCURED}`,
    revoke: { steps: `${CHANGE} Use a key with a passphrase.` },
    severity: 'high',
    precision: 'very-high',
    cwe: [798, 257],
    references: ['https://wiki.filezilla-project.org/FileZilla_FAQ'],
  },
  {
    id: 'database-client-password',
    title: 'password saved by a database client',
    grants: `It opens the database, or the SSH tunnel to it, that the file describes. ${OBSCURED}`,
    revoke: { steps: CHANGE },
    severity: 'high',
    precision: 'very-high',
    cwe: [798, 257],
    references: ['https://github.com/dbeaver/dbeaver/wiki/Security-in-DBeaver-PRO'],
  },
  {
    id: 'mail-client-password',
    title: 'password saved by a mail client',
    grants: 'It reads and sends the mail of the account, and resets the passwords of others with it.',
    revoke: { steps: CHANGE },
    severity: 'high',
    precision: 'very-high',
    references: ['https://marlam.de/msmtp/msmtp.html#Authentication'],
  },
  {
    id: 'browser-saved-login',
    title: 'login saved by a browser',
    grants: 'Together with the key database of the profile it gives the user name and the password in plain.',
    revoke: {
      steps:
        'Change the password of every site in the file, set a primary password, and take the whole profile out of the repository.',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: [522, 257],
    references: ['https://support.mozilla.org/kb/use-primary-password-protect-stored-logins'],
  },
];
