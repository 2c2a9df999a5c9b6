import { describe, expect, it } from 'vitest';

import { scanInMemory } from '../../src/in-memory.js';
import { RULES } from '../../src/rules/index.js';

type Files = Readonly<Record<string, string>>;

const JAVA = 'src/main/java/com/example/';
const KOTLIN = 'src/main/kotlin/';
const PROPERTIES = 'src/main/resources/application.properties';
const SPRING =
  'package com.example;\n@SpringBootApplication\npublic class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }\n';

/** What rules say of the code of a service that is started with `java -jar`. */
async function findings(files: Files, start = 'java -jar build/libs/app.jar'): Promise<string[]> {
  const config = JSON.stringify({ deploy: { startCommand: start, healthcheckPath: '/health' } });
  const { findings: all } = await scanInMemory({
    files: { 'railway.json': config, 'pom.xml': '<project/>', ...files },
  });
  return all
    .filter(({ at }) => at.path !== 'railway.json')
    .map(
      ({ ruleId, at, severity }) =>
        `${severity ?? severityOf(ruleId)} ${ruleId.replace('railway/', '')} ${at.path.split('/').at(-1)}:${at.region?.startLine}`,
    );
}

function severityOf(ruleId: string): string {
  return RULES.find(({ id }) => id === ruleId)?.severity ?? '';
}

const java = (code: string, more: Files = {}): Files => ({
  [`${JAVA}Main.java`]: `package com.example;\nimport io.javalin.Javalin;\nclass Main {\n${code}\n}\n`,
  ...more,
});
const kotlin = (code: string, more: Files = {}): Files => ({
  [`${KOTLIN}Main.kt`]: `package com.example\n\nimport io.ktor.server.netty.*\n\n${code}\n`,
  ...more,
});

describe('ports', () => {
  it.each([
    [
      'Java: PORT with a fallback',
      java(
        'void x() { Javalin.create().start(Integer.parseInt(System.getenv().getOrDefault("PORT", "7070"))); }',
      ),
    ],
    [
      'Java: PORT through a constant',
      java(
        'static final int PORT = Integer.parseInt(System.getenv("PORT"));\nvoid x() { Javalin.create().start(PORT); }',
      ),
    ],
    [
      'Java: PORT through an import',
      java(
        'void x() { Javalin.create().start(com.example.conf.Env.PORT); Javalin.create().start(Env.PORT); }',
        {
          [`${JAVA}Env.java`]:
            'package com.example;\nclass Env { static final int PORT = Integer.parseInt(System.getenv("PORT")); }',
        },
      ),
    ],
    [
      'Java: a test',
      {
        ...java(''),
        'src/test/java/com/example/MainTest.java':
          'class MainTest { void x() { io.javalin.Javalin.create().start(7070); } }',
      },
    ],
    [
      'Java: development only',
      java('void x() { if (System.getenv("APP_ENV").equals("dev")) { Javalin.create().start(7070); } }'),
    ],
    [
      'Kotlin: PORT with a fallback',
      kotlin(
        'fun main() {\n    embeddedServer(Netty, port = System.getenv("PORT")?.toInt() ?: 8080, host = "0.0.0.0") { }.start(wait = true)\n}',
      ),
    ],
    [
      'Kotlin: PORT through a constant',
      kotlin(
        'val port = System.getenv("PORT")?.toInt() ?: 8080\n\nfun main() {\n    embeddedServer(Netty, port) { }\n}',
      ),
    ],
    [
      'Kotlin: PORT through an import',
      kotlin('fun main() {\n    embeddedServer(Netty, port = Config.port) { }\n}', {
        [`${KOTLIN}Config.kt`]:
          'package com.example\n\nobject Config {\n    val port = System.getenv("PORT")?.toInt() ?: 8080\n}\n',
      }),
    ],
    [
      'Ktor: PORT in its configuration',
      kotlin('fun main(args: Array<String>): Unit = io.ktor.server.netty.EngineMain.main(args)', {
        'src/main/resources/application.conf':
          'ktor {\n  deployment {\n    port = 8080\n    port = ${?PORT}\n  }\n}',
      }),
    ],
    [
      'Ktor: PORT in its configuration as YAML',
      kotlin('fun main(args: Array<String>): Unit = io.ktor.server.netty.EngineMain.main(args)', {
        'src/main/resources/application.yaml': 'ktor:\n  deployment:\n    port: "$PORT:8080"\n',
      }),
    ],
    [
      'Spring: PORT in its settings',
      { [`${JAVA}App.java`]: SPRING, [PROPERTIES]: 'server.port=${PORT:8080}\nserver.address=0.0.0.0' },
    ],
    [
      'Spring: a port of development',
      {
        [`${JAVA}App.java`]: SPRING,
        [PROPERTIES]: 'server.port=${PORT:8080}',
        'src/main/resources/application-dev.properties': 'server.port=9090',
      },
    ],
    [
      'Spring: settings of another framework',
      { [`${JAVA}App.java`]: 'class App {}', [PROPERTIES]: 'server.port=8080' },
    ],
    ['Quarkus: PORT in its settings', { [PROPERTIES]: 'quarkus.http.port=${PORT:8080}' }],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    [
      'Java: a literal',
      'high fixed-listen-port Main.java:4',
      java('void x() { Javalin.create().start(7070); }'),
    ],
    [
      'Java: a constant',
      'high fixed-listen-port Main.java:5',
      java('static final int PORT = 7070;\nvoid x() { Javalin.create().start(PORT); }'),
    ],
    [
      'Java: an import',
      'high fixed-listen-port Main.java:4',
      java('void x() { Javalin.create().start(Ports.HTTP); }', {
        [`${JAVA}Ports.java`]: 'package com.example;\ninterface Ports { int HTTP = 7070; }',
      }),
    ],
    [
      'Java: loopback',
      'high loopback-listener Main.java:4',
      java(
        'void x() { HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(System.getenv("PORT"))), 0); }',
      ),
    ],
    [
      'Java: another variable',
      'medium other-port-variable Main.java:4',
      java('void x() { Javalin.create().start(Integer.parseInt(System.getenv("API_PORT"))); }'),
    ],
    [
      'Kotlin: a literal',
      'high fixed-listen-port Main.kt:6',
      kotlin(
        'fun main() {\n    embeddedServer(Netty, port = 8080, host = "0.0.0.0") { }.start(wait = true)\n}',
      ),
    ],
    [
      'Kotlin: a constant',
      'high fixed-listen-port Main.kt:8',
      kotlin('const val PORT = 8080\n\nfun main() {\n    embeddedServer(Netty, PORT) { }\n}'),
    ],
    [
      'Kotlin: an import',
      'high fixed-listen-port Main.kt:6',
      kotlin('fun main() {\n    embeddedServer(Netty, port = Config.PORT) { }\n}', {
        [`${KOTLIN}Config.kt`]: 'package com.example\n\nobject Config {\n    const val PORT = 8080\n}\n',
      }),
    ],
    [
      'Kotlin: loopback',
      'high loopback-listener Main.kt:6',
      kotlin(
        'fun main() {\n    embeddedServer(Netty, port = System.getenv("PORT").toInt(), host = "127.0.0.1") { }\n}',
      ),
    ],
    [
      'Ktor: a literal in its configuration',
      'high fixed-listen-port application.conf:3',
      kotlin('fun main(args: Array<String>): Unit = io.ktor.server.netty.EngineMain.main(args)', {
        'src/main/resources/application.conf': 'ktor {\n  deployment {\n    port = 8080\n  }\n}',
      }),
    ],
    [
      'Spring: a literal in its settings',
      'high fixed-listen-port application.properties:1',
      { [`${JAVA}App.java`]: SPRING, [PROPERTIES]: 'server.port=8081' },
    ],
    [
      'Spring: loopback in its settings',
      'high loopback-listener application.yml:2',
      {
        [`${JAVA}App.java`]: SPRING,
        'src/main/resources/application.yml': 'server:\n  port: ${PORT}\n  address: 127.0.0.1\n',
      },
    ],
    [
      'Spring: another variable in its settings',
      'medium other-port-variable application.properties:1',
      { [`${JAVA}App.java`]: SPRING, [PROPERTIES]: 'server.port=${APP_PORT:8080}' },
    ],
    [
      'Quarkus: a literal in its settings',
      'high fixed-listen-port application.properties:1',
      { [PROPERTIES]: 'quarkus.http.port=8081' },
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual([expected]);
  });

  it('is given by Railpack, whatever the settings say', async () => {
    const files = {
      'railway.json': '{}',
      'pom.xml': '<project/>',
      [`${JAVA}App.java`]: SPRING,
      [PROPERTIES]: 'server.port=8081',
    };
    expect((await scanInMemory({ files })).findings.filter(({ at }) => at.path !== 'railway.json')).toEqual(
      [],
    );
  });
});

describe('addresses', () => {
  it.each([
    [
      'Java: a variable',
      java('void x() { rest.getForObject(System.getenv("API_URL") + "/x", String.class); }'),
    ],
    [
      'Java: an address that is no own machine',
      java('void x() { restTemplate.getForObject("https://api.example.com/x", String.class); }'),
    ],
    [
      'Java: a log and a comment',
      java('// http://localhost:8081\nvoid x() { log.info("http://localhost:8081"); }'),
    ],
    [
      'Java: a test',
      {
        ...java(''),
        'src/test/java/com/example/MainTest.java':
          'class MainTest { void x() { restTemplate.getForObject("http://localhost:8081", String.class); } }',
      },
    ],
    ['Kotlin: a variable', kotlin('suspend fun x() {\n    client.get(System.getenv("API_URL") + "/x")\n}')],
    ['Spring: a variable without a fallback', { [PROPERTIES]: 'spring.datasource.url=${DATABASE_URL}' }],
    [
      'Spring: a profile of development',
      {
        'src/main/resources/application-dev.properties':
          'spring.datasource.url=jdbc:postgresql://localhost:5432/app',
      },
    ],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    [
      'Java: a request',
      'high loopback-url Main.java:4',
      java('void x() { restTemplate.getForObject("http://localhost:8081/x", String.class); }'),
    ],
    [
      'Java: a constant',
      'high loopback-url Main.java:4',
      java(
        'static final String API = "http://localhost:8081";\nvoid x() { restTemplate.getForObject(API + "/x", String.class); }',
      ),
    ],
    [
      'Java: an import',
      'high loopback-url Main.java:4',
      java('void x() { restTemplate.getForObject(Urls.API, String.class); }', {
        [`${JAVA}Urls.java`]:
          'package com.example;\ninterface Urls { String API = "http://localhost:8081"; }',
      }),
    ],
    [
      'Java: a fallback',
      'medium loopback-fallback Main.java:4',
      java('String url = System.getenv().getOrDefault("API_URL", "http://localhost:8081");'),
    ],
    [
      'Java: an injected setting',
      'medium loopback-fallback Main.java:4',
      java('@Value("${api.url:http://localhost:8081}") String url;'),
    ],
    [
      'Kotlin: a request',
      'high loopback-url Main.kt:6',
      kotlin('suspend fun x() {\n    client.get("http://localhost:8081/x")\n}'),
    ],
    [
      'Kotlin: a constant',
      'high loopback-url Main.kt:5',
      kotlin('const val API = "http://localhost:8081"\n\nsuspend fun x() {\n    client.get("$API/x")\n}'),
    ],
    [
      'Kotlin: a fallback',
      'medium loopback-fallback Main.kt:5',
      kotlin('val url = System.getenv("API_URL") ?: "http://localhost:8081"'),
    ],
    [
      'Spring: a fallback',
      'medium loopback-fallback application.properties:1',
      { [PROPERTIES]: 'spring.datasource.url=${DB_URL:jdbc:postgresql://localhost:5432/app}' },
    ],
    [
      'Spring: a setting that the environment replaces',
      'medium loopback-fallback application.yml:3',
      {
        'src/main/resources/application.yml':
          'spring:\n  datasource:\n    url: jdbc:postgresql://localhost:5432/app\n',
      },
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual([expected]);
  });
});

describe('CORS', () => {
  it.each([
    [
      'Java: a variable',
      java(
        'void c(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins(System.getenv("WEB_URL")).allowCredentials(true); }',
      ),
    ],
    [
      'Java: a setting',
      java(
        '@Value("${web.url}") String web;\nvoid c(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins(web); }',
      ),
    ],
    [
      'Java: a test',
      { ...java(''), 'src/test/java/com/example/MainTest.java': '@CrossOrigin("*") class MainTest { }' },
    ],
    [
      'Kotlin: a variable',
      kotlin(
        'fun Application.x() {\n    install(CORS) {\n        allowHost(System.getenv("WEB_HOST"), schemes = listOf("https"))\n    }\n}',
      ),
    ],
  ])('ok: %s', async (_name, files) => {
    expect(await findings(files)).toEqual([]);
  });

  it.each([
    [
      'Java: an annotation',
      'medium cors-any-origin Main.java:4',
      java('@CrossOrigin(origins = "*") void x() { }'),
    ],
    [
      'Java: an annotation by its default',
      'medium cors-any-origin Main.java:4',
      java('@CrossOrigin void x() { }'),
    ],
    [
      'Java: all origins with credentials',
      'high cors-wildcard-credentials Main.java:4',
      java(
        'void c(CorsRegistry registry) { registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true); }',
      ),
    ],
    [
      'Java: a constant',
      'medium cors-any-origin Main.java:5',
      java(
        'static final String ALL = "*";\nvoid c(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins(ALL); }',
      ),
    ],
    [
      'Java: an import',
      'medium cors-any-origin Main.java:4',
      java('void c(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins(Origins.ALL); }', {
        [`${JAVA}Origins.java`]: 'package com.example;\ninterface Origins { String ALL = "*"; }',
      }),
    ],
    [
      'Kotlin: every host with credentials',
      'high cors-wildcard-credentials Main.kt:6',
      kotlin('fun x() = install(CORS) {\n    anyHost()\n    allowCredentials = true\n}'),
    ],
    [
      'Kotlin: every host',
      'medium cors-any-origin Main.kt:7',
      kotlin('fun Application.x() {\n    install(CORS) {\n        anyHost()\n    }\n}'),
    ],
  ])('ng: %s', async (_name, expected, files) => {
    expect(await findings(files)).toEqual([expected]);
  });
});
