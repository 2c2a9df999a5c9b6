import { expect, it } from 'vitest';

import { factsOf } from './facts.js';

const URL = 'http://localhost:4000';
const RUST = { 'src/conf.rs': `pub const API: &str = "${URL}";\n` };
const GO = { 'go.mod': 'module ex.com/a\n', 'conf/conf.go': `package conf\nconst API = "${URL}"\n` };
const PHP = { 'conf.php': `<?php\nconst API = "${URL}";\n` };
const JAVA = {
  'src/main/java/a/Config.java': `package a;\npublic class Config { public static final String API = "${URL}"; }\n`,
};
const KOTLIN = { 'src/main/kotlin/Config.kt': `const val API = "${URL}"\n` };
const CSHARP = { 'Config.cs': `public static class Config { public const string Api = "${URL}"; }\n` };
const go = (imports: string, call: string) =>
  `package a\nimport (\n${imports}\n"net/http"\n"ex.com/a/conf"\n)\nfunc f() { ${call} }\n`;
const java = (call: string) =>
  `package a;\nimport java.net.URI;\nimport java.net.http.HttpRequest;\nimport org.springframework.web.client.RestTemplate;\nclass A { void f() { ${call}; } }\n`;
const csharp = (call: string) =>
  `using System.Net.Http;\nclass A { async void F() { await new HttpClient().GetStringAsync(${call}); } }\n`;

/** A constant of another file in the argument of a request; the file itself holds no address. */
it.each([
  [
    'Rust, format!',
    'src/main.rs',
    'mod conf;\nasync fn h() { reqwest::get(format!("{}/x", conf::API)).await; }\n',
    RUST,
  ],
  [
    'Rust, use',
    'src/main.rs',
    'mod conf;\nuse conf::API;\nasync fn h() { reqwest::get(format!("{}/x", API)).await; }\n',
    RUST,
  ],
  ['Go, Sprintf', 'main.go', go('"fmt"', 'http.Get(fmt.Sprintf("%s/x", conf.API))'), GO],
  ['Go, a client', 'main.go', go('', 'c := &http.Client{}; c.Get(conf.API + "/x")'), GO],
  ['PHP, curl', 'index.php', '<?php\nrequire "conf.php";\ncurl_init(API . "/x");\n', PHP],
  [
    'PHP, sprintf',
    'index.php',
    '<?php\nrequire "conf.php";\nfile_get_contents(sprintf("%s/x", API));\n',
    PHP,
  ],
  [
    'Ruby',
    'app.rb',
    'require_relative "conf"\nNet::HTTP.get(URI("#{API}/x"))\n',
    { 'conf.rb': `API = "${URL}"\n` },
  ],
  [
    'Java, HttpRequest',
    'src/main/java/a/A.java',
    java('HttpRequest.newBuilder(URI.create(Config.API + "/x")).build()'),
    JAVA,
  ],
  [
    'Java, RestTemplate',
    'src/main/java/a/A.java',
    java('new RestTemplate().getForObject(Config.API + "/x", String.class)'),
    JAVA,
  ],
  [
    'Java, format',
    'src/main/java/a/A.java',
    java('new RestTemplate().getForObject(String.format("%s/x", Config.API), String.class)'),
    JAVA,
  ],
  [
    'Kotlin, OkHttp',
    'src/main/kotlin/A.kt',
    'import okhttp3.Request\nfun f() { Request.Builder().url("$API/x").build() }\n',
    KOTLIN,
  ],
  ['C#', 'A.cs', csharp('Config.Api + "/x"'), CSHARP],
  ['C#, interpolated', 'A.cs', csharp('$"{Config.Api}/x"'), CSHARP],
  [
    'TypeScript',
    'a.ts',
    "import { API } from './conf.js';\nfetch(`${API}/x`);\n",
    { 'conf.ts': `export const API = '${URL}';\n` },
  ],
  [
    'Python',
    'a.py',
    'import httpx\nimport conf\nhttpx.get(f"{conf.API}/x")\n',
    { 'conf.py': `API = "${URL}"\n` },
  ],
])('%s asks an address that another file writes', async (_, path, code, more) => {
  const { urls } = await factsOf({ [path]: code, ...more });
  expect(urls).toMatchObject([{ role: 'request', value: { value: `${URL}/x` }, place: { path } }]);
});

it('a port in a macro of Rust is that of the constant', async () => {
  const { listeners } = await factsOf({
    'src/main.rs':
      'mod conf;\nasync fn main() { let l = tokio::net::TcpListener::bind(format!("0.0.0.0:{}", conf::PORT)).await; axum::serve(l, app); }\n',
    'src/conf.rs': 'pub const PORT: u16 = 4000;\n',
  });
  expect(listeners).toMatchObject([{ framework: 'axum', port: { value: 4000 } }]);
});
