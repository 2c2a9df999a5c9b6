import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const RESOURCES = 'src/main/resources/';

describe('where settings let a server listen', () => {
  it.each([
    ['spring-boot port="8080" host=-', 'application.properties', 'server.port=8080'],
    ['spring-boot port=env PORT else "8080" host=-', 'application.properties', 'server.port = ${PORT:8080}'],
    [
      'spring-boot port=env PORT host="127.0.0.1"',
      'application.properties',
      'server.address: 127.0.0.1\nserver.port: ${PORT}',
    ],
    [
      'spring-boot port=env PORT,SERVER_PORT else "8080" host=-',
      'application.yml',
      'server:\n  port: ${PORT:${SERVER_PORT:8080}} # as Railway says',
    ],
    [
      'spring-boot port=env PORT else "9" host=-',
      'application.yaml',
      'my:\n  port: "9"\nserver.port: "${PORT:${my.port}}"',
    ],
    [
      'quarkus port=env PORT else "8080" host="0.0.0.0"',
      'application.properties',
      'quarkus.http.port=${PORT:8080}\nquarkus.http.host=0.0.0.0',
    ],
    [
      'micronaut port=env PORT else "8080" host=-',
      'application.yml',
      'micronaut:\n  server:\n    port: ${PORT:8080}',
    ],
    [
      'ktor port=env PORT else "8080" host=-',
      'application.conf',
      'ktor {\n  deployment {\n    port = 8080\n    port = ${?PORT}\n  }\n}',
    ],
    [
      'ktor port="8080" host="127.0.0.1"',
      'application.conf',
      'ktor.deployment.port = 8080 // here\nktor { deployment { host = "127.0.0.1" } }',
    ],
    [
      'ktor port=env PORT else "8080" host=-',
      'application.yaml',
      'ktor:\n  deployment:\n    port: "$PORT:8080"',
    ],
    ['development spring-boot port="1" host=-', 'application-dev.properties', 'server.port=1'],
    ['production spring-boot port="1" host=-', 'application-prod.properties', 'server.port=1'],
    ['development quarkus port="1" host=-', 'application.properties', '%dev.quarkus.http.port=1'],
  ])('%s', async (expected, name, text) => {
    const { listeners } = await factsOf({ [RESOURCES + name]: text });
    expect(listeners.map(show)).toEqual([expected]);
  });

  it('apart for each document of a stream', async () => {
    const text =
      'server:\n  port: 1\n---\nspring:\n  config:\n    activate:\n      on-profile: dev\nserver:\n  port: 2\n';
    const { listeners } = await factsOf({ [`${RESOURCES}application.yml`]: text });
    expect(listeners.map(show)).toEqual([
      'spring-boot port="1" host=-',
      'development spring-boot port="2" host=-',
    ]);
    expect(listeners[1]?.place.region).toMatchObject({ startLine: 9, startColumn: 9, endColumn: 10 });
  });

  it.each([
    ['aspnet port="5000" host="localhost"', '{"Urls": "http://localhost:5000;https://localhost:5001"}'],
    ['aspnet port="80" host="*"', '{ // all\n"Kestrel": {"Endpoints": {"Http": {"Url": "http://*:80",},}}}'],
  ])('%s, in .NET', async (expected, text) => {
    const { listeners } = await factsOf({ 'api/appsettings.json': text });
    expect(listeners.map(show)).toEqual([expected]);
  });
});

describe('addresses in settings', () => {
  it.each([
    [
      'SPRING_DATASOURCE_URL "postgresql://localhost:5432/app"',
      'application.properties',
      'spring.datasource.url=jdbc:postgresql://localhost:5432/app',
    ],
    [
      'DB_URL "postgresql://localhost/app"',
      'application.yml',
      'spring:\n  datasource:\n    url: ${DB_URL:jdbc:postgresql://localhost/app}',
    ],
    [
      'APP_URL ["http://", env HOST else "localhost", ":1"]',
      'application.yml',
      'app: { x: 1 }\napp.url: http://${HOST:localhost}:1',
    ],
    ['APP_API_0 "http://localhost:1"', 'application.yml', 'app:\n  api:\n  - http://localhost:1\n'],
  ])('%s', async (expected, name, text) => {
    const { urls } = await factsOf({ [RESOURCES + name]: text });
    expect(urls.map((use) => `${use.name} ${showValue(use.value)}`)).toEqual([expected]);
  });

  it('of .NET are connection strings too', async () => {
    const text =
      '{"ConnectionStrings":{"Main":"Host=localhost;Port=5433;Database=app;Username=x","Lite":"Data Source=app.db"},"Api":{"Url":"http://localhost:1"}}';
    const { urls } = await factsOf({ 'appsettings.json': text });
    expect(urls.map((use) => `${use.name} ${showValue(use.value)}`)).toEqual([
      'ConnectionStrings__Main "postgresql://localhost:5433"',
      'Api__Url "http://localhost:1"',
    ]);
  });

  it('of a profile for development do not count', async () => {
    const { urls } = await factsOf({ [`${RESOURCES}application-local.yml`]: 'a.url: http://localhost:1' });
    expect(urls.map(({ guard }) => guard)).toEqual(['development']);
  });
});

describe('CORS, cookies and reads of the environment in settings', () => {
  it('of Quarkus', async () => {
    const text =
      'quarkus.http.cors.origins=http://localhost:3000,${WEB:https://x}\nquarkus.http.cors.access-control-allow-credentials=true';
    const { cors, env } = await factsOf({ [`${RESOURCES}application.properties`]: text });
    expect(cors).toMatchObject([
      { framework: 'quarkus', origin: { kind: 'value' }, credentials: { value: true } },
    ]);
    expect(env.map(({ name }) => name)).toEqual(['WEB']);
  });

  it('of Micronaut and of the gateway of Spring', async () => {
    const text =
      'micronaut:\n  server:\n    cors:\n      configurations:\n        web:\n          allowed-origins: ["*"]\n          allow-credentials: true\nspring:\n  cloud:\n    gateway:\n      globalcors:\n        cors-configurations:\n          "[/**]":\n            allowedOrigins: "*"\n';
    const { cors } = await factsOf({ [`${RESOURCES}application.yml`]: text });
    expect(
      cors.map(
        ({ framework, origin }) => `${framework} ${origin.kind === 'value' ? showValue(origin.value) : ''}`,
      ),
    ).toEqual(['micronaut "*"', 'spring "*"']);
  });

  it('of a session cookie', async () => {
    const text = 'server.servlet.session.cookie.same-site=lax\nserver.servlet.session.cookie.secure=true';
    const { cookies } = await factsOf({ [`${RESOURCES}application.properties`]: text });
    expect(cookies).toMatchObject([
      { name: 'JSESSIONID', sameSite: { value: 'lax' }, secure: { value: true } },
    ]);
  });
});

it.each([
  ['deep', '- '.repeat(20_000)],
  ['long', `a: ${'['.repeat(20_000)}`],
  ['open', '${'.repeat(20_000)],
  ['nested', Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ['itself', 'a: ${b}\nb: ${a}\nc: ${c}'],
])('survives a hostile file: %s', async (_name, text) => {
  for (const name of ['application.yml', 'application.conf', 'application.properties']) {
    await expect(factsOf({ [RESOURCES + name]: text })).resolves.toBeDefined();
  }
});

it('reads an application.yml in resources only', async () => {
  await expect(factsOf({ 'config/application.yml': 'server.port: 1' })).rejects.toThrow('no facts');
});

function show({
  framework,
  port,
  host,
  guard,
}: Awaited<ReturnType<typeof factsOf>>['listeners'][number]): string {
  const when = guard === 'always' ? '' : `${guard} `;
  return `${when}${framework} port=${showValue(port)} host=${showValue(host)}`;
}
