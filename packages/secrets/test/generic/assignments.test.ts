import { describe, expect, it } from 'vitest';

import { ASSIGNMENT_KEYWORDS, assignmentsIn, GENERIC_KINDS } from '../../src/generic/index.js';
import { classifyName } from '../../src/generic/names.js';
import { detect, samples, type Samples } from '../../src/index.js';
import { generic } from './find.js';

const random = (s: Samples): string =>
  `${s.of('A-Z', 2)}${s.of('0-9', 2)}${s.of('A-Za-z0-9', 20)}${s.of('0-9', 1)}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** `§` is the secret. */
const FOUND: readonly (readonly [path: string, line: string, kind?: string])[] = [
  ['a.js', 'const password = "§";'],
  ['a.ts', "  private readonly dbPassword: string = '§';"],
  ['a.ts', 'const config = { password: "§", port: 1 };'],
  ['a.js', 'options["password"] = `§`;'],
  ['a.py', 'PASSWORD = "§"  # main'],
  ['a.py', "DB_PASS: str = '§'"],
  ['a.py', "connect(host='db', password='§')"],
  ['a.py', "    'api_key': b'§',", 'hard-coded-secret'],
  ['a.go', 'password := "§"'],
  ['a.go', 'const apiKey string = "§"', 'hard-coded-secret'],
  ['a.go', '\tAPIKey: "§",', 'hard-coded-secret'],
  ['a.rb', "config.secret_key = '§'", 'hard-coded-secret'],
  ['a.rb', '  :password => "§",'],
  ['A.java', 'private static final String PASSWORD = "§";'],
  ['A.java', 'source.setPassword("§");'],
  ['A.java', 'properties.put("mail.password", "§");'],
  ['A.kt', 'val apiKey: String = "§"', 'hard-coded-secret'],
  ['a.cs', 'public const string ClientSecret = @"§";', 'hard-coded-secret'],
  ['a.php', "$dbpasswd = '§';"],
  ['a.php', "define('DB_PASSWORD', '§');"],
  ['a.rs', 'let auth_token: &str = "§";', 'hard-coded-secret'],
  ['a.swift', 'let accessKey: String = "§"', 'hard-coded-secret'],
  ['a.c', 'static const char *wifi_password = "§";', 'hard-coded-password'],
  ['a.tf', '  password = "§"'],
  ['terraform.tfstate', '            "password": "§",'],
  ['application.properties', 'spring.datasource.password=§'],
  ['application.yml', '    password: §'],
  ['application.yml', '    password: ${DB_PASSWORD:§}'],
  ['compose.yaml', '      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-§}'],
  ['values.yaml', '  jwtSecret: "§"', 'hard-coded-secret'],
  ['server.ini', 'AdminPassword=§'],
  ['a.toml', 'secret_key = "§"', 'hard-coded-secret'],
  ['run.sh', 'export DB_PASSWORD=§'],
  ['run.sh', 'mysqldump --user=root --password=§ shop'],
  ['Dockerfile', 'ENV API_SECRET=§', 'hard-coded-secret'],
  ['a.xml', '<password>§</password>'],
  ['a.xml', '<dataSource user="u" password="§"/>'],
  ['a.json', '  "client_secret": "§"', 'hard-coded-secret'],
  ['a.ipynb', '    "api_key = \\"§\\"\\n",', 'hard-coded-secret'],
  ['a.js', 'client.login("me@shop.dev", "§", done);'],
  ['a.sql', "CREATE USER 'app'@'%' IDENTIFIED BY '§';", 'sql-user-password'],
  ['a.sql', "ALTER ROLE app WITH ENCRYPTED PASSWORD '§';", 'sql-user-password'],
  ['a.cs', '"Server=db;Database=shop;User Id=sa;Password=§;"', 'connection-string-password'],
  ['a.py', 'URL = "postgres://app:§@db.shop.dev:5432/shop"', 'url-password'],
  ['a.yml', 'uri: mongodb+srv://app:§@cluster.shop.dev/shop', 'url-password'],
  ['a.yml', 'uri: redis://:§@cache.shop.dev:6379', 'url-password'],
  ['a.env.js', 'amqps://app:§@mq.shop.dev/vhost', 'url-password'],
  ['a.sh', 'curl -H "Authorization: Bearer §" https://shop.dev', 'bearer-token-header'],
  ['a.js', "headers: { 'Authorization': 'Bearer §' }", 'bearer-token-header'],
  ['a.http', 'Authorization: Bearer §', 'bearer-token-header'],
  ['nginx.conf', 'proxy_set_header Authorization "Bearer §";', 'bearer-token-header'],
  ['a.yml', 'db: {user: app, password: §, port: 1}'],
  ['a.yml', 'password: !!str §'],
  ['a.yml', 'password: &main §'],
  ['a.ts', "const password = process.env.DB_PASSWORD ?? '§';"],
  ['a.ts', "const apiKey = process.env.API_KEY || '§';", 'hard-coded-secret'],
  ['a.py', "password = os.environ.get('DB_PASSWORD') or '§'"],
  ['railway.toml', 'startCommand = "DB_PASSWORD=§ node main.js"'],
  ['package.json', '  "start": "NODE_ENV=production DB_PASSWORD=§ node main.js",'],
  ['a.sh', 'mysql -p§'],
  ['a.py', "password = ('§')"],
  ['a.py', 'password = """§"""'],
  ['a.py', 'password = f"§"'],
  ['a.rs', 'let password = String::from("§");'],
  ['a.rs', 'let password = "§".to_string();'],
  ['a.rs', 'const API_KEY: &\'static str = "§";', 'hard-coded-secret'],
  ['A.java', 'String password = new String("§");'],
  ['a.kt', 'val password = "§".toCharArray()'],
  ['a.tf', '  password = sensitive("§")'],
  ['Makefile', 'DB_PASSWORD := §'],
  ['build.gradle', '  storePassword "§"'],
  ['a.sql', "ALTER USER app IDENTIFIED WITH mysql_native_password BY '§';", 'sql-user-password'],
  ['a.sql', "GRANT ALL ON *.* TO 'a'@'%' IDENTIFIED BY \"§\";", 'sql-user-password'],
  ['a.sh', 'curl -s -u app:§ https://shop.dev'],
  ['a.sh', 'curl --user "app:§" https://shop.dev'],
  ['a.sh', "sshpass -p '§' ssh app@shop.dev"],
  ['a.sh', 'docker login -u app -p § registry.shop.dev'],
  ['a.sh', 'mysql -u root -p§ shop'],
  ['a.sh', 'mysqldump -h db -p§ shop'],
  ['a.sh', 'redis-cli -h cache -a § ping'],
  ['redis.conf', 'requirepass §'],
  ['a.ps1', 'ConvertTo-SecureString "§" -AsPlainText -Force'],
];

describe.each(FOUND.map(([path, line, kind = 'hard-coded-password']) => ({ path, line, kind })))(
  '$path: $line',
  ({ path, line, kind }) => {
    it.each([1, 2, 3])('ng: is found, exactly (seed %i)', (seed) => {
      const value = random(samples(seed));
      expect(generic(line.replaceAll('§', value), path)).toContainEqual({ kind, value });
    });

    it('ok: the same is silent with a reference, a placeholder or nothing', () => {
      for (const value of [
        '${DB_PASSWORD}',
        '{{ db_password }}',
        'changeme',
        '<password>',
        'xxxxxxxx',
        '%s',
        '',
      ])
        expect(generic(line.replaceAll('§', value), path), value).toEqual([]);
    });

    it('ok: the same is silent in a test and in a document', () => {
      const text = line.replaceAll('§', random(samples(7)));
      for (const folder of ['test', 'src/__tests__', 'spec/fixtures', 'docs', 'examples'])
        expect(generic(text, `${folder}/${path}`), folder).toEqual([]);
    });

    it('is called for: one of the keywords stands in the line', () => {
      expect(ASSIGNMENT_KEYWORDS.some((keyword) => line.toLowerCase().includes(keyword))).toBe(true);
    });
  },
);

it.each([
  ['a.yml', 'password: |\n  §\n'],
  ['a.yml', 'password: >-\n    §\n'],
  ['a.yml', 'password:\n  §\n'],
  ['a.yml', 'password:\r\n  "§"\r\n'],
  ['a.json', '{\n  "password" :\n    "§"\n}'],
  ['a.ts', 'const config = {\n  password:\n    "§",\n};'],
  ['a.ts', "export const password =\n  '§';"],
  ['a.py', "password = (\n    '§'\n)"],
])('ng: %s: %j, on the next line', (path, text) => {
  const value = random(samples(6));
  const bytes = Buffer.from(text.replace('§', value));
  const hits = detect(bytes, path).map(({ start, end }) => bytes.toString('utf8', start, end));
  expect(hits).toEqual([value]);
});

it('ok: what stands on the next line is no value of an empty one', () => {
  const value = random(samples(6));
  for (const [path, text] of [
    ['a.ini', 'password =\nuser = §'],
    ['a.yml', 'password:\nuser: §'],
    ['a.yml', 'password:\n  name: §'],
    ['a.env', 'DB_PASSWORD=\nNAME=§'],
    ['a.ts', 'function f(password:\n  string, name = "§") {}'],
  ] as const)
    expect(detect(Buffer.from(text.replace('§', value)), path), text).toEqual([]);
});

it.each(['.env', 'a.ini', 'users.htpasswd', '.pgpass'])('ng: %s behind a byte order mark', (path) => {
  const value = random(samples(8));
  const line = {
    '.env': `DB_PASSWORD=${value}`,
    'a.ini': `password=${value}`,
    '.pgpass': `h:1:d:u:${value}`,
  }[path];
  expect(detect(Buffer.from(`\uFEFF${line ?? `me:{SHA}${value}=`}\n`), path)).toHaveLength(1);
});

it('ng: user and password of a Basic header', () => {
  const s = samples(5);
  const value = base64(`app:${random(s)}`);
  expect(generic(`Authorization: Basic ${value}`, 'a.http')).toEqual([{ kind: 'basic-auth-header', value }]);
  expect(generic(`Authorization: Basic ${base64('test:test1234')}`, 'a.http')).toEqual([]);
});

it('ng: signs of the keyboard make no code and no reference of a random password', () => {
  const s = samples(12);
  const made = Array.from({ length: 200 }, () => s.of('A-Za-z0-9!#%&()*+,./:;<=>?@[]^_{|}~$-', 20));
  for (const [path, line] of [
    ['a.py', "password = '§'"],
    ['a.yml', 'password: "§"'],
    ['.env', 'DB_PASSWORD="§"'],
  ] as const) {
    const found = made.filter(
      (value) =>
        generic(
          line.replace('§', () => value),
          path,
        ).length > 0,
    );
    expect(found.length, path).toBeGreaterThan(180);
  }
});

it('ng: signs that a URL should not hold do not end its password', () => {
  const value = `k3(j;F8@2m,Xq0Lw7Zt5)`;
  expect(generic(`"postgres://app:${value}@db.shop.dev/shop"`, 'a.py')).toEqual([
    { kind: 'url-password', value },
  ]);
});

it('ng: a weak password counts in settings, and not in code', () => {
  const value = `${samples(3).of('a-z', 6)}12`;
  expect(generic(`Password=${value}`, 'server.ini')).toEqual([{ kind: 'hard-coded-password', value }]);
  expect(generic(`password = "${'welcome12'}"`, 'a.py')).toEqual([]);
  expect(generic(`# Password=${'welcome12'}`, 'server.ini')).toEqual([]);
});

it('ng: a password beside a host of a provider counts in a test, too', () => {
  const value = random(samples(4));
  const line = `url = "postgres://app:${value}@shop.abc.eu-west-1.rds.amazonaws.com/db"`;
  expect(generic(line, 'tests/a.py')).toEqual([{ kind: 'url-password', value }]);
});

const SILENT: readonly (readonly [path: string, line: string])[] = [
  ['a.ts', "  'int', 'str', 'SecretStr', 'AnyHttpUrl', 'PostgresDsn',"],
  ['a.js', 'if (password === "k3jF82mXq0Lw7Zt5") return;'],
  ['a.js', 'const password = getPassword();'],
  ['a.js', 'const password = "k3jF82mXq0" + suffix;'],
  ['a.js', 'const bypass = "k3jF82mXq0Lw7Zt5";'],
  ['a.js', 'const passwordField = "k3jF82mXq0Lw7Zt5";'],
  ['a.js', 'const nextPageToken = "k3jF82mXq0Lw7Zt5";'],
  ['a.js', 'const csrfToken = "k3jF82mXq0Lw7Zt5";'],
  ['a.js', 'token = "identifier";'],
  ['a.js', 'token = "3f2a9c1e-7b4d-4e8a-9c21-5d6f7a8b9c0d";'],
  ['a.js', 'data.append("csrfmiddlewaretoken", "k3jF82mXq0Lw7Zt5aB12cD34");'],
  ['a.java', '  * For example: Authorization: Bearer k3jF82mXq0Lw7Zt5aB12cD34'],
  ['a.sh', 'mysql -u root -p shop_production_2'],
  ['a.sh', 'curl -u "$USER:$PASSWORD" https://shop.dev'],
  ['a.sh', "PATTERN_TOKEN='ghp_[a-zA-Z0-9]{36}'"],
  ['a.yml', 'password:\n  secretKeyRef:\n    name: a1b2c3d4e5'],
  ['a.yml', '{password: {name: a1b2c3d4e5f6}}'],
  ['a.html', '<input type="password" name="password" placeholder="Password">'],
  ['a.tsx', '<PasswordField label="Password" token={token} />'],
  ['a.css', '.password { color: #a1b2c3d4; }'],
  ['a.go', 'password := os.Getenv("DB_PASSWORD")'],
  ['a.py', 'password = os.environ["DB_PASSWORD"]'],
  ['a.py', 'SECRET_KEY = env("SECRET_KEY")'],
  ['a.rb', "password: ENV['DB_PASSWORD'],"],
  ['a.tf', '  password = var.db_password'],
  ['a.yml', '  password: !vault |'],
  ['a.yml', '  passwordSecretRef: k3jF82mXq0Lw7Zt5'],
  ['a.yml', '  password: the one that you chose before'],
  ['locales/de.json', '"password": "Passwort4tRk29fX"'],
  ['messages_de.properties', 'password=Kennwort'],
  ['package-lock.json', '"token": "k3jF82mXq0Lw7Zt5aB12cD34"'],
  ['a.js', 'fetch("https://shop.dev:8080/a@2x.png")'],
  ['a.js', '"http://user:password@localhost:8080/"'],
  ['a.js', '"postgres://postgres:postgres@db:5432/app"'],
  ['a.js', '"postgres://user:pass@shop.dev/app"'],
  ['a.md', 'postgres://app:k3jF82mXq0Lw7Zt5@shop.dev/app'],
  ['a.sql', 'password varchar(255) NOT NULL'],
  ['a.sql', "IDENTIFIED BY '$PASSWORD'"],
  ['a.c', 'int token = TOKEN_IDENTIFIER;'],
  ['a.ts', 'password: string;'],
  ['a.ts', 'function login(user: string, password: string): void {'],
  ['a.js', 'login("password", "username")'],
];

it.each(SILENT)('ok: %s: %s', (path, line) => {
  expect(generic(line, path)).toEqual([]);
});

describe('names', () => {
  it.each([
    ['DB_PASSWORD', 'password'],
    ['spring.datasource.password', 'password'],
    ['rootPassword2', 'password'],
    ['dbpasswd', 'password'],
    ['IRC_PASS', 'password'],
    ['secret_key_base', 'key'],
    ['clientSecret', 'key'],
    ['X-Api-Key', 'key'],
    ['GITHUB_TOKEN', 'key'],
    ['STRIPE_SECRET_KEY_PROD', 'key'],
    ['token', 'weak'],
    ['compass', undefined],
    ['passwordHash', undefined],
    ['tokenUrl', undefined],
    ['public_key', undefined],
    ['primary', undefined],
    ['max_token', undefined],
    ['secretName', undefined],
    ['forgotPassword', undefined],
    ['AWS_ACCESS_KEY_ID', undefined],
  ])('%s is %s', (name, is) => {
    expect(classifyName(name)).toBe(is);
  });
});

it('places are bytes of the file, behind characters of several bytes', () => {
  const value = random(samples(9));
  const text = `# Größe 日本 🔑\nname = "é"; password = "${value}";\n`;
  const bytes = Buffer.from(text);
  const hits = detect(bytes, 'a.py').map(({ start, end }) => bytes.toString('utf8', start, end));
  expect(hits).toEqual([value]);
});

it('broken: lines made to be slow end in time that grows with their length', () => {
  const pieces = [
    'password',
    'password=',
    '"password":"',
    '://a:',
    'Authorization: Basic ',
    'login("',
    'api_key ',
    '${password:-',
    'identified by ',
    ';password=',
    '\\"',
  ];
  const before = process.cpuUsage().user;
  for (const piece of pieces) assignmentsIn(piece.repeat(Math.ceil(40_000 / piece.length)), 'a.yml');
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(5);
});

it('every kind says what it is, what it grants and how it is revoked', () => {
  for (const { id, title, grants, revoke, references } of GENERIC_KINDS) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(title).not.toMatch(/\.$/);
    expect(grants).toMatch(/\.$/);
    expect(revoke.steps).toMatch(/\.$/);
    expect(references.every((url) => url.startsWith('https://'))).toBe(true);
  }
});
