import { describe, expect, it } from 'vitest';

import { scanInMemory } from '../../src/in-memory.js';
import { RULES } from '../../src/rules/index.js';

type Files = Readonly<Record<string, string>>;

const HEAD = 'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\n';
const csharp = (code: string, more: Files = {}): Files => ({ 'Api/Program.cs': `${HEAD}${code}\n`, ...more });

/** What rules say of the code of a service that Railpack builds. */
async function findings(files: Files): Promise<string[]> {
  const config = '{"deploy":{"healthcheckPath":"/health"}}';
  const { findings: all } = await scanInMemory({
    files: { 'railway.json': config, 'Api.csproj': '<Project/>', ...files },
  });
  return all
    .filter(({ at }) => at.path !== 'railway.json')
    .map(({ ruleId, at, severity }) => {
      const level = severity ?? RULES.find(({ id }) => id === ruleId)?.severity ?? '';
      return `${level} ${ruleId.replace('railway/', '')} ${at.path.split('/').at(-1)}:${at.region?.startLine}`;
    });
}

const SETTINGS = 'namespace Api;\npublic static class Settings {\n';

describe('ports in C#', () => {
  it.each([
    [
      'PORT with a fallback',
      csharp(
        'var port = Environment.GetEnvironmentVariable("PORT") ?? "8080";\napp.Run($"http://0.0.0.0:{port}");',
      ),
    ],
    [
      'PORT through a constant',
      csharp(
        'builder.WebHost.UseUrls($"http://*:{Env.Port}");\nstatic class Env { public static string Port => Environment.GetEnvironmentVariable("PORT") ?? "8080"; }',
      ),
    ],
    [
      'PORT through another file',
      csharp('app.Run($"http://0.0.0.0:{Settings.Port}");', {
        'Api/Settings.cs': `${SETTINGS}  public static readonly string Port = Environment.GetEnvironmentVariable("PORT") ?? "8080";\n}`,
      }),
    ],
    ['PORT through the configuration', csharp('app.Run($"http://0.0.0.0:{builder.Configuration["PORT"]}");')],
    ['what Railpack sets', csharp('app.Run();')],
    [
      'settings of development',
      csharp('app.Run();', { 'Api/appsettings.Development.json': '{"Urls":"http://localhost:5000"}' }),
    ],
    ['a test', { 'Api.Tests/ProgramTests.cs': `${HEAD}app.Run("http://localhost:5000");` }],
    [
      'development only',
      csharp('if (app.Environment.IsDevelopment()) app.Run("http://localhost:5000"); else app.Run();'),
    ],
    [
      'launchSettings.json',
      csharp('app.Run();', {
        'Api/Properties/launchSettings.json':
          '{"profiles":{"http":{"applicationUrl":"http://localhost:5000"}}}',
      }),
    ],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    ['a literal', ['high fixed-listen-port Program.cs:3'], csharp('app.Run("http://0.0.0.0:5000");')],
    [
      'a constant',
      ['high fixed-listen-port Program.cs:4'],
      csharp('const int Port = 5000;\nbuilder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(Port));'),
    ],
    [
      'another file',
      ['high fixed-listen-port Program.cs:3'],
      csharp('builder.WebHost.UseUrls($"http://*:{Settings.Port}");', {
        'Api/Settings.cs': `${SETTINGS}  public const int Port = 5000;\n}`,
      }),
    ],
    [
      'loopback',
      ['high loopback-listener Program.cs:3'],
      csharp('app.Run($"http://localhost:{Environment.GetEnvironmentVariable("PORT")}");'),
    ],
    [
      'another variable',
      ['medium other-port-variable Program.cs:3'],
      csharp('app.Run($"http://0.0.0.0:{Environment.GetEnvironmentVariable("API_PORT")}");'),
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual(expected);
  });
});

describe('addresses in C#', () => {
  it.each([
    ['a variable', csharp('await client.GetAsync(Environment.GetEnvironmentVariable("API_URL") + "/x");')],
    [
      'the configuration without a fallback',
      csharp('client.BaseAddress = new Uri(builder.Configuration["Api:Url"]);'),
    ],
    ['a log', csharp('logger.LogInformation("http://localhost:5001");')],
    [
      'settings of development',
      csharp('app.Run();', { 'Api/appsettings.Development.json': '{"Api":{"Url":"http://localhost:5001"}}' }),
    ],
    [
      'a test',
      { 'Api.IntegrationTests/ApiTests.cs': 'client.BaseAddress = new Uri("http://localhost:5001");' },
    ],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    [
      'a request',
      'high loopback-url Program.cs:3',
      csharp('await client.GetAsync("http://localhost:5001/x");'),
    ],
    [
      'the address of a client',
      'high loopback-url Program.cs:3',
      csharp('builder.Services.AddHttpClient("x", c => c.BaseAddress = new Uri("http://localhost:5001"));'),
    ],
    [
      'a constant',
      'high loopback-url Program.cs:3',
      csharp('const string Api = "http://localhost:5001";\nawait client.GetAsync(Api + "/x");'),
    ],
    [
      'a constant of another file',
      'high loopback-url Program.cs:3',
      csharp('await client.GetAsync(Settings.Api);', {
        'Api/Settings.cs': `${SETTINGS}  public const string Api = "http://localhost:5001";\n}`,
      }),
    ],
    [
      'a connection',
      'high loopback-url Program.cs:3',
      csharp('options.UseNpgsql("Host=localhost;Port=5432;Database=app");'),
    ],
    [
      'a fallback',
      'medium loopback-fallback Program.cs:3',
      csharp('var url = Environment.GetEnvironmentVariable("API_URL") ?? "http://localhost:5001";'),
    ],
    [
      'settings',
      'medium loopback-fallback appsettings.json:1',
      csharp('app.Run();', {
        'Api/appsettings.json': '{"ConnectionStrings":{"Main":"Host=localhost;Port=5432;Database=app"}}',
      }),
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual([expected]);
  });
});

describe('CORS in C#', () => {
  const policy = (chain: string) => `builder.Services.AddCors(o => o.AddDefaultPolicy(p => p${chain}));`;
  it.each([
    [
      'a variable',
      csharp(policy('.WithOrigins(Environment.GetEnvironmentVariable("FRONTEND_URL")!).AllowCredentials()')),
    ],
    [
      'the configuration',
      csharp(
        `var origins = builder.Configuration.GetSection("Cors").Get<string[]>();\n${policy('.WithOrigins(origins)')}`,
      ),
    ],
    [
      'development only',
      csharp(`if (builder.Environment.IsDevelopment()) { ${policy('.AllowAnyOrigin()')} }`),
    ],
    [
      'a function that decides',
      csharp(policy('.SetIsOriginAllowed(origin => allowed.Contains(origin)).AllowCredentials()')),
    ],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    [
      'every origin',
      ['medium cors-any-origin Program.cs:3'],
      csharp(policy('.AllowAnyOrigin().AllowAnyMethod()')),
    ],
    [
      'every origin with credentials',
      ['high cors-reflected-origin Program.cs:3'],
      csharp(policy('.SetIsOriginAllowed(_ => true).AllowCredentials()')),
    ],
    [
      'a constant',
      ['medium cors-local-origin Program.cs:3'],
      csharp(`const string Web = "http://localhost:3000";\n${policy('.WithOrigins(Web)')}`),
    ],
    [
      'another file',
      ['medium cors-local-origin Settings.cs:3'],
      csharp(policy('.WithOrigins(Settings.Web)'), {
        'Api/Settings.cs': `${SETTINGS}  public const string Web = "http://localhost:3000";\n}`,
      }),
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual(expected);
  });
});
