import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import type { CorsPolicy, Listener } from '../src/facts.js';
import { factsOf } from './facts.js';

const JAVALIN = 'import io.javalin.Javalin;\n';
const main = (code: string, head = '') =>
  `package com.example;\n${head}public class App {\n  public static void main(String[] args) throws Exception {\n    ${code}\n  }\n}\n`;
const ROOT = 'src/main/java/com/example/';

describe('listeners in Java', () => {
  it.each([
    ['spring-boot port=- host=-', main('SpringApplication.run(App.class, args);')],
    ['spring-boot port=- host=-', main('new SpringApplicationBuilder(App.class).run(args);')],
    [
      'javalin port=7070 host=-',
      main('var app = Javalin.create();\napp.get("/", c -> {});\napp.start(7070);', JAVALIN),
    ],
    ['javalin port=8080 host=-', main('Javalin.create().start();', JAVALIN)],
    ['javalin port=7070 host="localhost"', main('Javalin.create().start("localhost", 7070);', JAVALIN)],
    [
      'javalin port=env PORT else 7070 host=-',
      main(
        'Javalin.create().start(port());\n}\nstatic int port() {\nString p = System.getenv("PORT");\nif (p != null) { return Integer.parseInt(p); }\nreturn 7070;',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else "7070" host=-',
      main(
        'Javalin.create(c -> {}).start(Integer.parseInt(System.getenv().getOrDefault("PORT", "7070")));',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else 8080 host=-',
      main(
        'int port = Optional.ofNullable(System.getenv("PORT")).map(Integer::parseInt).orElse(8080);\nJavalin.create().start(port);',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else "8080" host=-',
      main(
        'String p = System.getenv("PORT") != null ? System.getenv("PORT") : "8080";\nJavalin.create().start(Integer.valueOf(p));',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else "8080" host=-',
      main(
        'String p = System.getenv("PORT");\nif (p == null) p = "8080";\nJavalin.create().start(Integer.parseInt(p));',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else 9 host=-',
      main(
        'Map<String, String> env = System.getenv();\nJavalin.create().start(env.getOrDefault("PORT", DEFAULT));\n}\nprivate static final int DEFAULT = 9;\nstatic void x() {',
        JAVALIN,
      ),
    ],
    [
      'javalin port=env PORT else "4" host=-',
      main('Dotenv dotenv = Dotenv.load();\nJavalin.create().start(dotenv.get("PORT", "4"));', JAVALIN),
    ],
    [
      'java.net port=8000 host=""',
      main('HttpServer server = HttpServer.create(new InetSocketAddress(8000), 0);'),
    ],
    [
      'java.net port=8000 host="localhost"',
      main('var address = new InetSocketAddress("localhost", 8000);\nHttpServer.create(address, 0);'),
    ],
    ['vert.x port=8888 host=-', main('vertx.createHttpServer().requestHandler(r).listen(8888);')],
    ['spark port=4567 host=-', main('port(4567);', 'import static spark.Spark.*;\n')],
    [
      'jetty port=8080 host=-',
      main('Server server = new Server(8080);', 'import org.eclipse.jetty.server.Server;\n'),
    ],
    [
      'grizzly port=8080 host="localhost"',
      main('GrizzlyHttpServerFactory.createHttpServer(URI.create("http://localhost:8080/"));'),
    ],
    [
      'spring-boot port=env PORT else "8080" host=-',
      main('System.setProperty("server.port", System.getenv().getOrDefault("PORT", "8080"));'),
    ],
    [
      'development javalin port=1 host=-',
      main('if ("dev".equals(System.getenv("APP_ENV"))) { Javalin.create().start(1); }', JAVALIN),
    ],
  ])('%s', async (expected, code) => {
    const { listeners } = await factsOf({ [`${ROOT}App.java`]: code });
    expect(listeners.map(shown)).toEqual([expected]);
  });

  it.each([
    [
      'a constant of the package',
      'start(Ports.HTTP)',
      {
        [`${ROOT}Ports.java`]:
          'package com.example;\npublic final class Ports { public static final int HTTP = 7000; }',
      },
      '7000',
    ],
    [
      'a constant that is imported',
      'start(Ports.HTTP)',
      {
        'src/main/java/com/example/conf/Ports.java':
          'package com.example.conf;\npublic interface Ports { int HTTP = 7001; }',
      },
      '7001',
      'import com.example.conf.Ports;\n',
    ],
    [
      'a constant that is imported by itself',
      'start(HTTP)',
      {
        'src/main/java/com/example/conf/Ports.java':
          'package com.example.conf;\npublic class Ports { public static final int HTTP = 7002; }',
      },
      '7002',
      'import static com.example.conf.Ports.HTTP;\n',
    ],
    [
      'a method of another file',
      'start(Env.port())',
      {
        [`${ROOT}Env.java`]:
          'package com.example;\nclass Env { static int port() { return Integer.parseInt(System.getenv().getOrDefault("PORT", "5")); } }',
      },
      'env PORT else "5"',
    ],
  ])('through %s', async (_name, code, more, expected, head = '') => {
    const files = { [`${ROOT}App.java`]: main(`Javalin.create().${code};`, JAVALIN + head), ...more };
    expect(showValue((await factsOf(files)).listeners[0]?.port)).toBe(expected);
  });
});

describe('addresses in Java', () => {
  it.each([
    [
      'request "http://localhost:8081/x"',
      'restTemplate.getForObject("http://localhost:8081/x", String.class);',
    ],
    [
      'request ["http://localhost:", ?port, "/x"]',
      'restTemplate.getForObject("http://localhost:" + port + "/x", String.class);',
    ],
    ['request "http://localhost:1"', 'WebClient.builder().baseUrl("http://localhost:1").build();'],
    ['request "http://localhost:1"', 'HttpRequest.newBuilder(URI.create("http://localhost:1"));'],
    ['request "http://localhost:1"', 'HttpRequest.newBuilder().uri(new URI("http://localhost:1"));'],
    [
      'request "http://localhost:1"',
      'new HttpGet(BASE + "/a");\n}\nstatic final String BASE = "http://localhost:1";\nvoid x() {',
    ],
    [
      'fallback API_URL "http://localhost:1"',
      'String url = System.getenv().getOrDefault("API_URL", "http://localhost:1");',
    ],
    ['websocket "ws://localhost:1"', 'var client = new MyWebSocketClient("ws://localhost:1");'],
    ['assignment url "http://localhost:1"', 'String url = "http://localhost:1";'],
  ])('%s', async (expected, code) => {
    const { urls } = await factsOf({ [`${ROOT}App.java`]: main(code) });
    const shownUrls = urls.map(
      ({ role, name, value }) =>
        `${role} ${name && !/request|websocket/.test(role) ? `${name} ` : ''}${showValue(value)}`,
    );
    expect(shownUrls).toContain(expected);
  });

  it.each([
    ['a log', 'log.info("http://localhost:1");'],
    ['an error', 'throw new IllegalStateException("http://localhost:1");'],
    ['a comparison', 'if (url.equals("http://localhost:1")) { x(); }'],
    ['a comment', '// fetch("http://localhost:1")'],
  ])('none in %s', async (_name, code) => {
    expect((await factsOf({ [`${ROOT}App.java`]: main(`getenv();\n${code}`) })).urls).toEqual([]);
  });

  it('of a setting that is injected', async () => {
    const code =
      'package a;\nclass C {\n  @Value("${api.url:http://localhost:1}") String url;\n  @Value("${web.url}") String web;\n  void x() { rest.getForObject(web, String.class); }\n}\n';
    const { urls } = await factsOf({
      'src/main/java/a/C.java': code,
      'src/main/resources/application.yml': 'web:\n  url: http://localhost:2\n',
    });
    expect(urls.map(({ role, name, value }) => `${role} ${name} ${showValue(value)}`)).toEqual([
      'fallback API_URL "http://localhost:1"',
    ]);
  });
});

describe('CORS in Java', () => {
  it.each([
    ['spring default', '@CrossOrigin\n@RestController class C { }'],
    ['spring "*" credentials=true', '@CrossOrigin(origins = "*", allowCredentials = "true") class C { }'],
    [
      'spring ["http://localhost:3000", "http://b"]',
      '@CrossOrigin({"http://localhost:3000", "http://b"}) class C { }',
    ],
    [
      'spring ["*"] credentials=true',
      'class C { void addCorsMappings(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins("*").allowedMethods("*").allowCredentials(true); } }',
    ],
    [
      'spring default',
      'class C { void addCorsMappings(CorsRegistry registry) { registry.addMapping("/**"); } }',
    ],
    [
      'spring env WEB',
      'class C { void addCorsMappings(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins(System.getenv("WEB")); } }',
    ],
    [
      'spring ["http://localhost:3000"] credentials=true',
      'class C { Object cors() { CorsConfiguration c = new CorsConfiguration(); c.setAllowedOrigins(List.of("http://localhost:3000")); c.setAllowCredentials(true); return c; } }',
    ],
    [
      'spring ["*"] credentials=true',
      'class C { Object cors() { var c = new CorsConfiguration(); c.addAllowedOrigin("*"); c.setAllowCredentials(true); return c; } }',
    ],
    [
      'spring ["*"] credentials=true',
      'class C { Object cors() { var c = new CorsConfiguration(); c.setAllowedOriginPatterns(Arrays.asList("*")); c.setAllowCredentials(true); return c; } }',
    ],
    [
      'spring suffix .up.railway.app',
      'class C { Object cors() { var c = new CorsConfiguration(); c.setAllowedOriginPatterns(List.of("https://*.up.railway.app")); return c; } }',
    ],
    [
      'javalin "*"',
      'class C { void x() { Javalin.create(config -> config.bundledPlugins.enableCors(cors -> cors.addRule(it -> it.anyHost()))); } }',
    ],
    [
      'javalin reflected',
      'class C { void x() { Javalin.create(config -> { config.enableCors(cors -> cors.add(it -> { it.reflectClientOrigin = true; })); }); } }',
    ],
    [
      'headers "*"',
      'class C { void x(HttpServletResponse response) { response.setHeader("Access-Control-Allow-Origin", "*"); } }',
    ],
    [
      'headers "*" credentials="true"',
      'class C { void x(HttpServletResponse r) { r.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*"); r.setHeader("Access-Control-Allow-Credentials", "true"); } }',
    ],
    [
      'headers reflected',
      'class C { void x(HttpServletRequest q, HttpServletResponse r) { r.setHeader("Access-Control-Allow-Origin", q.getHeader("Origin")); } }',
    ],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ [`${ROOT}C.java`]: code });
    expect(cors.map(shownPolicy)).toEqual([expected]);
  });

  it('none of a registry of sockets', async () => {
    const code =
      'class C { void x(StompEndpointRegistry registry) { registry.addEndpoint("/ws").setAllowedOriginPatterns("*").withSockJS(); } }';
    expect((await factsOf({ [`${ROOT}C.java`]: code })).cors).toEqual([]);
  });

  it('from the settings of another class, those of production first', async () => {
    const code =
      'package com.example;\nclass C { private final Web web;\n void x() { var c = new CorsConfiguration(); c.setAllowedOrigins(web.getAllowedOrigins()); } }';
    const web =
      'package com.example;\n@ConfigurationProperties(prefix = "web")\nclass Web { private List<String> allowedOrigins;\n List<String> getAllowedOrigins() { return allowedOrigins; }\n void setAllowedOrigins(List<String> allowedOrigins) { this.allowedOrigins = allowedOrigins; } }';
    const files = {
      [`${ROOT}C.java`]: code,
      [`${ROOT}Web.java`]: web,
      'src/main/resources/application.yml': 'web:\n  allowed-origins:\n    - http://localhost:3000\n',
      'src/main/resources/application-prod.yml': 'web:\n  allowed-origins:\n    - ${WEB_URL:https://a.com}\n',
    };
    expect((await factsOf(files)).cors.map(shownPolicy)).toEqual([
      'spring [env WEB_URL else "https://a.com"]',
    ]);
  });

  it('from a setting', async () => {
    const code =
      'class C { @Value("${cors.origins}") private String[] origins;\n void x(CorsRegistry registry) { registry.addMapping("/api").allowedOrigins(origins); } }';
    const files = {
      [`${ROOT}C.java`]: code,
      'src/main/resources/application.properties': 'cors.origins=${WEB_URL:http://localhost:5173}',
    };
    expect((await factsOf(files)).cors.map(shownPolicy)).toEqual([
      'spring env WEB_URL else "http://localhost:5173"',
    ]);
  });
});

describe('other facts of Java', () => {
  it('routes with the prefix of their class', async () => {
    const code =
      '@RestController @RequestMapping("/api")\nclass C {\n  @GetMapping("/health") String h() { return ""; }\n  @PostMapping String p() { return ""; }\n}';
    const { routes } = await factsOf({ [`${ROOT}C.java`]: code });
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/health', 'POST /api']);
  });

  it('sockets, cookies and reads', async () => {
    const code =
      'class C { void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint("/ws").setAllowedOriginPatterns("*").withSockJS(); }\n Object c() { return ResponseCookie.from("s", v).sameSite("Strict").secure(true).build(); }\n String k = System.getenv("KEY"); }';
    const { sockets, cookies, env } = await factsOf({ [`${ROOT}C.java`]: code });
    expect(sockets).toMatchObject([{ library: 'spring', originChecked: false }]);
    expect(cookies).toMatchObject([{ name: 's', sameSite: { value: 'Strict' } }]);
    expect(env.map(({ name }) => name)).toEqual(['KEY']);
  });
});

it.each([
  ['brackets', `class A { void x() { f(${'('.repeat(20_000)}; } }`],
  [
    'a sum',
    `class A { String x = ${Array.from({ length: 5000 }, () => '"http://localhost:1"').join(' + ')}; }`,
  ],
  ['a chain', `class A { Object x = a${'.b("http://localhost:1")'.repeat(3000)}; }`],
])(
  'survives %s',
  async (_name, code) => {
    await factsOf({ [`${ROOT}A.java`]: code }).catch((error: unknown) => {
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
