import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import type { CorsPolicy, Listener } from '../src/facts.js';
import { factsOf } from './facts.js';

const HEAD = 'var builder = WebApplication.CreateBuilder(args);\n';
const APP = 'var app = builder.Build();\n';

describe('listeners in C#', () => {
  it.each([
    ['aspnet port=- host=-', `${HEAD}${APP}app.Run();`],
    ['aspnet port=5000 host="localhost"', `${HEAD}${APP}app.Run("http://localhost:5000");`],
    [
      'aspnet port=env PORT else "8080" host="0.0.0.0"',
      `${HEAD}${APP}var port = Environment.GetEnvironmentVariable("PORT") ?? "8080";\napp.Run($"http://0.0.0.0:{port}");`,
    ],
    [
      'aspnet port=env PORT else "8080" host="*"',
      `${HEAD}builder.WebHost.UseUrls("http://*:" + (Environment.GetEnvironmentVariable("PORT") ?? "8080"));`,
    ],
    [
      'aspnet port=5000 host="0.0.0.0"',
      `${HEAD}builder.WebHost.UseUrls("http://0.0.0.0:5000;https://0.0.0.0:5001");`,
    ],
    ['aspnet port=5000 host="+"', `${HEAD}builder.WebHost.UseUrls("http://+:5000", "https://+:5001");`],
    [
      'aspnet port=env PORT else 8080 host=-',
      `${HEAD}var port = int.TryParse(Environment.GetEnvironmentVariable("PORT"), out var p) ? p : 8080;\nbuilder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(port));`,
    ],
    [
      'aspnet port=5000 host="localhost"',
      `${HEAD}builder.WebHost.ConfigureKestrel(options => { options.ListenLocalhost(5000); });`,
    ],
    [
      'aspnet port=5000 host="0.0.0.0"',
      `${HEAD}builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Any, 5000));`,
    ],
    ['aspnet port=80 host="*"', `${HEAD}${APP}app.Urls.Add("http://*:80");`],
    [
      'aspnet port=env PORT else 5 host="0.0.0.0"',
      `${HEAD}${APP}var port = builder.Configuration.GetValue<int>("PORT", 5);\napp.Run($"http://0.0.0.0:{port}");`,
    ],
    ['aspnet port=? host=?', `${HEAD}${APP}app.Run(Environment.GetEnvironmentVariable("ASPNETCORE_URLS"));`],
    [
      'aspnet port=env PORT else "3000" host="0.0.0.0"',
      `${HEAD}${APP}var port = Environment.GetEnvironmentVariable("PORT");\nif (string.IsNullOrEmpty(port)) port = "3000";\napp.Run("http://0.0.0.0:" + port);`,
    ],
    [
      'aspnet port=env PORT else "3000" host="0.0.0.0"',
      `${HEAD}${APP}var port = Environment.GetEnvironmentVariable("PORT");\nvar url = string.IsNullOrEmpty(port) ? "3000" : port;\napp.Run(string.Format("http://0.0.0.0:{0}", url));`,
    ],
    [
      'HttpListener port=8080 host="localhost"',
      'var listener = new HttpListener();\nlistener.Prefixes.Add("http://localhost:8080/");',
    ],
    [
      'aspnet port=- host=-',
      'public class Program {\n  public static void Main(string[] args) { CreateHostBuilder(args).Build().Run(); }\n  static IHostBuilder CreateHostBuilder(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(b => b.UseStartup<Startup>());\n}',
    ],
    [
      'development aspnet port=1 host="localhost"',
      `${HEAD}${APP}if (app.Environment.IsDevelopment()) { app.Run("http://localhost:1"); }`,
    ],
    [
      'development aspnet port=1 host="localhost"',
      `${HEAD}${APP}#if DEBUG\napp.Run("http://localhost:1");\n#endif\n`,
    ],
  ])('%s', async (expected, code) => {
    const { listeners } = await factsOf({ 'Api/Program.cs': code });
    expect(listeners.map(shown)).toEqual([expected]);
  });

  it.each([
    [
      'a constant of the file',
      'Settings.Port',
      { 'x.md': '' },
      'class Settings { public const int Port = 7000; }',
      '7000',
    ],
    [
      'a constant of another file',
      'Settings.Port',
      {
        'Api/Config/Settings.cs':
          'namespace Api.Config;\npublic static class Settings { public const int Port = 7001; }',
      },
      '',
      '7001',
    ],
    [
      'a property of another file',
      'Settings.Port',
      {
        'Api/Settings.cs':
          'public static class Settings {\n  public static string Port => Environment.GetEnvironmentVariable("PORT") ?? "1";\n}',
      },
      '',
      'env PORT else "1"',
    ],
    [
      'settings',
      'builder.Configuration["Server:Port"]',
      { 'Api/appsettings.json': '{"Server": {"Port": "8081"}}' },
      '',
      'env Server__Port else "8081"',
    ],
  ])('through %s', async (_name, port, more, tail, expected) => {
    const code = `${HEAD}${APP}app.Run($"http://0.0.0.0:{${port}}");\n${tail}\n`;
    const { listeners } = await factsOf({ 'Api/Program.cs': code, ...more });
    expect(showValue(listeners[0]?.port)).toBe(expected);
  });

  it('none for middleware, https and clients', async () => {
    const code = `${HEAD}${APP}app.Run(async context => { await context.Response.WriteAsync("x"); });\nbuilder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(5001, l => l.UseHttps()));\nserver.Listen(5);`;
    expect((await factsOf({ 'Program.cs': code })).listeners).toEqual([]);
  });
});

describe('addresses in C#', () => {
  it.each([
    [
      'request "http://localhost:5001"',
      'builder.Services.AddHttpClient("x", client => { client.BaseAddress = new Uri("http://localhost:5001"); });',
    ],
    [
      'request "http://localhost:5001"',
      'var client = new HttpClient { BaseAddress = new Uri("http://localhost:5001") };',
    ],
    [
      'request "http://localhost:5001/x"',
      'var text = await httpClient.GetStringAsync("http://localhost:5001/x");',
    ],
    ['request ["http://localhost:", ?port, "/x"]', 'await client.GetAsync($"http://localhost:{port}/x");'],
    [
      'fallback API_URL "http://localhost:1"',
      'var url = Environment.GetEnvironmentVariable("API_URL") ?? "http://localhost:1";',
    ],
    [
      'fallback Api__Url "http://localhost:1"',
      'var url = builder.Configuration["Api:Url"] ?? "http://localhost:1";',
    ],
    ['request "postgresql://localhost"', 'options.UseNpgsql("Host=localhost;Database=app;Username=x");'],
    ['assignment url "http://localhost:1"', 'var url = "http://localhost:1";'],
    [
      'websocket "http://localhost:1/hub"',
      'new HubConnectionBuilder().WithUrl("http://localhost:1/hub").Build();',
    ],
  ])('%s', async (expected, code) => {
    const { urls } = await factsOf({ 'Program.cs': code });
    expect(
      urls.map(
        ({ role, name, value }) =>
          `${role} ${name && !/request|websocket/.test(role) ? `${name} ` : ''}${showValue(value)}`,
      ),
    ).toEqual([expected]);
  });

  it.each([
    ['a log', 'logger.LogInformation("http://localhost:1");'],
    ['an error', 'throw new InvalidOperationException("http://localhost:1");'],
    ['a comparison', 'if (url == "http://localhost:1") { }'],
    ['an attribute', '[Url("http://localhost:1")]\nclass C { }'],
  ])('none in %s', async (_name, code) => {
    expect((await factsOf({ 'Program.cs': code })).urls).toEqual([]);
  });
});

describe('CORS in C#', () => {
  const policy = (chain: string) =>
    `builder.Services.AddCors(options => options.AddPolicy("a", policy => policy${chain}));`;
  it.each([
    ['asp.net "*"', policy('.AllowAnyOrigin().AllowAnyHeader()')],
    [
      'asp.net ["http://localhost:3000"] credentials=true',
      policy('.WithOrigins("http://localhost:3000").AllowAnyHeader().AllowCredentials()'),
    ],
    ['asp.net reflected credentials=true', policy('.SetIsOriginAllowed(_ => true).AllowCredentials()')],
    ['asp.net reflected', policy('.SetIsOriginAllowed(origin => true)')],
    [
      'asp.net suffix .up.railway.app',
      policy('.SetIsOriginAllowed(origin => origin.EndsWith(".up.railway.app"))'),
    ],
    ['asp.net unknown', policy('.SetIsOriginAllowed(origin => IsAllowed(origin))')],
    [
      'asp.net suffix .example.com',
      policy('.SetIsOriginAllowedToAllowWildcardSubdomains().WithOrigins("https://*.example.com")'),
    ],
    ['asp.net "*"', 'app.UseCors(x => x.AllowAnyMethod().AllowAnyOrigin());'],
    [
      'asp.net "*"',
      'builder.Services.AddCors(o => { o.AddDefaultPolicy(b => { b.AllowAnyOrigin(); b.AllowAnyHeader(); }); });',
    ],
    ['asp.net env FRONTEND_URL', policy('.WithOrigins(Environment.GetEnvironmentVariable("FRONTEND_URL"))')],
    [
      'asp.net ["http://a", "http://b"]',
      `var origins = new[] { "http://a", "http://b" };\n${policy('.WithOrigins(origins)')}`,
    ],
    ['headers "*"', 'context.Response.Headers.Add("Access-Control-Allow-Origin", "*");'],
    ['headers "*"', 'context.Response.Headers["Access-Control-Allow-Origin"] = "*";'],
    [
      'headers reflected',
      'context.Response.Headers.Append("Access-Control-Allow-Origin", context.Request.Headers["Origin"]);',
    ],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ 'Program.cs': code });
    expect(cors.map(shownPolicy)).toEqual([expected]);
  });

  it('from settings', async () => {
    const code = `var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>();\n${policy('.WithOrigins(origins)')}`;
    const files = {
      'Program.cs': code,
      'appsettings.json': '{"Cors":{"Origins":["http://localhost:3000","https://a.com"]}}',
    };
    expect((await factsOf(files)).cors.map(shownPolicy)).toEqual([
      'asp.net env Cors__Origins else ["http://localhost:3000", "https://a.com"]',
    ]);
  });
});

it('routes, sockets, cookies and reads in C#', async () => {
  const code =
    'app.MapGet("/health", () => "ok");\napp.MapHub<ChatHub>("/chat");\nResponse.Cookies.Append("s", v, new CookieOptions { SameSite = SameSiteMode.Strict, Secure = true });\nservices.ConfigureApplicationCookie(o => { o.Cookie.SameSite = SameSiteMode.Lax; o.Cookie.SecurePolicy = CookieSecurePolicy.Always; });\nvar key = Environment.GetEnvironmentVariable("KEY");\n[Route("api/[controller]")]\nclass UsersController { [HttpGet("{id}")] public int Get() => 1; }\n';
  const { routes, sockets, cookies, env } = await factsOf({ 'Program.cs': code });
  expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /health',
    'GET /api/users/{id}',
  ]);
  expect(sockets).toMatchObject([{ library: 'signalr', originChecked: true, hasAdapter: false }]);
  expect(cookies).toMatchObject([
    { name: 's', sameSite: { value: 'Strict' }, secure: { value: true } },
    { sameSite: { value: 'Lax' }, secure: { value: true } },
  ]);
  expect(env.map(({ name }) => name)).toEqual(['KEY']);
});

it.each([
  ['brackets', `f(${'('.repeat(20_000)};`],
  ['a sum', `var x = ${Array.from({ length: 5000 }, () => '"http://localhost:1"').join(' + ')};`],
  ['a chain', `var x = a${'.B("http://localhost:1")'.repeat(3000)};`],
])(
  'survives %s',
  async (_name, code) => {
    await factsOf({ 'A.cs': code }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(Error);
    });
  },
  60_000,
);

function shown({ framework, port, host, guard }: Listener): string {
  const when = guard === 'always' ? '' : `${guard} `;
  return `${when}${framework} port=${showValue(port)} host=${showValue(host)}`;
}

function shownPolicy({ framework, origin, credentials }: CorsPolicy): string {
  const what =
    origin.kind === 'value'
      ? showValue(origin.value)
      : origin.kind === 'match'
        ? `${origin.how} ${origin.text}`
        : origin.kind;
  return `${framework} ${what}${credentials ? ` credentials=${showValue(credentials)}` : ''}`;
}
