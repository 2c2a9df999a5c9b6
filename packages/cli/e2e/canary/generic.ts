import type { Samples } from '@railgate/secrets';

/** A kind without a form of its own, in the place that makes it one. `§` is the secret. */
export interface GenericCase {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
  readonly secret: (s: Samples) => string;
}

const word = (s: Samples): string => `${s.of('a-z', 8)}${s.of('0-9', 4)}`;
const token = (s: Samples): string => `${s.of('A-Z', 2)}${s.of('0-9', 2)}${s.of('A-Za-z0-9', 28)}`;
const hex = (s: Samples): string => s.of('0-9a-f', 32);
const bcrypt = (s: Samples): string => `$2y$12$${s.of('./A-Za-z0-9', 53)}`;
const crypt = (s: Samples): string => `$6$${s.of('./A-Za-z0-9', 16)}$${s.of('./A-Za-z0-9', 86)}`;
const basic = (s: Samples): string => Buffer.from(`app:${token(s)}`).toString('base64');
const base64 = (s: Samples): string => Buffer.from(token(s)).toString('base64');
const salt = (s: Samples): string => s.of('A-Za-z0-9!#%^&*()_=+{};:,.<>/?|~@-', 64);

/** One of each at least. */
export const GENERIC: readonly GenericCase[] = [
  { kind: 'hard-coded-password', path: 'a.js', text: 'const password = "§";', secret: token },
  { kind: 'hard-coded-secret', path: 'a.yaml', text: 'api_key: "§"', secret: token },
  { kind: 'url-password', path: 'a.yml', text: 'uri: postgres://app:§@db.shop.dev:5432/shop', secret: token },
  {
    kind: 'connection-string-password',
    path: 'a.cs',
    text: '"Server=db;Database=shop;User Id=sa;Password=§;"',
    secret: token,
  },
  { kind: 'sql-user-password', path: 'a.sql', text: "ALTER ROLE app WITH PASSWORD '§';", secret: token },
  { kind: 'basic-auth-header', path: 'a.sh', text: 'curl -H "Authorization: Basic §" a.dev', secret: basic },
  {
    kind: 'bearer-token-header',
    path: 'a.sh',
    text: 'curl -H "Authorization: Bearer §" a.dev',
    secret: token,
  },
  { kind: 'htpasswd-hash', path: 'web/.htpasswd', text: 'admin:§', secret: bcrypt },
  { kind: 'shadow-hash', path: 'etc/shadow', text: 'me:§:17431:0:99999:7:::', secret: crypt },
  { kind: 'password-hash', path: 'dump.sql', text: "INSERT INTO users VALUES (1, '§', 1);", secret: bcrypt },
  { kind: 'dotenv-secret', path: '.env', text: 'DB_PASSWORD=§', secret: word },
  { kind: 'settings-password', path: 'etc/my.cnf', text: '[client]\npassword = §', secret: word },
  { kind: 'wordpress-salt', path: 'wp-config.php', text: "define('AUTH_KEY', '§');", secret: salt },
  { kind: 'rails-master-key', path: 'config/master.key', text: '§', secret: hex },
  {
    kind: 'kubeconfig-credential',
    path: '.kube/config',
    text: 'clusters: []\nusers:\n- name: a\n  user:\n    client-key-data: §',
    secret: base64,
  },
  {
    kind: 'kubernetes-secret',
    path: 'secret.yaml',
    text: 'kind: Secret\ndata:\n  db-password: §',
    secret: base64,
  },
  {
    kind: 'terraform-secret',
    path: 'vars.tf',
    text: 'variable "db_password" {\n  default = "§"\n}',
    secret: token,
  },
  { kind: 'netrc-password', path: '.netrc', text: 'machine a.dev login me password §', secret: word },
  { kind: 'pgpass-password', path: '.pgpass', text: 'h:5432:d:u:§', secret: word },
  { kind: 'git-credentials-password', path: '.git-credentials', text: 'https://me:§@a.dev', secret: word },
  { kind: 'shell-profile-secret', path: '.bash_profile', text: "export RDS_PASS='§'", secret: word },
  {
    kind: 'docker-auth',
    path: '.docker/config.json',
    text: '{"auths":{"r.dev":{"auth":"§"}}}',
    secret: basic,
  },
  { kind: 'npmrc-auth', path: '.npmrc', text: '//r.dev/:_authToken=§', secret: token },
  {
    kind: 'package-registry-credential',
    path: '.pypirc',
    text: '[pypi]\nusername = __token__\npassword = §',
    secret: token,
  },
  { kind: 'ftp-client-password', path: '.vscode/sftp.json', text: '{ "password": "§" }', secret: word },
  {
    kind: 'database-client-password',
    path: '.dbeaver/data-sources.xml',
    text: '<connection user="u" password="§"/>',
    secret: word,
  },
  { kind: 'mail-client-password', path: '.msmtprc', text: 'account a\npassword "§"', secret: word },
  { kind: 'browser-saved-login', path: 'logins.json', text: '"encryptedPassword": "§"', secret: base64 },
];
