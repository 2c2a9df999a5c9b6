import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import type { CorsPolicy, Listener } from '../src/facts.js';
import { factsOf } from './facts.js';

const ROOT = 'src/main/kotlin/';
const KTOR = 'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.*\n\n';
const main = (code: string) => `${KTOR}fun main() {\n    ${code}\n}\n`;

describe('listeners in Kotlin', () => {
  it.each([
    [
      'ktor port=8080 host="0.0.0.0"',
      main(
        'embeddedServer(Netty, port = 8080, host = "0.0.0.0", module = Application::module).start(wait = true)',
      ),
    ],
    [
      'ktor port=8080 host=-',
      main('embeddedServer(Netty, 8080) {\n        module()\n    }.start(wait = true)'),
    ],
    [
      'ktor port=env PORT else 8080 host=-',
      main('embeddedServer(Netty, port = System.getenv("PORT")?.toInt() ?: 8080) { }.start()'),
    ],
    [
      'ktor port=env PORT else 8080 host=-',
      main(
        'val port = System.getenv("PORT")?.toIntOrNull() ?: 8080\n    embeddedServer(Netty, port = port) { }.start()',
      ),
    ],
    [
      'ktor port=env PORT else "8080" host=-',
      main(
        'val port = (System.getenv()["PORT"] ?: "8080").toInt()\n    embeddedServer(Netty, port) { }.start()',
      ),
    ],
    [
      'ktor port=env PORT else "8080" host=-',
      main(
        'val port = System.getenv().getOrDefault("PORT", "8080").toInt()\n    embeddedServer(Netty, port) { }.start()',
      ),
    ],
    [
      'ktor port=env PORT host=-',
      main(
        'val port = System.getenv("PORT")?.toInt() ?: error("PORT is missing")\n    embeddedServer(Netty, port) { }.start()',
      ),
    ],
    [
      'ktor port=env PORT else 8080 host=-',
      main(
        'val port = if (System.getenv("PORT") != null) System.getenv("PORT").toInt() else 8080\n    embeddedServer(Netty, port) { }.start()',
      ),
    ],
    [
      'ktor port=8080 host="127.0.0.1"',
      main(
        'embeddedServer(Netty, configure = {\n        connector {\n            port = 8080\n            host = "127.0.0.1"\n        }\n    }) { }.start()',
      ),
    ],
    ['ktor port=- host=-', main('io.ktor.server.netty.EngineMain.main(args)')],
    [
      'spring-boot port=- host=-',
      'import org.springframework.boot.runApplication\n\n@SpringBootApplication\nclass App\n\nfun main(args: Array<String>) {\n    runApplication<App>(*args)\n}\n',
    ],
    [
      'javalin port=env PORT else 7000 host=-',
      'import io.javalin.Javalin\n\nfun main() {\n    val app = Javalin.create()\n    app.start(System.getenv("PORT")?.toInt() ?: 7000)\n}\n',
    ],
    ['http4k port=9000 host=-', 'fun main() {\n    app.asServer(Jetty(9000)).start()\n}\n'],
    [
      'ktor port=4 host=-',
      `${KTOR}object Config {\n    const val PORT = 4\n}\n\nfun main() {\n    embeddedServer(Netty, port = Config.PORT) { }\n}\n`,
    ],
    [
      'ktor port=env PORT else 5 host=-',
      `${KTOR}class Config(val port: Int = System.getenv("PORT")?.toInt() ?: 5)\n\nfun main(config: Config) {\n    embeddedServer(Netty, port = config.port) { }\n}\n`,
    ],
    [
      'ktor port=env PORT else 6 host=-',
      `${KTOR}val port by lazy { System.getenv("PORT")?.toInt() ?: 6 }\n\nfun main() {\n    embeddedServer(Netty, port = port) { }\n}\n`,
    ],
    [
      'development ktor port=1 host=-',
      main(
        'if (System.getenv("ENV") == "dev") {\n        embeddedServer(Netty, port = 1) { }.start()\n    }',
      ),
    ],
  ])('%s', async (expected, code) => {
    const { listeners } = await factsOf({ [`${ROOT}App.kt`]: code });
    expect(listeners.map(shown)).toEqual([expected]);
  });

  it.each([
    [
      'an object of the package',
      'Config.PORT',
      { [`${ROOT}Config.kt`]: 'package com.example\n\nobject Config {\n    const val PORT = 7000\n}\n' },
      '7000',
      '',
    ],
    [
      'a constant that is imported',
      'PORT',
      { [`${ROOT}config/Config.kt`]: 'package com.example.config\n\nconst val PORT = 7001\n' },
      '7001',
      'import com.example.config.PORT\n',
    ],
    [
      'a companion that is imported',
      'Env.PORT',
      {
        [`${ROOT}com/example/config/Env.kt`]:
          'package com.example.config\n\nclass Env {\n    companion object {\n        val PORT = System.getenv("PORT")?.toInt() ?: 1\n    }\n}\n',
      },
      'env PORT else 1',
      'import com.example.config.Env\n',
    ],
    [
      'settings',
      'environment.config.property("app.port").getString().toInt()',
      { 'src/main/resources/application.conf': 'app {\n  port = 8081\n  port = ${?PORT}\n}' },
      'env PORT else "8081"',
      '',
    ],
  ])('through %s', async (_name, port, more, expected, head) => {
    const code = `package com.example\n\nimport io.ktor.server.netty.*\n${head}\nfun main() {\n    embeddedServer(Netty, port = ${port}) { }\n}\n`;
    const { listeners } = await factsOf({ [`${ROOT}App.kt`]: code, ...more });
    expect(showValue(listeners[0]?.port)).toBe(expected);
  });
});

describe('addresses in Kotlin', () => {
  it.each([
    ['request "http://localhost:8081/x"', 'client.get("http://localhost:8081/x")'],
    [
      'request "http://localhost:8081/x"',
      'client.get("http://localhost:8081/x") {\n        header("a", "b")\n    }',
    ],
    ['request ["http://localhost:", ?port, "/x"]', 'client.get("http://localhost:$port/x")'],
    ['request ["http://", ?host.name, ":1"]', 'client.get("http://${host.name}:1")'],
    ['fallback API_URL "http://localhost:1"', 'val url = System.getenv("API_URL") ?: "http://localhost:1"'],
    [
      'request "jdbc:postgresql://localhost:5432/app"',
      'Database.connect("jdbc:postgresql://localhost:5432/app", driver = "org.postgresql.Driver")',
    ],
    ['assignment url "http://localhost:1"', 'val url = "http://localhost:1"'],
  ])('%s', async (expected, code) => {
    const { urls } = await factsOf({ [`${ROOT}App.kt`]: main(code) });
    expect(
      urls.map(
        ({ role, name, value }) =>
          `${role} ${name && role !== 'request' ? `${name} ` : ''}${showValue(value)}`,
      ),
    ).toEqual([expected]);
  });

  it.each([
    ['a log', 'logger.info("http://localhost:1")'],
    ['an error', 'throw IllegalStateException("http://localhost:1")'],
    ['an output', 'println("http://localhost:$port")'],
  ])('none in %s', async (_name, code) => {
    expect((await factsOf({ [`${ROOT}App.kt`]: main(code) })).urls).toEqual([]);
  });
});

describe('CORS in Kotlin', () => {
  it.each([
    ['ktor "*"', main('install(CORS) {\n        anyHost()\n    }')],
    [
      'ktor "*" credentials=true',
      main('install(CORS) {\n        anyHost()\n        allowCredentials = true\n    }'),
    ],
    [
      'ktor ["http://localhost:3000", "https://a.com", "http://b.com"]',
      main(
        'install(CORS) {\n        allowHost("localhost:3000")\n        allowHost("a.com", schemes = listOf("https"))\n        allowHost("b.com")\n    }',
      ),
    ],
    [
      'spring ["*"] credentials=true',
      main(
        'val c = CorsConfiguration().apply {\n        allowedOrigins = listOf("*")\n        allowCredentials = true\n    }',
      ),
    ],
    [
      'spring ["http://localhost:3000"] credentials=true',
      main(
        'val c = CorsConfiguration()\n    c.allowedOrigins = listOf("http://localhost:3000")\n    c.allowCredentials = true',
      ),
    ],
    [
      'spring ["*"]',
      main('registry.addMapping("/**")\n        .allowedOrigins("*")\n        .allowedMethods("GET")'),
    ],
    [
      'spring ["http://localhost:3000"]',
      'package a\n\n@CrossOrigin(origins = ["http://localhost:3000"])\n@RestController\nclass C {\n    fun x() = 1\n}\n',
    ],
    ['headers "*"', main('call.response.header(HttpHeaders.AccessControlAllowOrigin, "*")')],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ [`${ROOT}App.kt`]: code });
    expect(cors.map(shownPolicy)).toEqual([expected]);
  });
});

it('routes, sockets and reads in Kotlin', async () => {
  const code = `${KTOR}fun Application.module() {\n    routing {\n        route("/api") {\n            get("/health") {\n                call.respond("ok")\n            }\n        }\n        webSocket("/ws") {\n            send("x")\n        }\n    }\n    val key = System.getenv("KEY") ?: "none"\n}\n`;
  const { routes, sockets, env } = await factsOf({
    [`${ROOT}App.kt`]: code,
  });
  expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/health']);
  expect(sockets).toMatchObject([{ library: 'ktor' }]);
  expect(env.map(({ name, fallback }) => `${name} ${showValue(fallback)}`)).toEqual(['KEY "none"']);
});

it('reads texts with several dollars in front', async () => {
  const code = main('val x = $$"the path is $PATH"\n    client.get("http://localhost:1")');
  expect((await factsOf({ [`${ROOT}App.kt`]: code })).urls.map(({ role }) => role)).toEqual(['request']);
});

it('takes a default for no request', async () => {
  const code = `${KTOR}class Api(private val url: String = "http://localhost:1") {\n    suspend fun x() = client.get(url)\n}\n`;
  expect((await factsOf({ [`${ROOT}App.kt`]: code })).urls.map(({ role }) => role)).not.toContain('request');
});

it.each([
  ['brackets', `fun x() { f(${'('.repeat(20_000)} }`],
  ['lambdas', `fun x() { ${'f { '.repeat(3000)}"http://localhost:1"${' }'.repeat(3000)} }`],
  ['a sum', `val x = ${Array.from({ length: 5000 }, () => '"http://localhost:1"').join(' + ')}`],
])(
  'survives %s',
  async (_name, code) => {
    await factsOf({ [`${ROOT}A.kt`]: code }).catch((error: unknown) => {
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
  const what = origin.kind === 'value' ? showValue(origin.value) : origin.kind;
  return `${framework} ${what}${credentials ? ` credentials=${showValue(credentials)}` : ''}`;
}
