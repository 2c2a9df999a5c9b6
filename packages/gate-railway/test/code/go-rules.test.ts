import { describe, expect, it } from 'vitest';

import { findingsIn } from '../show-findings.js';

const IMPORTS =
  'import (\n"net/http"\n"os"\n"strings"\n"github.com/gin-gonic/gin"\n"github.com/gin-contrib/cors"\n"example.com/app/internal/config"\n)\n';

/** A service that starts cmd/api/main.go: its `main` begins in line 12. */
const service = (body: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.toml': '[deploy]\nstartCommand = "./bin/api"\n',
  Dockerfile:
    'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/api ./cmd/api\nFROM debian\nCOPY --from=build /bin/api ./bin/api\nCMD ["./bin/api"]\n',
  'go.mod': 'module example.com/app\n\ngo 1.24\n',
  'cmd/api/main.go': `package main\n\n${IMPORTS}\nfunc main() {\n${body}\n}\n`,
  'cmd/api/env.go':
    'package main\n\nimport "os"\n\nconst localPort = "8080"\n\nconst backend = "http://localhost:9000"\n\nfunc getenv(key, fallback string) string {\n\tif value := os.Getenv(key); value != "" {\n\t\treturn value\n\t}\n\treturn fallback\n}\n',
  'internal/config/config.go':
    'package config\n\nimport "os"\n\nconst Port = ":3000"\n\nconst Host = "127.0.0.1"\n\nvar Origins = []string{"*"}\n\nconst API = "http://localhost:4000"\n\nfunc FromEnv(name string) string { return os.Getenv(name) }\n',
  ...more,
});
const AT = 'cmd/api/main.go:13';

describe('rules on services in Go', () => {
  it.each([
    ['a literal port', 'http.ListenAndServe(":8080", nil)', [`high fixed-listen-port ${AT}`]],
    ['a constant of the package', 'gin.Default().Run(":" + localPort)', [`high fixed-listen-port ${AT}`]],
    [
      'a constant of another package',
      'http.ListenAndServe(config.Port, nil)',
      [`high fixed-listen-port ${AT}`],
    ],
    [
      'loopback',
      'http.ListenAndServe("localhost:"+os.Getenv("PORT"), nil)',
      [`high loopback-listener ${AT}`],
    ],
    [
      'loopback by a constant of another package',
      'http.ListenAndServe(config.Host+":"+os.Getenv("PORT"), nil)',
      [`high loopback-listener ${AT}`],
    ],
    [
      'another variable',
      'http.ListenAndServe(":"+getenv("API_PORT", "8080"), nil)',
      [`medium other-port-variable ${AT}`],
    ],
    ['a request to this machine', 'http.Get("http://localhost:9000/x")', [`high loopback-url ${AT}`]],
    ['the same by a constant', 'http.Get(backend)', [`high loopback-url ${AT}`]],
    ['the same by an import', 'http.Get(config.API + "/x")', [`high loopback-url ${AT}`]],
    [
      'a fallback to this machine',
      'http.Get(getenv("API_URL", "http://localhost:4000"))',
      [`medium loopback-fallback ${AT}`],
    ],
    [
      'a fallback to this machine after an if',
      'api := os.Getenv("API_URL")\nif api == "" {\napi = "http://localhost:4000"\n}\nhttp.Get(api)',
      ['medium loopback-fallback cmd/api/main.go:15'],
    ],
    [
      'every origin with credentials',
      'r := gin.Default()\nr.Use(cors.New(cors.Config{AllowOrigins: []string{"*"}, AllowCredentials: true}))',
      ['high cors-wildcard-credentials cmd/api/main.go:14'],
    ],
    [
      'every origin by a constant of another package',
      'gin.Default().Use(cors.New(cors.Config{AllowOrigins: config.Origins}))',
      ['medium cors-any-origin internal/config/config.go:9'],
    ],
    [
      'every origin as a fallback',
      'gin.Default().Use(cors.New(cors.Config{AllowOrigins: strings.Split(getenv("ORIGINS", "*"), ",")}))',
      [`medium cors-open-fallback ${AT}`],
    ],
    [
      'a suffix that everybody shares',
      'cors.New(cors.Config{AllowOriginFunc: func(o string) bool { return strings.HasSuffix(o, ".up.railway.app") }})',
      [`high cors-loose-origin ${AT}`],
    ],
    [
      'an origin that is sent back',
      'cors.New(cors.Config{AllowOriginFunc: func(o string) bool { return true }, AllowCredentials: true})',
      [`high cors-reflected-origin ${AT}`],
    ],
  ])('ng: %s', async (_name, body, expected) => {
    expect(await findingsIn(service(body))).toEqual(expected);
  });

  it.each([
    ['PORT', 'http.ListenAndServe(":"+os.Getenv("PORT"), nil)'],
    ['PORT with a fallback', 'http.ListenAndServe(":"+getenv("PORT", "8080"), nil)'],
    [
      'PORT with a fallback after an if',
      'port := os.Getenv("PORT")\nif port == "" {\nport = localPort\n}\ngin.Default().Run("0.0.0.0:" + port)',
    ],
    ['PORT by an import', 'http.ListenAndServe(":"+config.FromEnv("PORT"), nil)'],
    ['gin without arguments', 'gin.Default().Run()'],
    [
      'metrics beside the server',
      'go http.ListenAndServe("127.0.0.1:6060", nil)\nhttp.ListenAndServe(":"+os.Getenv("PORT"), nil)',
    ],
    [
      'development only',
      'if os.Getenv("APP_ENV") == "development" {\nhttp.ListenAndServe("localhost:8080", nil)\n}',
    ],
    [
      'anything but Railway',
      'if os.Getenv("RAILWAY_ENVIRONMENT") == "" {\nhttp.Get("http://localhost:9000/x")\n}',
    ],
    ['a log', 'log.Printf("http://localhost:%s", os.Getenv("PORT"))'],
    ['its own port', 'http.Get("http://localhost:" + os.Getenv("PORT") + "/health")'],
    [
      'origins from a variable',
      'cors.New(cors.Config{AllowOrigins: strings.Split(os.Getenv("ORIGINS"), ",")})',
    ],
  ])('ok: %s', async (_name, body) => {
    expect((await findingsIn(service(body))).filter((one) => !one.startsWith('info'))).toEqual([]);
  });

  it.each([
    ['a program that is not started', 'cmd/seed/main.go'],
    ['a test', 'cmd/api/main_test.go'],
    ['a package of tests', 'internal/testdata/main.go'],
  ])('ok: %s', async (_name, path) => {
    const code = `package main\n${IMPORTS}func main() { http.ListenAndServe("localhost:8080", nil) }\n`;
    expect(await findingsIn(service('gin.Default().Run()', { [path]: code }))).toEqual([]);
  });
});
