import { describe, expect, it } from 'vitest';

import type { OriginPolicy } from '../src/facts.js';
import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const php = (code: string) => `<?php\n${code}\n`;

describe('listeners in PHP', () => {
  it.each([
    ['swoole port=9501 host="0.0.0.0"', '$s = new Swoole\\Http\\Server("0.0.0.0", 9501);'],
    [
      'swoole port=env PORT else 9501 host="0.0.0.0"',
      'use Swoole\\WebSocket\\Server;\nnew Server("0.0.0.0", (int) (getenv("PORT") ?: 9501));',
    ],
    [
      'swoole port=9501 host="127.0.0.1"',
      'const PORT = 9501;\nclass A { const HOST = "127.0.0.1"; }\nnew \\OpenSwoole\\Http\\Server(A::HOST, PORT);',
    ],
    [
      'react port=8080 host="0.0.0.0"',
      'use React\\Socket\\SocketServer;\n$socket = new SocketServer("0.0.0.0:8080");',
    ],
    ['react port=env PORT host="0.0.0.0"', 'new React\\Socket\\SocketServer("0.0.0.0:" . $_ENV["PORT"]);'],
    ['react port=8080 host="127.0.0.1"', 'new React\\Socket\\Server(8080, $loop);'],
    [
      'ratchet port=8080 host=-',
      'use Ratchet\\Server\\IoServer;\nIoServer::factory(new HttpServer(), 8080);',
    ],
    ['workerman port=2345 host="0.0.0.0"', 'new Workerman\\Worker("http://0.0.0.0:2345");'],
    [
      'tcp port=env PORT host="0.0.0.0"',
      '$port = getenv("PORT");\nstream_socket_server("tcp://0.0.0.0:$port");',
    ],
    [
      'php -S port=env PORT else 8080 host="0.0.0.0"',
      '$port = getenv("PORT") ?: 8080;\npassthru("php -S 0.0.0.0:$port -t public");',
    ],
    [
      'php -S port=env PORT else 8000 host="0.0.0.0"',
      '$port = $_ENV["PORT"] ?? $_SERVER["PORT"] ?? 8000;\nexec(sprintf("php -S 0.0.0.0:%d -t .", $port));',
    ],
    ['php -S port=8000 host="localhost"', 'system("php -S localhost:8000");'],
  ])('%s', async (expected, code) => {
    const { listeners } = await factsOf({ 'server.php': php(code) });
    const shown = listeners.map(
      ({ framework, port, host }) => `${framework} port=${showValue(port)} host=${showValue(host)}`,
    );
    expect(shown).toEqual([expected]);
  });

  it.each([
    ['a comment', '// new Swoole\\Http\\Server("0.0.0.0", 9501);\n$x = "http://a";'],
    ['a class of that name', 'new App\\Server("0.0.0.0", 80);'],
    ['a command that runs something else', 'exec("php artisan migrate");\n$x = "http://a";'],
  ])('are none in %s', async (_name, code) => {
    expect((await factsOf({ 'server.php': php(code) })).listeners).toEqual([]);
  });
});

describe('addresses in PHP', () => {
  it.each([
    ['request "http://localhost:3000/a"', 'file_get_contents("http://localhost:3000/a");'],
    [
      'request "http://localhost:3000"',
      'const API = "http://localhost:3000";\nfile_get_contents(API . "/a");',
    ],
    ['request "http://localhost:3000"', 'define("API", "http://localhost:3000");\ncurl_init(API);'],
    [
      'request "http://localhost:3000"',
      'class A { private $url = "http://localhost:3000"; function f() { curl_setopt($c, CURLOPT_URL, $this->url . "/a"); } }',
    ],
    ['request "http://localhost:1"', 'curl_setopt_array($c, [CURLOPT_URL => "http://localhost:1"]);'],
    [
      'request "http://localhost:1"',
      'use GuzzleHttp\\Client;\n$c = new Client(["base_uri" => "http://localhost:1"]);',
    ],
    [
      'request "http://localhost:1"',
      'use Illuminate\\Support\\Facades\\Http;\nHttp::get("http://localhost:1");',
    ],
    ['fallback "http://localhost:1"', '$url = getenv("API_URL") ?: "http://localhost:1";'],
    ['fallback "http://localhost:1"', '$url = $_ENV["API_URL"] ?? "http://localhost:1";'],
    ['fallback "http://localhost:1"', "return ['url' => env('API_URL', 'http://localhost:1')];"],
    ['fallback "http://localhost:1"', '$url = isset($_ENV["A"]) ? $_ENV["A"] : "http://localhost:1";'],
    ['fallback "http://localhost:1"', '$url = getenv("A");\n$url ??= "http://localhost:1";'],
    ['request "mysql://localhost"', 'new PDO("mysql:host=localhost;dbname=x", "u", "p");'],
    [
      'request "mysql://localhost"',
      'class D { private $host = "localhost"; function c() { $d = "mysql:host=" . $this->host . ";dbname=x"; return new PDO($d); } }',
    ],
    ['request "mysql://127.0.0.1"', 'define("DB_HOST", "127.0.0.1");\n$c = new mysqli(DB_HOST, "u", "p");'],
    [
      'fallback "mysql://localhost"',
      '$host = getenv("DB_HOST") ?: "localhost";\nmysqli_connect($host, "u");',
    ],
    ['websocket "ws://localhost:1"', 'new WebSocket\\Client("ws://localhost:1");'],
  ])('%s in %s', async (expected, code) => {
    const { urls } = await factsOf({ 'a.php': php(code) });
    expect(urls.map(({ role, value }) => `${role} ${showValue(value)}`)).toContain(expected);
  });

  it('are none in logs, comparisons and what is thrown', async () => {
    const code =
      'error_log("http://localhost:1"); Log::info("http://localhost:1");\nif ($u === "http://localhost:1") { throw new RuntimeException("http://localhost:1"); }\necho "http://localhost:1";';
    expect((await factsOf({ 'a.php': php(code) })).urls).toEqual([]);
  });

  it('are followed through files that are required, classes of composer.json and config()', async () => {
    const files = {
      'public/index.php': php(
        "require_once __DIR__ . '/../config/api.php';\nuse App\\Settings;\n$c = require '../settings.php';\nnew PDO(Settings::DSN);\nnew mysqli($c['host'], 'u');\nnew mysqli(config('database.host'));",
      ),
      'composer.json': '{"autoload":{"psr-4":{"App\\\\":"src/"}}}',
      'src/Settings.php': php('namespace App;\nclass Settings { const DSN = "mysql:host=localhost"; }'),
      'settings.php': php("return ['host' => '127.0.0.1'];"),
      'config/database.php': php("return ['host' => env('DB_HOST', 'localhost')];"),
      'config/api.php': php(''),
    };
    const { urls, imports } = await factsOf(files);
    expect(urls.map(({ role, value }) => `${role} ${showValue(value)}`)).toEqual([
      'request "mysql://localhost"',
      'request "mysql://127.0.0.1"',
      'fallback "mysql://localhost"',
    ]);
    expect([...imports].sort()).toEqual(['config/api.php', 'settings.php', 'src/Settings.php']);
  });
});

describe('CORS in PHP', () => {
  const laravel = (origins: string, more = '') =>
    `return ['paths' => ['api/*'], 'allowed_methods' => ['*'], 'allowed_origins' => ${origins}, 'supports_credentials' => true${more}];`;

  it.each([
    ['laravel ["*"] credentials=true', laravel("['*']")],
    [
      'laravel env ORIGINS else ["http://localhost:1"] credentials=true',
      laravel("explode(',', env('ORIGINS', 'http://localhost:1'))"),
    ],
    [
      'laravel [env FRONTEND else "http://localhost:1"] credentials=true',
      laravel("[env('FRONTEND', 'http://localhost:1')]"),
    ],
    [
      'headers "*" credentials="true"',
      'header("Access-Control-Allow-Origin: *");\nheader("Access-Control-Allow-Credentials: true");',
    ],
    ['headers reflected credentials=-', 'header("Access-Control-Allow-Origin: " . $_SERVER["HTTP_ORIGIN"]);'],
    [
      'headers reflected credentials=-',
      'if (isset($_SERVER["HTTP_ORIGIN"])) {\n  header("Access-Control-Allow-Origin: {$_SERVER[\'HTTP_ORIGIN\']}");\n}',
    ],
    [
      'headers reflected credentials=-',
      '$origin = $_SERVER["HTTP_ORIGIN"] ?? "*";\nheader("Access-Control-Allow-Origin: $origin");',
    ],
    [
      'headers reflected checked credentials=-',
      '$origin = $_SERVER["HTTP_ORIGIN"] ?? "";\nif (in_array($origin, $allowed, true)) {\n  header("Access-Control-Allow-Origin: $origin");\n}',
    ],
    [
      'headers reflected checked credentials=-',
      'foreach ($allowed as $one) {\n  if ($one === $_SERVER["HTTP_ORIGIN"]) { $ok = true; }\n}\nif ($ok) { header("Access-Control-Allow-Origin: " . $_SERVER["HTTP_ORIGIN"]); }',
    ],
    [
      'headers suffix .railway.app credentials=-',
      '$origin = $_SERVER["HTTP_ORIGIN"];\nif (str_ends_with($origin, ".railway.app")) header("Access-Control-Allow-Origin: $origin");',
    ],
    [
      'headers pattern railway\\.app credentials=-',
      '$origin = $_SERVER["HTTP_ORIGIN"];\nif (preg_match("/railway\\\\.app/i", $origin)) header("Access-Control-Allow-Origin: $origin");',
    ],
    [
      'headers "https://a.com" credentials=-',
      '$response->withHeader("Access-Control-Allow-Origin", "https://a.com");',
    ],
    [
      'headers reflected credentials=-',
      '$response->headers->set("Access-Control-Allow-Origin", $request->headers->get("Origin"));',
    ],
    ['headers "*" credentials=-', 'return response($x, 200, ["Access-Control-Allow-Origin" => "*"]);'],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ 'config/cors.php': php(code) });
    expect(
      cors.map((one) => `${one.framework} ${policy(one.origin)} credentials=${showValue(one.credentials)}`),
    ).toEqual([expected]);
  });

  it('patterns of Laravel are policies of their own', async () => {
    const { cors } = await factsOf({
      'config/cors.php': php(
        laravel('[]', ", 'allowed_origins_patterns' => ['#^https://.*\\.railway\\.app$#']"),
      ),
    });
    expect(cors.map(({ origin }) => policy(origin))).toEqual(['[]', 'pattern ^https://.*\\.railway\\.app$']);
  });
});

function policy(origin: OriginPolicy): string {
  if (origin.kind === 'value') return showValue(origin.value);
  if (origin.kind === 'match') return `${origin.how} ${origin.text}`;
  return origin.kind === 'reflected' && origin.checked ? 'reflected checked' : origin.kind;
}

describe('other facts of PHP', () => {
  it.each([
    [['X'], 'getenv("X");'],
    [['X'], '$_SERVER["X"];'],
    [['X else "d"'], 'Env::get("X", "d");'],
    [['X'], 'env("X", null);'],
    [[], '$_SERVER["REQUEST_METHOD"];'],
  ])('reads of the environment: %j', async (expected, code) => {
    const { env } = await factsOf({ 'a.php': php(code) });
    expect(
      env.map(({ name, fallback }) => `${name}${fallback ? ` else ${showValue(fallback)}` : ''}`),
    ).toEqual(expected);
  });

  it.each([
    ['development', 'if (app()->environment("local")) { file_get_contents("http://localhost:1"); }'],
    ['development', 'if ($_ENV["APP_ENV"] === "dev") { file_get_contents("http://localhost:1"); }'],
    ['production', 'if (App::environment("production")) { file_get_contents("http://localhost:1"); }'],
    [
      'development',
      'if (getenv("RAILWAY_ENVIRONMENT")) { f(); } else { file_get_contents("http://localhost:1"); }',
    ],
    ['always', 'if ($x) { file_get_contents("http://localhost:1"); }'],
  ])('guards: %s in %s', async (expected, code) => {
    const { urls } = await factsOf({ 'a.php': php(code) });
    expect(urls.map(({ guard }) => guard)).toEqual([expected]);
  });

  it('routes with their prefixes', async () => {
    const { routes } = await factsOf({
      'routes/api.php': php(
        "Route::get('/health', fn () => 'ok');\nRoute::prefix('v1')->group(function () { Route::post('users', [U::class, 'store']); });\nRoute::redirect('/a', '/b');\n$client->get('/x', []);",
      ),
    });
    expect(
      routes.map(({ method, path, redirects }) => `${method} ${path}${redirects ? ' redirects' : ''}`),
    ).toEqual(['GET /api/health', 'POST /api/v1/users', 'ANY /api/a redirects']);
  });

  it('cookies', async () => {
    const { cookies } = await factsOf({
      'config/session.php': php(
        "setcookie('a', 'b', ['samesite' => 'None', 'secure' => true, 'domain' => '.railway.app']);\nsetcookie('c', 'd', time(), '/', '.x.org', true);\nini_set('session.cookie_samesite', 'Strict');\nreturn ['domain' => env('SESSION_DOMAIN'), 'secure' => true, 'same_site' => 'lax'];",
      ),
    });
    expect(
      cookies.map(
        (one) => `${one.name} ${showValue(one.sameSite)} ${showValue(one.secure)} ${showValue(one.domain)}`,
      ),
    ).toEqual([
      'a "None" true ".railway.app"',
      'c - true ".x.org"',
      'of the session "Strict" - -',
      'of the session "lax" true env SESSION_DOMAIN',
    ]);
  });

  it('Blade templates are not read', async () => {
    await expect(factsOf({ 'a.blade.php': '<p>http://localhost:1</p>' })).rejects.toThrow('no facts');
  });
});
