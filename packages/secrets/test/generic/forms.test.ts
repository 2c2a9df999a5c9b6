import { describe, expect, it } from 'vitest';

import { FORMS } from '../../src/generic/index.js';
import { samples, type Samples } from '../../src/index.js';
import { generic } from './find.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const word = (s: Samples): string => `${s.of('a-z', 6)}${s.of('0-9', 2)}`;
const token = (s: Samples): string => s.of('A-Za-z0-9', 40);
const crypt = (s: Samples): string => `$6$${s.of('./A-Za-z0-9', 16)}$${s.of('./A-Za-z0-9', 86)}`;

interface Case {
  readonly form: string;
  readonly path: string;
  readonly kind: string;
  readonly secret: (s: Samples) => string;
  readonly text: (secret: string) => string;
  /** The same file without a secret. */
  readonly ok: string;
}

const CASES: readonly Case[] = [
  {
    form: 'netrc',
    path: '.netrc',
    kind: 'netrc-password',
    secret: word,
    text: (v) => `machine a.dev login me password ${v}\n`,
    ok: 'machine a.dev login me\n# password none\n',
  },
  {
    form: 'netrc',
    path: 'home/.authinfo',
    kind: 'netrc-password',
    secret: word,
    text: (v) => `machine a.dev\n  login me\n  password\n    ${v}\n`,
    ok: '# password hunter27x\nmachine a.dev login me\n',
  },
  {
    form: 'mail-client',
    path: 'home/.msmtprc',
    kind: 'mail-client-password',
    secret: word,
    text: (v) => `account a\npassword "${v}"\n`,
    ok: 'account a\npasswordeval "pass show mail"\n',
  },
  {
    form: 'pgpass',
    path: '.pgpass',
    kind: 'pgpass-password',
    secret: word,
    text: (v) => `# host:port:db:user:password\nh:5432:d\\:b:u:${v}\n`,
    ok: '#hostname:port:database:username:password\nh:5432:db:u\n',
  },
  {
    form: 'password-file',
    path: 'web/.htpasswd',
    kind: 'htpasswd-hash',
    secret: (s) => `$apr1$${s.of('./A-Za-z0-9', 8)}$${s.of('./A-Za-z0-9', 22)}`,
    text: (v) => `admin:${v}\n`,
    ok: 'admin:*\nother:!\n',
  },
  {
    form: 'password-file',
    path: 'etc/shadow',
    kind: 'shadow-hash',
    secret: crypt,
    text: (v) => `root:*:1::::::\nme:${v}:17431:0:99999:7:::\n`,
    ok: 'root::17431:0:99999:7:::\ndaemon:*:1:0:9:7:::\nx:!!:1::::::\n',
  },
  {
    form: 'password-file',
    path: 'proftpd.passwd',
    kind: 'htpasswd-hash',
    secret: crypt,
    text: (v) => `a:${v}:1:1::/:/bin/sh\n`,
    ok: 'root:x:0:0:root:/root:/bin/bash\n',
  },
  {
    form: 'git-credentials',
    path: '.git-credentials',
    kind: 'git-credentials-password',
    secret: (s) => `${word(s)}@#${word(s)}`,
    text: (v) => `https://me@a.dev:${v}@git.a.dev\n`,
    ok: 'https://git.a.dev\nhttps://me@git.a.dev\n',
  },
  {
    form: 'dotenv',
    path: 'api/.env',
    kind: 'dotenv-secret',
    secret: word,
    text: (v) => `A=1\nDB_PASSWORD=${v}\n`,
    ok: 'DB_PASSWORD=\nDB_PASSWORD=${SECRET}\nTOKEN_TTL=3600\nPASSWORD_FILE=/run/secrets/db\n',
  },
  {
    form: 'dotenv',
    path: '.env.production',
    kind: 'dotenv-secret',
    secret: token,
    text: (v) => `export API_KEY="${v}" # of the shop\n`,
    ok: 'API_KEY=changeme\nAPI_KEY=<your key>\nAPI_KEY=xxxxxxxx\n',
  },
  {
    form: 'shell-profile',
    path: '.bash_profile',
    kind: 'shell-profile-secret',
    secret: word,
    text: (v) => `export RDS_PASS='${v}'\n`,
    ok: 'export PASS=$OTHER\nexport PATH=$PATH:/bin\nexport TOKEN=$(cat ~/t)\n',
  },
  {
    form: 'settings',
    path: 'etc/my.cnf',
    kind: 'settings-password',
    secret: word,
    text: (v) => `[client]\npassword = ${v}\n`,
    ok: '[client]\npassword\nport = 3306\n',
  },
  {
    form: 'npmrc',
    path: '.npmrc',
    kind: 'npmrc-auth',
    secret: token,
    text: (v) => `//r.dev/:_authToken=${v}\n`,
    ok: '//r.dev/:_authToken=${NPM_TOKEN}\n; _auth=none\n',
  },
  {
    form: 'yarnrc',
    path: '.yarnrc.yml',
    kind: 'npmrc-auth',
    secret: token,
    text: (v) => `npmAuthToken: "${v}"\n`,
    ok: 'npmAuthToken: "${NPM_TOKEN}"\nyarnPath: x\n',
  },
  {
    form: 'codecov',
    path: '.github/codecov.yml',
    kind: 'codecov-upload-token',
    secret: (s) => s.uuid(),
    text: (v) => `codecov:\n  token: ${v}\n  require_ci_to_pass: false\n`,
    ok: 'codecov:\n  # token: none\n  branch: main\n',
  },
  {
    form: 'registry-credentials',
    path: '.pypirc',
    kind: 'package-registry-credential',
    secret: token,
    text: (v) => `[pypi]\nusername = __token__\npassword = ${v}\n`,
    ok: '[pypi]\nusername = __token__\n',
  },
  {
    form: 'registry-credentials',
    path: 'home/.gem/credentials',
    kind: 'package-registry-credential',
    secret: token,
    text: (v) => `:rubygems_api_key: ${v}\n`,
    ok: '# :rubygems_api_key: abc123abc\n',
  },
  {
    form: 'docker-auth',
    path: '.docker/config.json',
    kind: 'docker-auth',
    secret: (s) => base64(`me:${word(s)}`),
    text: (v) => `{"auths":{"r.dev":{"auth":"${v}"}}}`,
    ok: '{"auths":{"r.dev":{}},"credsStore":"pass"}',
  },
  {
    form: 'build-tools',
    path: 'home/.m2/settings.xml',
    kind: 'package-registry-credential',
    secret: word,
    text: (v) => `<server><id>a</id><password>${v}</password></server>`,
    ok: '<server><password>${env.PASS}</password></server>',
  },
  {
    form: 'build-tools',
    path: 'auth.json',
    kind: 'package-registry-credential',
    secret: word,
    text: (v) => `{"http-basic":{"r.dev":{"username":"u","password":"${v}"}}}`,
    ok: '{"http-basic":{}}',
  },
  {
    form: 'nuget-config',
    path: 'NuGet.Config',
    kind: 'package-registry-credential',
    secret: word,
    text: (v) => `<add key="ClearTextPassword" value="${v}" />`,
    ok: '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />',
  },
  {
    form: 'ftp-json',
    path: '.vscode/sftp.json',
    kind: 'ftp-client-password',
    secret: word,
    text: (v) => `{\n "host": "h",\n "password": "${v}"\n}`,
    ok: '{ "password": "", "privateKeyPath": "~/.ssh/id" }',
  },
  {
    form: 'ftp-xml',
    path: 'filezilla/sitemanager.xml',
    kind: 'ftp-client-password',
    secret: (s) => base64(word(s)),
    text: (v) => `<Pass encoding="base64">${v}</Pass>`,
    ok: '<Pass encoding="base64"></Pass><User>root</User>',
  },
  {
    form: 'ftp-xml',
    path: '.idea/WebServers.xml',
    kind: 'ftp-client-password',
    secret: (s) => s.of('0-9a-f', 64),
    text: (v) => `<fileTransfer host="h" password="${v}" username="u">`,
    ok: '<fileTransfer host="h" username="u">',
  },
  {
    form: 'database-client',
    path: 'robo3t.json',
    kind: 'database-client-password',
    secret: word,
    text: (v) => `{"sshUserPassword" : "${v}"}`,
    ok: '{"sshUserPassword" : "", "userName": "me"}',
  },
  {
    form: 'database-client',
    path: '.dbeaver/data-sources.xml',
    kind: 'database-client-password',
    secret: word,
    text: (v) => `<connection user="u" password="${v}"/>`,
    ok: '<connection user="u" save-password="true"/>',
  },
  {
    form: 'browser-logins',
    path: 'profile/logins.json',
    kind: 'browser-saved-login',
    secret: (s) => base64(token(s)),
    text: (v) => `"encryptedPassword": "${v}"`,
    ok: '"passwordField": "password"',
  },
  {
    form: 'wordpress',
    path: 'www/wp-config.php',
    kind: 'wordpress-salt',
    secret: (s) => s.of('A-Za-z0-9!#%^&*()_=+{};:,.<>/?|~@-', 64),
    text: (v) => `define('AUTH_KEY',  '${v}');`,
    ok: "define('AUTH_KEY', 'put your unique phrase here');\ndefine('DB_NAME', 'main');",
  },
  {
    form: 'wordpress',
    path: 'www/wp-config.php',
    kind: 'settings-password',
    secret: word,
    text: (v) => `define( 'DB_PASSWORD', "${v}" );`,
    ok: "define( 'DB_PASSWORD', getenv('DB_PASSWORD') );",
  },
  {
    form: 'rails-master-key',
    path: 'config/master.key',
    kind: 'rails-master-key',
    secret: (s) => s.of('0-9a-f', 32),
    text: (v) => `${v}\n`,
    ok: 'see the wiki for the key\n',
  },
  {
    form: 'terraform',
    path: 'infra/vars.tf',
    kind: 'terraform-secret',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) => `variable "db_password" {\n  type    = string\n  default = "${v}"\n}\n`,
    ok: 'variable "db_password" {\n  sensitive = true\n}\nvariable "region" {\n  default = "eu-west-1"\n}\n',
  },
  {
    form: 'sql-dump',
    path: 'db/dump.sql',
    kind: 'password-hash',
    secret: (s) => `$2y$12$${s.of('./A-Za-z0-9', 53)}`,
    text: (v) => `INSERT INTO users VALUES\n(1, 'a', '${v}', 1);`,
    ok: "CREATE TABLE users (password varchar(60));\nINSERT INTO users VALUES (1, 'a');",
  },
  {
    form: 'sql-dump',
    path: 'db/dump.sql',
    kind: 'password-hash',
    secret: (s) => `$2b$12$${s.of('./A-Za-z0-9', 53)}`,
    text: (v) => `COPY users (id, email, name) FROM stdin;\n1\ta@b.dev\t${v}\n\\.\n`,
    ok: 'COPY users (id, password) FROM stdin;\n1\t\\N\n\\.\n',
  },
  {
    form: 'sql-rows',
    path: 'db/dump.sql',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) =>
      `INSERT INTO users (id, email, password) VALUES (1, 'a''(b', '${v}'),\n(2, 'x', NULL), (3, NULL, '');`,
    ok: "INSERT INTO users (id, password, note) VALUES (1, 'changeme', 'k3jF82mXq0Lw7Zt5');\nINSERT INTO a VALUES ('k3jF82mXq0Lw7Zt5');",
  },
  {
    form: 'sql-rows',
    path: 'db/dump.sql',
    kind: 'hard-coded-secret',
    secret: token,
    text: (v) => `COPY public.apps (id, api_key) FROM stdin;\n1\t${v}\n2\t\\N\n\\.\n`,
    ok: 'COPY public.apps (id, name) FROM stdin;\n1\tk3jF82mXq0Lw7Zt5\n\\.\n',
  },
  {
    form: 'sql-rows',
    path: 'db/dump.sql',
    kind: 'password-hash',
    secret: (s) => s.of('0-9a-f', 32),
    text: (v) => `insert into users (\`login\`, \`password\`) values ('a', '${v}');`,
    ok: "insert into files (name, etag) values ('a', '0cc175b9c0f1b6a831c399e269772661');",
  },
  ...[
    (v: string) => `<property name="hibernate.connection.password">${v}</property>`,
    (v: string) => `<entry key="db.password">\n  ${v}\n</entry>`,
    (v: string) => `<password><![CDATA[${v}]]></password>`,
    (v: string) => `<db:password>${v}</db:password>`,
    (v: string) => `<password encrypted="false">${v}</password>`,
    (v: string) => `<setting name="Password" serializeAs="String"><value>${v}</value></setting>`,
    (v: string) => `<property name="password">\n  <value>${v}</value></property>`,
    (v: string) => `<Password value="${v}"/>`,
    (v: string) => `<key>DatabasePassword</key>\n<string>${v}</string>`,
  ].map((text): Case => ({
    form: 'xml',
    path: 'conf/app.xml',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text,
    ok: '<password>${db.password}</password>\n<passwordPolicy>k3jF82mXq0</passwordPolicy>\n<entry key="db.name">k3jF82mXq0</entry>',
  })),
  {
    form: 'dockerfile',
    path: 'Dockerfile',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) => `FROM node:24\nENV DB_PASSWORD ${v}\n`,
    ok: 'FROM node:24\nENV DB_PASSWORD $DB_PASSWORD\nENV NAME k3jF82mXq0Lw7Zt5\nRUN echo password k3jF82mXq0Lw7Zt5\n',
  },
  {
    form: 'dockerfile',
    path: 'conf.d/shop.fish',
    kind: 'hard-coded-secret',
    secret: token,
    text: (v) => `set -gx API_TOKEN ${v}\n`,
    ok: 'set -gx API_TOKEN (pass show token)\n',
  },
  {
    form: 'kubeconfig',
    path: '.kube/config',
    kind: 'kubeconfig-credential',
    secret: (s) => base64(token(s)),
    text: (v) => `clusters: []\nusers:\n- name: a\n  user:\n    client-key-data: ${v}\n`,
    ok: 'clusters: []\nusers:\n- user:\n    exec:\n      command: aws\n    certificate-authority-data: AAAA\n',
  },
  {
    form: 'kubernetes-secret',
    path: 'k8s/secret.yaml',
    kind: 'kubernetes-secret',
    secret: (s) => base64(word(s)),
    text: (v) => `kind: Secret\ndata:\n  db-password: ${v}\n`,
    ok: `kind: Secret\ndata:\n  db-password: ${base64('changeme')}\n  tls.crt: QUJDRA==\n  user: cm9vdA==\n  api-key: {{ .Values.key | b64enc }}\n`,
  },
  ...[
    (v: string) => `apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  data:\n    db-password: ${v}\n`,
    (v: string) =>
      `{\n  "kind": "Secret",\n  "data": {\n    "user": "cm9vdA==",\n    "password": "${v}"\n  }\n}`,
  ].map((text, index): Case => ({
    form: 'kubernetes-secret',
    path: index === 0 ? 'k8s/all.yaml' : 'k8s/secret.json',
    kind: 'kubernetes-secret',
    secret: (s) => base64(word(s)),
    text,
    ok: `items:\n- kind: Secret\n  data:\n    user: cm9vdA==\n  metadata:\n    password: ${base64('hunter27x')}\n`,
  })),
  {
    form: 'kubernetes-secret',
    path: 'k8s/pull.yaml',
    kind: 'docker-auth',
    secret: (s) => base64(`{"auths": {"shop.dev": {"auth": "${base64(`app:${token(s)}`)}"}}}`),
    text: (v) => `kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${v}\n`,
    ok: `kind: Secret\ndata:\n  .dockerconfigjson: ${base64('{"auths": {}}')}\n`,
  },
  {
    form: 'named-values',
    path: 'terraform.tfstate',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) => `{"outputs": {\n  "db_password": {\n    "value": "${v}",\n    "type": "string"\n  }\n}}`,
    ok: '{"outputs": {\n  "db_host": {\n    "value": "k3jF82mXq0Lw7Zt5"\n  }\n}}',
  },
  {
    form: 'named-values',
    path: 'deploy.yaml',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) => `env:\n  - name: DB_PASSWORD\n    value: ${v}\n`,
    ok: 'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {name: db, key: password}\n  - name: PORT\n    value: abc12345\n',
  },
  {
    form: 'named-values',
    path: 'Web.config',
    kind: 'hard-coded-password',
    secret: (s) => `${word(s)}${word(s)}`,
    text: (v) => `<add key="SmtpPassword" value="${v}" />`,
    ok: '<add key="SmtpPassword" value="" /><add key="SmtpHost" value="mail12345" />',
  },
];

describe.each(CASES)('$form in $path', ({ form, path, kind, secret, text, ok }) => {
  it.each([1, 2, 3])('ng: finds the secret, and only that (seed %i)', (seed) => {
    const value = secret(samples(seed));
    expect(generic(text(value), path)).toContainEqual({ kind, value });
    expect(new Set(generic(text(value), path).map((told) => told.value))).toEqual(new Set([value]));
  });

  it('is read by its form, and by no other name', () => {
    const own = FORMS.find(({ id }) => id === form);
    expect(own?.reads(path)).toBe(true);
    expect(own?.reads('src/main.c')).toBe(false);
    // A message: `findInFile` does not ask.
    expect(own?.reads('')).toBe(false);
  });

  it('ok: is silent without one', () => {
    expect(generic(ok, path)).toEqual([]);
  });

  it('ok: is silent in a fixture and in an example', () => {
    const value = text(secret(samples(4)));
    expect(generic(value, `tests/fixtures/${path}`)).toEqual([]);
    expect(generic(value, `docs/examples/${path}`)).toEqual([]);
  });
});

it('ng: every form has a case', () => {
  expect(new Set(CASES.map(({ form }) => form))).toEqual(new Set(FORMS.map(({ id }) => id)));
});

describe('broken: any text', () => {
  const hostile = [
    '"'.repeat(200_000),
    ':'.repeat(200_000),
    'password '.repeat(20_000),
    `${'a:'.repeat(100_000)}@`,
    `"auth": "${'A'.repeat(100_000)}`,
    `variable "db_password" ${'{'.repeat(50_000)}`,
    '<Pass '.repeat(40_000),
    'define('.repeat(40_000),
    `'$2y$10$`.repeat(30_000),
    `kind: Secret\ndata:\n${' a: b\n'.repeat(30_000)}`,
    'machine \u0000 password\n'.repeat(10_000),
    'https://'.repeat(40_000),
  ];
  it.each(FORMS.map(({ id, find }) => ({ id, find })))('$id ends in bounded time', ({ find }) => {
    const before = process.cpuUsage().user;
    for (const text of hostile)
      for (const each of [text, text.replace(/(.{500})/gs, '$1\n')]) Array.from(find(each, 'x'));
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(6);
  });
});
