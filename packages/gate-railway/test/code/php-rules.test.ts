import { describe, expect, it } from 'vitest';

import { findingsIn } from '../show-findings.js';

type Files = Readonly<Record<string, string>>;

const START = (command: string) =>
  `[deploy]\nstartCommand = ${JSON.stringify(command)}\nhealthcheckPath = "/up"\n`;

/** A program of its own: its code begins in line 4. */
const server = (code: string, more: Files = {}): Files => ({
  'railway.toml': START('php server.php'),
  'server.php': `<?php\nrequire __DIR__ . '/config.php';\nuse App\\Settings;\n${code}\n`,
  'config.php': "<?php\nconst NUMBER = 9501;\ndefine('API', 'http://localhost:4000');\n",
  'composer.json': '{"autoload":{"psr-4":{"App\\\\":"src/"}}}',
  'src/Settings.php':
    '<?php\nnamespace App;\nclass Settings {\n  const HOST = "127.0.0.1";\n  const API = "http://localhost:4000";\n  public static function origins(): array { return ["*"]; }\n}\n',
  ...more,
});

/** A site that Railpack serves: its code begins in line 2. */
const site = (code: string, more: Files = {}): Files => ({
  'railway.toml': '[deploy]\nhealthcheckPath = "/up"\n',
  'index.php': `<?php\n${code}\n`,
  ...more,
});

const laravel = (path: string, code: string, more: Files = {}): Files => ({
  'railway.toml': '[deploy]\nhealthcheckPath = "/up"\n',
  artisan: '#!/usr/bin/env php\n',
  'composer.json': '{"autoload":{"psr-4":{"App\\\\":"app/"}}}',
  [path]: `<?php\n${code}\n`,
  ...more,
});

async function inCode(files: Files): Promise<string[]> {
  const found = await findingsIn(files);
  return found.filter((line) => line.includes('.php:'));
}

describe('ports in PHP', () => {
  it.each([
    ['PORT', server('new Swoole\\Http\\Server("0.0.0.0", (int) getenv("PORT"));')],
    [
      'PORT with a fallback',
      server('$port = getenv("PORT") ?: 9501;\nnew Swoole\\Http\\Server("0.0.0.0", $port);'),
    ],
    [
      'PORT of two places',
      server(
        '$port = $_ENV["PORT"] ?? $_SERVER["PORT"] ?? 8080;\npassthru("php -S 0.0.0.0:$port -t public");',
      ),
    ],
    [
      'development',
      server('if (getenv("APP_ENV") === "local") { new Swoole\\Http\\Server("127.0.0.1", 9501); }'),
    ],
    ['a test', server('', { 'tests/ServerTest.php': '<?php\nnew Swoole\\Http\\Server("127.0.0.1", 9501);' })],
    [
      'what the program does not load',
      server('', { 'tool.php': '<?php\nnew Swoole\\Http\\Server("127.0.0.1", 9501);' }),
    ],
    ['a comment', server('// new Swoole\\Http\\Server("127.0.0.1", 9501);')],
  ])('are silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    ['a literal', 'new Swoole\\Http\\Server("0.0.0.0", 9501);', 'high fixed-listen-port server.php:4'],
    [
      'a constant',
      'const N = 80;\nnew Swoole\\Http\\Server("0.0.0.0", N);',
      'high fixed-listen-port server.php:5',
    ],
    [
      'a constant of a required file',
      'new Swoole\\Http\\Server("0.0.0.0", NUMBER);',
      'high fixed-listen-port server.php:4',
    ],
    [
      'loopback of a class by composer.json',
      'new Swoole\\Http\\Server(Settings::HOST, (int) getenv("PORT"));',
      'high loopback-listener server.php:4',
    ],
    [
      'React without a host',
      '$port = getenv("PORT");\nnew React\\Socket\\SocketServer("127.0.0.1:$port");',
      'high loopback-listener server.php:5',
    ],
    [
      'another variable',
      'new Swoole\\Http\\Server("0.0.0.0", (int) getenv("APP_PORT"));',
      'medium other-port-variable server.php:4',
    ],
    [
      'the server of PHP in a command',
      'passthru("php -S 0.0.0.0:8080");',
      'high fixed-listen-port server.php:4',
    ],
  ])('are reported: %s', async (_name, code, expected) => {
    expect(await inCode(server(code))).toEqual([expected]);
  });
});

describe('addresses in PHP', () => {
  it.each([
    ['a variable', site('file_get_contents(getenv("API_URL") . "/x");')],
    ['development', site('if ($_ENV["APP_ENV"] === "dev") { file_get_contents("http://localhost:1"); }')],
    ['a test', site('', { 'tests/ATest.php': '<?php\nfile_get_contents("http://localhost:1");' })],
    [
      'a database of a variable',
      site('new PDO("mysql:host=" . getenv("MYSQLHOST") . ";port=" . getenv("MYSQLPORT"));'),
    ],
    [
      'a template of Blade',
      site('', { 'resources/views/a.blade.php': '<script>fetch("http://localhost:1")</script>' }),
    ],
    [
      'compiled templates',
      site('', { 'storage/framework/views/a.php': '<?php file_get_contents("http://localhost:1");' }),
    ],
    [
      'the settings that Laravel makes',
      laravel(
        'config/database.php',
        "return ['connections' => ['mysql' => ['host' => env('DB_HOST', '127.0.0.1'), 'url' => env('DB_URL')]]];",
        { 'config/app.php': "<?php\nreturn ['url' => env('APP_URL', 'http://localhost')];\n" },
      ),
    ],
    [
      'a check of an address',
      site('if ($url === "http://localhost:1") { throw new RuntimeException("not http://localhost:1"); }'),
    ],
  ])('are silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    ['a request', site('file_get_contents("http://localhost:1/x");'), 'high loopback-url index.php:2'],
    [
      'a constant',
      site('const API = "http://localhost:1";\n$c = curl_init(API . "/x");'),
      'high loopback-url index.php:2',
    ],
    ['an import', server('curl_init(API . "/x");'), 'high loopback-url server.php:4'],
    [
      'a class by composer.json',
      server('file_get_contents(Settings::API);'),
      'high loopback-url server.php:4',
    ],
    [
      'a fallback',
      site('$api = getenv("API_URL") ?: "http://localhost:1";\ncurl_init($api);'),
      'medium loopback-fallback index.php:2',
    ],
    [
      'a fallback of Laravel',
      laravel('config/services.php', "return ['api' => ['url' => env('API_URL', 'http://localhost:1')]];"),
      'medium loopback-fallback config/services.php:2',
    ],
    [
      'a variable of a required file',
      site("include 'db.php';\n$db = new mysqli($host, $user);", {
        'db.php': "<?php\n$host = '127.0.0.1';\n$user = 'root';\n",
      }),
      'high loopback-url index.php:3',
    ],
    [
      'a database in the own container',
      site('$db = new mysqli("localhost", "root", "");'),
      'high loopback-url index.php:2',
    ],
    [
      'the same by a DSN',
      site(
        'class D {\n  private $host = "localhost";\n  function c() { return new PDO("mysql:host=" . $this->host . ";dbname=x"); }\n}',
      ),
      'high loopback-url index.php:4',
    ],
    [
      'a fallback of a database',
      site('$host = getenv("DB_HOST") ?: "localhost";\nnew mysqli($host);'),
      'medium loopback-fallback index.php:3',
    ],
  ])('are reported: %s', async (_name, files, expected) => {
    expect(await inCode(files)).toEqual([expected]);
  });
});

describe('CORS in PHP', () => {
  const cors = (origins: string, credentials = false) =>
    laravel(
      'config/cors.php',
      `return ['paths' => ['*'], 'allowed_methods' => ['*'],\n'allowed_origins' => ${origins},\n'allowed_origins_patterns' => [], 'supports_credentials' => ${credentials}];`,
      { 'app/Frontends.php': '<?php\nnamespace App;\nclass Frontends {\n  const ALL = ["*"];\n}\n' },
    );

  it.each([
    ['one origin', cors("['https://app.example.com']", true)],
    ['a variable', cors("array_map('trim', explode(',', env('ORIGINS', '')))", true)],
    ['a wildcard that Laravel takes', cors("['https://*.example.com']", true)],
    [
      'a list that is asked',
      site(
        '$origin = $_SERVER["HTTP_ORIGIN"] ?? "";\nif (in_array($origin, $allowed, true)) {\n  header("Access-Control-Allow-Origin: $origin");\n  header("Vary: Origin");\n}',
      ),
    ],
    ['a header of the own domain', site('header("Access-Control-Allow-Origin: https://app.example.com");')],
  ])('is silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    [
      'all origins with credentials',
      cors("['*']", true),
      ['high cors-wildcard-credentials config/cors.php:3'],
    ],
    ['all origins', cors("['*']"), ['medium cors-any-origin config/cors.php:3']],
    [
      'a constant of a class by composer.json',
      cors('\\App\\Frontends::ALL'),
      ['medium cors-any-origin app/Frontends.php:4'],
    ],
    [
      'an origin of this machine',
      cors("['https://a.com', 'http://localhost:3000']"),
      ['medium cors-local-origin config/cors.php:3'],
    ],
    [
      'a fallback of this machine',
      cors("[env('FRONTEND_URL', 'http://localhost:3000')]"),
      ['info cors-local-origin config/cors.php:3'],
    ],
    [
      'pieces with blanks',
      cors("explode(',', env('ORIGINS', ''))"),
      ['info cors-untrimmed-origins config/cors.php:3'],
    ],
    [
      'a reflected header with credentials',
      site(
        'header("Access-Control-Allow-Origin: " . $_SERVER["HTTP_ORIGIN"]);\nheader("Access-Control-Allow-Credentials: true");\nheader("Vary: Origin");',
      ),
      ['high cors-reflected-origin index.php:2'],
    ],
    [
      'a header for all with credentials',
      site('header("Access-Control-Allow-Origin: *");\nheader("Access-Control-Allow-Credentials: true");'),
      ['high cors-wildcard-credentials index.php:2'],
    ],
  ])('is reported: %s', async (_name, files, expected) => {
    expect(await inCode(files)).toEqual(expected);
  });

  it('cookies for all of Railway', async () => {
    const files = laravel(
      'config/session.php',
      "return ['domain' => '.up.railway.app', 'secure' => true, 'same_site' => 'lax'];",
    );
    expect(await inCode(files)).toEqual([
      'medium cross-site-cookie config/session.php:2',
      'medium railway-domain-in-code config/session.php:2',
    ]);
  });
});
