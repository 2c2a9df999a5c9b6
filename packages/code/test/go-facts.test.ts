import { describe, expect, it } from 'vitest';

import { factsOf } from './facts.js';
import { cookiesIn, corsIn, envIn, listenersIn, routesIn, socketsIn, urlsIn } from './show-facts.js';

const CONFIG = {
  'go.mod': 'module example.com/app\n\ngo 1.24\n',
  'config/config.go': `package config

import "os"

const Port = "9000"

type Config struct {
	Port string \`env:"PORT" envDefault:"8080"\`
	Host string \`env:"HOST,default=localhost"\`
	Old  string \`envconfig:"OLD_PORT" default:"1"\`
}

type Made struct{ Addr string }

func Load() *Made { return &Made{Addr: ":" + Getenv("PORT", "8081")} }

func Getenv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}
`,
  'helpers.go': `package main

import "os"

const sharedPort = ":7000"

func getenv(key string, fallback string) string {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	return value
}
`,
};

/** A file of package main with these imports and this body of `main`. */
const main = (imports: readonly string[], body: string, more = '') => ({
  'main.go': `package main\n\nimport (\n${imports.map((one) => `\t"${one}"`).join('\n')}\n)\n\nfunc main() {\n${body}\n}\n${more}`,
  ...CONFIG,
});
const HTTP = ['net/http', 'os', 'fmt', 'net', 'cmp', 'strconv', 'example.com/app/config'];
const GIN = ['github.com/gin-gonic/gin', 'os', 'github.com/gin-contrib/cors', 'net/http'];
const FIBER = ['github.com/gofiber/fiber/v2', 'os', 'github.com/gofiber/fiber/v2/middleware/cors'];
const ECHO = ['github.com/labstack/echo/v4', 'github.com/labstack/echo/v4/middleware', 'os'];

describe('listeners in Go', () => {
  it.each([
    ['net/http port=8080 host=""', 'http.ListenAndServe(":8080", nil)'],
    ['net/http port=8080 host="localhost"', 'http.ListenAndServe("localhost:8080", nil)'],
    [
      'net/http port=env PORT else "8080" host=""',
      'port := os.Getenv("PORT")\nif port == "" {\n\tport = "8080"\n}\nhttp.ListenAndServe(":"+port, nil)',
    ],
    [
      'net/http port=env PORT else "8080" host=""',
      'port := "8080"\nif p := os.Getenv("PORT"); p != "" {\n\tport = p\n}\nhttp.ListenAndServe(":"+port, nil)',
    ],
    [
      'net/http port=env PORT else "8080" host=""',
      'port, ok := os.LookupEnv("PORT")\nif !ok {\n\tport = "8080"\n}\nhttp.ListenAndServe(fmt.Sprintf(":%s", port), nil)',
    ],
    [
      'net/http port=env PORT else "8080" host=""',
      'http.ListenAndServe(":"+cmp.Or(os.Getenv("PORT"), "8080"), nil)',
    ],
    ['net/http port=env PORT else "3000" host=""', 'http.ListenAndServe(":"+getenv("PORT", "3000"), nil)'],
    ['net/http port=7000 host=""', 'http.ListenAndServe(sharedPort, nil)'],
    ['net/http port=9000 host="0.0.0.0"', 'http.ListenAndServe("0.0.0.0:"+config.Port, nil)'],
    [
      'net/http port=env PORT else "8081" host=""',
      'cfg := config.Load()\nhttp.ListenAndServe(cfg.Addr, nil)',
    ],
    [
      'net/http port=env PORT else "8080" host=env HOST else "localhost"',
      'var cfg config.Config\nhttp.ListenAndServe(net.JoinHostPort(cfg.Host, cfg.Port), nil)',
    ],
    [
      'net/http port=env OLD_PORT else "1" host=""',
      'cfg := config.Config{}\nhttp.ListenAndServe(":"+cfg.Old, nil)',
    ],
    [
      'net/http port=8080 host="127.0.0.1"',
      'srv := &http.Server{Addr: "127.0.0.1:8080"}\nsrv.ListenAndServe()',
    ],
    ['net/http port=8080 host=""', 'srv := &http.Server{}\nsrv.Addr = ":8080"\nsrv.ListenAndServe()'],
    ['net/http port=- host=-', 'srv := &http.Server{}\nsrv.ListenAndServe()'],
    ['net port=env PORT host=""', 'l, err := net.Listen("tcp", ":"+os.Getenv("PORT"))'],
    ['net socket', 'l, err := net.Listen("unix", "/tmp/a.sock")'],
    [
      'net/http port=env PORT else 8080 host=""',
      'port := 8080\nif n, err := strconv.Atoi(os.Getenv("PORT")); err == nil {\n\tport = n\n}\nhttp.ListenAndServe(fmt.Sprintf(":%d", port), nil)',
    ],
    [
      'development net/http port=3000 host=""',
      'if os.Getenv("APP_ENV") == "development" {\n\thttp.ListenAndServe(":3000", nil)\n}',
    ],
  ])('%s', async (expected, body) => {
    expect(listenersIn(await factsOf(main(HTTP, body)))).toEqual([expected]);
  });

  it.each([
    ['gin port=env PORT host=-', GIN, 'r := gin.Default()\nr.Run()'],
    ['gin port=8080 host=""', GIN, 'r := gin.New()\nr.Run(":8080")'],
    ['gin port=8080 host="localhost"', GIN, 'gin.Default().Run("localhost:8080")'],
    ['echo port=1323 host=""', ECHO, 'e := echo.New()\ne.Logger.Fatal(e.Start(":1323"))'],
    ['fiber port=3000 host=""', FIBER, 'app := fiber.New()\napp.Listen(":3000")'],
    [
      'fiber port=env PORT else "3000" host=""',
      [...FIBER, 'github.com/spf13/viper'],
      'viper.AutomaticEnv()\nviper.SetDefault("port", "3000")\napp := fiber.New()\napp.Listen(":" + viper.GetString("port"))',
    ],
    [
      'fiber port=env APP_PORT host=""',
      [...FIBER, 'github.com/spf13/viper'],
      'viper.BindEnv("server.port", "APP_PORT")\napp := fiber.New()\napp.Listen(":" + viper.GetString("server.port"))',
    ],
  ])('%s', async (expected, imports, body) => {
    expect(listenersIn(await factsOf(main(imports, body)))).toEqual([expected]);
  });

  it('are found on fields and parameters of a known type', async () => {
    const more =
      'type Server struct{ router *gin.Engine }\nfunc (s *Server) Start(addr string) { s.router.Run(addr) }\nfunc serve(r *gin.Engine) { r.Run(":1") }\n';
    const found = listenersIn(await factsOf(main(GIN, '', more)));
    expect(found).toEqual(['gin port=?addr host=?addr', 'gin port=1 host=""']);
  });

  it('are found where a function is handed its address', async () => {
    const more =
      'type Server struct{ mux http.Handler }\nfunc (s *Server) Start(addr string) { http.ListenAndServe(addr, s.mux) }\nfunc serve(port string) { http.ListenAndServe(":"+port, nil) }\n';
    const body = 'serve("8080")\nsrv := &Server{}\nsrv.Start(":" + os.Getenv("PORT"))\nweb.Listen(":9000")';
    const { listeners } = await factsOf({
      ...main([...HTTP, 'example.com/app/web'], body, more),
      'web/web.go':
        'package web\n\nimport "net/http"\n\nfunc Listen(addr string) error {\n\tsrv := &http.Server{Addr: addr}\n\treturn srv.ListenAndServe()\n}\n',
    });
    expect(listenersIn({ listeners: listeners.filter(({ of }) => of) })).toEqual([
      'net/http port="8080" host=""',
      'net/http port=env PORT host=""',
      'net/http port=9000 host=""',
    ]);
  });

  it.each([
    ['a command that runs', ['os/exec'], 'cmd := exec.Command("x")\ncmd.Run()'],
    ['a worker that starts', ['github.com/robfig/cron/v3'], 'c := cron.New()\nc.Start()'],
    ['a comment', HTTP, '// http.ListenAndServe(":8080", nil)'],
    ['a text', HTTP, 'fmt.Println("http.ListenAndServe(:8080, nil)")'],
    ['a flag', ['flag', 'net/http'], 'port := flag.String("port", "8080", "")'],
  ])('are none in %s', async (_name, imports, body) => {
    expect(listenersIn(await factsOf(main(imports, body)))).toEqual([]);
  });

  it('are none in files that a build tag leaves out', async () => {
    const code =
      '//go:build ignore\n\npackage main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":1", nil) }\n';
    expect(listenersIn(await factsOf({ 'main.go': code }))).toEqual([]);
  });
});

describe('addresses and reads of the environment in Go', () => {
  it.each([
    [['request "http://localhost:3000" http.Get'], 'http.Get("http://localhost:3000")'],
    [['request "http://localhost:3000/x" http.Get'], 'http.Get("http://localhost:3000" + "/x")'],
    [['fallback "http://localhost:4000" API'], 'http.Get(getenv("API", "http://localhost:4000"))'],
    [['request "http://localhost:1" base'], 'base := "http://localhost:1"\nhttp.Get(base + "/x")'],
    [
      ['request "http://localhost:1/a" http.NewRequest'],
      'http.NewRequest("GET", "http://localhost:1/a", nil)',
    ],
    [
      ['request ["http://localhost:", env PORT] http.Get'],
      'http.Get(fmt.Sprintf("http://localhost:%s", os.Getenv("PORT")))',
    ],
    [[], 'fmt.Printf("listening on http://localhost:%s", os.Getenv("PORT"))'],
    [[], 'if base == "http://localhost:1" {\n}'],
    [['development assignment "http://localhost:1" base'], 'if isDev {\n\tbase = "http://localhost:1"\n}'],
  ])('%s', async (expected, body) => {
    expect(urlsIn(await factsOf(main(HTTP, body)))).toEqual(expected);
  });

  it.each([
    [['PORT else "8080"'], 'port := os.Getenv("PORT")\nif port == "" {\n\tport = "8080"\n}'],
    [['A', 'B'], 'a := os.Getenv("A")\nb, ok := os.LookupEnv("B")'],
    [['A else "x"'], 'a := getenv("A", "x")'],
    [['A else "x"'], 'a := config.Getenv("A", "x")'],
    [[], 'os.Setenv("A", "x")'],
  ])('%s', async (expected, body) => {
    expect(envIn(await factsOf(main(HTTP, body)))).toEqual(expected);
  });
});

describe('CORS in Go', () => {
  it.each([
    ['gin default', GIN, 'r.Use(cors.Default())'],
    [
      'headers "*"',
      ['net/http'],
      'req, err := http.NewRequest("GET", u, nil)\nreq.Header.Set("Access-Control-Allow-Origin", "https://a.com")\nw.Header().Set("Access-Control-Allow-Origin", "*")',
    ],
    [
      'gin "*" credentials true',
      GIN,
      'r.Use(cors.New(cors.Config{AllowAllOrigins: true, AllowCredentials: true}))',
    ],
    ['gin ["https://a.com"]', GIN, 'r.Use(cors.New(cors.Config{AllowOrigins: []string{"https://a.com"}}))'],
    [
      'gin ["*"] credentials true',
      GIN,
      'c := cors.DefaultConfig()\nc.AllowOrigins = []string{"*"}\nc.AllowCredentials = true\nr.Use(cors.New(c))',
    ],
    [
      'gin reflected credentials true',
      GIN,
      'r.Use(cors.New(cors.Config{AllowOriginFunc: func(origin string) bool { return true }, AllowCredentials: true}))',
    ],
    [
      'gin suffix .railway.app',
      [...GIN, 'strings'],
      'r.Use(cors.New(cors.Config{AllowOriginFunc: func(origin string) bool {\n\treturn strings.HasSuffix(origin, ".railway.app")\n}}))',
    ],
    [
      'gin unknown',
      GIN,
      'r.Use(cors.New(cors.Config{AllowOriginFunc: func(origin string) bool { return allowed[origin] }}))',
    ],
    [
      'rs/cors env ORIGINS else ["*"]',
      ['github.com/rs/cors', 'strings', 'os'],
      'cors.New(cors.Options{AllowedOrigins: strings.Split(getenv("ORIGINS", "*"), ",")})',
    ],
    ['rs/cors default', ['github.com/rs/cors'], 'cors.AllowAll().Handler(mux)'],
    [
      'go-chi/cors ["http://localhost:3000"]',
      ['github.com/go-chi/cors'],
      'r.Use(cors.Handler(cors.Options{AllowedOrigins: []string{"http://localhost:3000"}}))',
    ],
    ['echo default', ECHO, 'e.Use(middleware.CORS())'],
    [
      'echo ["*"] credentials true',
      ECHO,
      'e.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"*"}, AllowCredentials: true}))',
    ],
    ['fiber default', FIBER, 'app.Use(cors.New())'],
    [
      'fiber ["https://a.com", " https://b.com"]',
      FIBER,
      'app.Use(cors.New(cors.Config{AllowOrigins: "https://a.com, https://b.com"}))',
    ],
    [
      'gorilla ["*"] credentials true',
      ['github.com/gorilla/handlers'],
      'handlers.CORS(handlers.AllowedOrigins([]string{"*"}), handlers.AllowCredentials())(r)',
    ],
    ['headers "*"', GIN, 'c.Writer.Header().Set("Access-Control-Allow-Origin", "*")'],
    [
      'headers "*" credentials "true"',
      HTTP,
      'w.Header().Set("Access-Control-Allow-Origin", "*")\nw.Header().Set("Access-Control-Allow-Credentials", "true")',
    ],
    [
      'headers reflected vary',
      HTTP,
      'w.Header().Add("Vary", "Origin")\nw.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))',
    ],
    [
      'headers reflected checked',
      HTTP,
      'origin := r.Header.Get("Origin")\nif allowed[origin] {\n\tw.Header().Set("Access-Control-Allow-Origin", origin)\n}',
    ],
    [
      'headers reflected',
      GIN,
      'origin := c.GetHeader("Origin")\nif origin != "" {\n\tc.Header("Access-Control-Allow-Origin", origin)\n}',
    ],
    [
      'headers suffix .example.com',
      [...HTTP, 'strings'],
      'origin := r.Header.Get("Origin")\nif strings.HasSuffix(origin, ".example.com") {\n\tw.Header().Set("Access-Control-Allow-Origin", origin)\n}',
    ],
  ])('%s', async (expected, imports, body) => {
    expect(corsIn(await factsOf(main(imports, body)))).toEqual([expected]);
  });
});

describe('sockets, cookies and routes in Go', () => {
  it.each([
    ['gorilla checked', ['github.com/gorilla/websocket'], 'u := websocket.Upgrader{ReadBufferSize: 1}'],
    [
      'gorilla',
      ['github.com/gorilla/websocket', 'net/http'],
      'u := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return true }}',
    ],
    [
      'gorilla',
      ['github.com/gorilla/websocket', 'net/http'],
      'u := websocket.Upgrader{}\nu.CheckOrigin = func(r *http.Request) bool { return true }',
    ],
    [
      'gorilla checked adapter',
      ['github.com/gorilla/websocket', 'github.com/redis/go-redis/v9'],
      'u := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return isAllowed(r) }}',
    ],
    ['coder/websocket checked', ['github.com/coder/websocket'], 'websocket.Accept(w, r, nil)'],
    [
      'coder/websocket',
      ['nhooyr.io/websocket'],
      'websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})',
    ],
    ['melody', ['github.com/olahol/melody'], 'm := melody.New()'],
  ])('%s', async (expected, imports, body) => {
    expect(socketsIn(await factsOf(main(imports, body)))).toEqual([expected]);
  });

  it('sees a socket that is opened', async () => {
    const body = 'websocket.DefaultDialer.Dial("ws://localhost:9000/ws", nil)';
    const found = await factsOf(main(['github.com/gorilla/websocket'], body));
    expect(urlsIn(found)).toEqual(['websocket "ws://localhost:9000/ws" websocket.DefaultDialer.Dial']);
  });

  it.each([
    [
      'sid sameSite="Lax" secure=true domain=".up.railway.app"',
      HTTP,
      'http.SetCookie(w, &http.Cookie{Name: "sid", SameSite: http.SameSiteLaxMode, Secure: true, Domain: ".up.railway.app"})',
    ],
    [
      'sid sameSite="None" secure=true',
      GIN,
      'c.SetSameSite(http.SameSiteNoneMode)\nc.SetCookie("sid", v, 1, "/", "", true, true)',
    ],
    ['sid sameSite="Lax"', FIBER, 'c.Cookie(&fiber.Cookie{Name: "sid", SameSite: "Lax"})'],
  ])('%s', async (expected, imports, body) => {
    expect(cookiesIn(await factsOf(main(imports, body)))).toEqual([expected]);
  });

  it('puts the prefixes of groups before routes', async () => {
    const body =
      'r := gin.Default()\napi := r.Group("/api")\napi.GET("/users", list)\nr.Group("/v1").POST("/x", auth, add)\nhttp.HandleFunc("GET /health", ok)\nm.Get("key", "value")';
    expect(routesIn(await factsOf(main(GIN, body)))).toEqual(['GET /api/users', 'POST /v1/x', 'GET /health']);
  });
});
