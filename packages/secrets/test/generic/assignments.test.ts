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

it('ng: user and password of a Basic header', () => {
  const s = samples(5);
  const value = base64(`app:${random(s)}`);
  expect(generic(`Authorization: Basic ${value}`, 'a.http')).toEqual([{ kind: 'basic-auth-header', value }]);
  expect(generic(`Authorization: Basic ${base64('test:test1234')}`, 'a.http')).toEqual([]);
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
