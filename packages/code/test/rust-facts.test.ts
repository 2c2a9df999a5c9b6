import { describe, expect, it } from 'vitest';

import { factsOf } from './facts.js';
import { cookiesIn, corsIn, envIn, listenersIn, routesIn, socketsIn, urlsIn } from './show-facts.js';

const CRATE = {
  'Cargo.toml': '[package]\nname = "my-api"\nversion = "0.1.0"\n',
  'src/config.rs': `use std::env;

pub const PORT: u16 = 9000;
pub static API: &str = "http://localhost:4000";

pub struct Config {
    pub port: u16,
    pub host: String,
}

impl Config {
    pub const LIMIT: u16 = 7;

    pub fn from_env() -> anyhow::Result<Self> {
        let port = env::var("PORT").unwrap_or_else(|_| "8081".to_string()).parse()?;
        Ok(Self { port, host: get("HOST", "localhost") })
    }
}

pub fn get(name: &str, fallback: &str) -> String {
    match env::var(name) {
        Ok(value) => value,
        Err(_) => fallback.to_string(),
    }
}
`,
};

/** A file with these imports and this body of `main`. */
const main = (uses: string, body: string, more: Readonly<Record<string, string>> = {}) => ({
  'src/main.rs': `${uses}\nmod config;\nuse crate::config::Config;\n\n#[tokio::main]\nasync fn main() -> anyhow::Result<()> {\n${body}\n    Ok(())\n}\n`,
  ...CRATE,
  ...more,
});
const AXUM =
  'use axum::{routing::get, Router};\nuse std::net::SocketAddr;\nuse tokio::net::TcpListener;\nuse std::env;';
const ACTIX = 'use actix_web::{web, App, HttpServer};\nuse actix_cors::Cors;\nuse std::env;';
const TOWER = 'use tower_http::cors::{Any, AllowOrigin, CorsLayer};\nuse axum::http::HeaderValue;';

describe('listeners in Rust', () => {
  it.each([
    ['axum port=3000 host="0.0.0.0"', 'let l = TcpListener::bind("0.0.0.0:3000").await?;'],
    [
      'axum port=3000 host="127.0.0.1"',
      'let l = tokio::net::TcpListener::bind("127.0.0.1:3000").await.unwrap();',
    ],
    [
      'axum port=env PORT else "3000" host="0.0.0.0"',
      'let port = env::var("PORT").unwrap_or_else(|_| "3000".into());\nlet l = TcpListener::bind(format!("0.0.0.0:{port}")).await?;',
    ],
    [
      'axum port=env PORT else "3000" host="0.0.0.0"',
      'let port = std::env::var("PORT").unwrap_or("3000".to_string());\nlet addr = format!("0.0.0.0:{}", port);\nlet l = TcpListener::bind(&addr).await?;',
    ],
    [
      'axum port=env PORT else 8080 host="0.0.0.0"',
      'let port: u16 = env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(8080);\nlet addr = SocketAddr::from(([0, 0, 0, 0], port));\nlet l = TcpListener::bind(addr).await?;',
    ],
    [
      'axum port=env PORT host="0.0.0.0"',
      'let port: u16 = env::var("PORT").expect("PORT").parse()?;\nlet l = TcpListener::bind(("0.0.0.0", port)).await?;',
    ],
    [
      'axum port=env PORT host="0.0.0.0"',
      'let port = env::var("PORT").unwrap_or_else(|_| panic!("PORT"));\nlet l = TcpListener::bind(format!("0.0.0.0:{port}")).await?;',
    ],
    ['axum port=9000 host="0.0.0.0"', 'let l = TcpListener::bind(("0.0.0.0", config::PORT)).await?;'],
    ['axum port=7 host="0.0.0.0"', 'let l = TcpListener::bind(("0.0.0.0", Config::LIMIT)).await?;'],
    [
      'axum port=env PORT else "8081" host=env HOST else "localhost"',
      'let config = Config::from_env()?;\nlet l = TcpListener::bind(format!("{}:{}", config.host, config.port)).await?;',
    ],
    [
      'axum port=env PORT else "5000" host="0.0.0.0"',
      'let port = crate::config::get("PORT", "5000");\nlet l = TcpListener::bind(format!("0.0.0.0:{port}")).await?;',
    ],
    [
      'axum port=env PORT else 3000 host="0.0.0.0"',
      'let port = match env::var("PORT") { Ok(p) => p.parse().unwrap(), Err(_) => 3000 };\nlet l = TcpListener::bind(("0.0.0.0", port)).await?;',
    ],
    [
      'axum port=env PORT else 3000 host="0.0.0.0"',
      'let port = if let Ok(p) = env::var("PORT") { p.parse()? } else { 3000 };\nlet l = TcpListener::bind((std::net::Ipv4Addr::UNSPECIFIED, port)).await?;',
    ],
    [
      'axum port=3000 host="127.0.0.1"',
      'let addr = SocketAddr::from(([127, 0, 0, 1], 3000));\naxum::Server::bind(&addr).serve(app.into_make_service()).await?;',
    ],
    [
      'axum port=3000 host="0.0.0.0"',
      'let addr: SocketAddr = "0.0.0.0:3000".parse()?;\nlet l = TcpListener::bind(addr).await?;',
    ],
    [
      'development axum port=3000 host="127.0.0.1"',
      'if cfg!(debug_assertions) {\n    let l = TcpListener::bind("127.0.0.1:3000").await?;\n}',
    ],
  ])('%s', async (expected, body) => {
    expect(listenersIn(await factsOf(main(AXUM, body)))).toEqual([expected]);
  });

  it.each([
    [
      'actix-web port=8080 host="127.0.0.1"',
      ACTIX,
      'HttpServer::new(|| App::new()).bind(("127.0.0.1", 8080))?.run().await?;',
    ],
    [
      'actix-web port=env PORT else "8080" host="0.0.0.0"',
      ACTIX,
      'let port = env::var("PORT").unwrap_or("8080".into());\nHttpServer::new(move || App::new()).workers(2).bind(format!("0.0.0.0:{}", port))?.run().await?;',
    ],
    [
      'warp port=3030 host="127.0.0.1"',
      'use warp::Filter;',
      'warp::serve(routes).run(([127, 0, 0, 1], 3030)).await;',
    ],
    [
      'rocket port=env ROCKET_PORT else 8000 host=env ROCKET_ADDRESS else "127.0.0.1"',
      'use rocket::get;',
      'rocket::build().mount("/", routes![index]);',
    ],
    [
      'rocket port=env PORT else 8000 host="0.0.0.0"',
      'use rocket::Config;',
      'let port: u16 = std::env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(8000);\nlet figment = rocket::Config::figment().merge(("port", port)).merge(("address", "0.0.0.0"));\nrocket::custom(figment);',
    ],
    [
      'tcp port=6000 host="0.0.0.0"',
      'use tokio::net::TcpListener;',
      'let l = TcpListener::bind("0.0.0.0:6000").await?;',
    ],
  ])('%s', async (expected, uses, body) => {
    expect(listenersIn(await factsOf(main(uses, body)))).toEqual([expected]);
  });

  it('asks Rocket.toml', async () => {
    const manifest = '[default]\naddress = "127.0.0.1"\n[release]\naddress = "0.0.0.0"\nport = 80\n';
    const found = await factsOf(main('', 'rocket::build();', { 'Rocket.toml': manifest }));
    expect(listenersIn(found)).toEqual([
      'rocket port=env ROCKET_PORT else 80 host=env ROCKET_ADDRESS else "0.0.0.0"',
    ]);
  });

  it('asks the arguments of clap', async () => {
    const uses =
      'use axum::Router;\nuse clap::Parser;\n#[derive(Parser)]\nstruct Args {\n    /// The port.\n    #[arg(long, env = "PORT", default_value_t = 3000)]\n    port: u16,\n    #[arg(long, env, default_value = "127.0.0.1")]\n    host: String,\n}';
    const body =
      'let args = Args::parse();\nlet l = tokio::net::TcpListener::bind((args.host.as_str(), args.port)).await?;';
    expect(listenersIn(await factsOf(main(uses, body)))).toEqual([
      'axum port=env PORT else 3000 host=env HOST else "127.0.0.1"',
    ]);
  });

  it.each([
    ['a module of tests', '#[cfg(test)]\nmod tests {\n    fn a() { TcpListener::bind("127.0.0.1:0"); }\n}'],
    ['a test', '#[tokio::test]\nasync fn a() { TcpListener::bind("127.0.0.1:0").await; }'],
  ])('counts for development only in %s', async (_name, code) => {
    const { listeners } = await factsOf({ 'src/lib.rs': `use tokio::net::TcpListener;\n${code}\n` });
    expect(listeners.map(({ guard }) => guard)).toEqual(['development']);
  });

  it('is none where a client connects', async () => {
    expect(
      listenersIn(await factsOf(main('', 'let s = tokio::net::TcpStream::connect("127.0.0.1:1").await?;'))),
    ).toEqual([]);
  });
});

describe('addresses and reads of the environment in Rust', () => {
  it.each([
    [
      ['request "http://localhost:3000/x" reqwest.get'],
      'let r = reqwest::get("http://localhost:3000/x").await?;',
    ],
    [
      ['request "http://localhost:3000" client.post'],
      'let client = reqwest::Client::new();\nlet r = client.post("http://localhost:3000").send().await?;',
    ],
    [['request "http://localhost:4000" reqwest.get'], 'let r = reqwest::get(config::API).await?;'],
    [
      ['fallback "http://localhost:5000" API_URL'],
      'let url = std::env::var("API_URL").unwrap_or_else(|_| "http://localhost:5000".to_string());\nreqwest::get(&url).await?;',
    ],
    [
      ['fallback "postgres://localhost/x" DATABASE_URL'],
      'let pool = sqlx::PgPool::connect(&std::env::var("DATABASE_URL").unwrap_or("postgres://localhost/x".into())).await?;',
    ],
    [
      ['websocket "ws://localhost:9000/ws" connect_async'],
      'use tokio_tungstenite::connect_async;\nconnect_async("ws://localhost:9000/ws").await?;',
    ],
    [
      ['request ["http://localhost:", env PORT, "/x"] reqwest.get'],
      'let port = std::env::var("PORT").unwrap();\nreqwest::get(format!("http://localhost:{port}/x")).await?;',
    ],
    [[], 'println!("listening on http://localhost:{}", port);'],
    [[], 'tracing::info!("http://localhost:3000");'],
    [[], 'if url == "http://localhost:1" {}'],
  ])('%s', async (expected, body) => {
    expect(urlsIn(await factsOf(main('', body)))).toEqual(expected);
  });

  it.each([
    [['PORT else "3000"'], 'let port = std::env::var("PORT").unwrap_or_else(|_| "3000".into());'],
    [['A'], 'let a = std::env::var("A")?;'],
    [['A else "x"'], 'let a = option_env!("A").unwrap_or("x");'],
    [['A else "x"'], 'let a = config::get("A", "x"); // std::env::var'],
    [['A'], 'let a = dotenvy::var("A").expect("A");'],
    [[], 'std::env::set_var("A", "x");'],
  ])('%s', async (expected, body) => {
    expect(envIn(await factsOf(main('', body)))).toEqual(expected);
  });

  it('names the files that are loaded', async () => {
    const { imports } = await factsOf(main('use std::env;', 'env::var("A");'));
    expect([...new Set(imports)]).toEqual(['src/config.rs']);
  });
});

describe('CORS in Rust', () => {
  it.each([
    ['tower-http "*"', TOWER, 'let c = CorsLayer::permissive();'],
    ['tower-http reflected credentials true', TOWER, 'let c = CorsLayer::very_permissive();'],
    ['tower-http "*"', TOWER, 'let c = CorsLayer::new().allow_origin(Any).allow_methods(Any);'],
    [
      'tower-http "http://localhost:5173" credentials true',
      TOWER,
      'let c = CorsLayer::new().allow_origin("http://localhost:5173".parse::<HeaderValue>().unwrap()).allow_credentials(true);',
    ],
    [
      'tower-http ["https://a.com"]',
      TOWER,
      'let c = CorsLayer::new().allow_origin(AllowOrigin::list([HeaderValue::from_static("https://a.com")]));',
    ],
    [
      'tower-http reflected credentials true',
      TOWER,
      'let c = CorsLayer::new().allow_origin(AllowOrigin::mirror_request()).allow_credentials(true);',
    ],
    [
      'tower-http env ORIGIN else "*"',
      TOWER,
      'let origin = std::env::var("ORIGIN").unwrap_or("*".to_string());\nlet c = CorsLayer::new().allow_origin(origin.parse::<HeaderValue>().unwrap());',
    ],
    ['actix-cors reflected credentials true', ACTIX, 'let c = Cors::permissive();'],
    [
      'actix-cors "*" credentials true',
      ACTIX,
      'let c = Cors::default().allow_any_origin().allow_any_method().supports_credentials();',
    ],
    [
      'actix-cors ["http://localhost:3000", "https://a.com"]',
      ACTIX,
      'let c = Cors::default().allowed_origin("http://localhost:3000").allowed_origin("https://a.com");',
    ],
    [
      'actix-cors suffix .railway.app',
      ACTIX,
      'let c = Cors::default().allowed_origin_fn(|origin, _| origin.as_bytes().ends_with(b".railway.app"));',
    ],
    ['warp "*"', 'use warp::Filter;', 'let c = warp::cors().allow_any_origin();'],
    [
      'headers "*"',
      'use rocket::http::Header;',
      'response.set_header(Header::new("Access-Control-Allow-Origin", "*"));',
    ],
    ['headers "*"', ACTIX, 'let r = HttpResponse::Ok().insert_header(("Access-Control-Allow-Origin", "*"));'],
    [
      'headers "*"',
      'use axum::http::{header, HeaderValue};',
      'headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));',
    ],
  ])('%s', async (expected, uses, body) => {
    expect(corsIn(await factsOf(main(uses, body)))).toEqual([expected]);
  });
});

describe('sockets, cookies and routes in Rust', () => {
  it.each([
    ['axum', 'use axum::extract::ws::WebSocketUpgrade;', 'ws.on_upgrade(handle);'],
    [
      'axum checked',
      'use axum::extract::ws::WebSocketUpgrade;\nuse axum::http::header;',
      'let origin = headers.get(header::ORIGIN);\nws.on_upgrade(handle);',
    ],
    ['actix-web', 'use actix_web_actors::ws;', 'ws::start(Session::new(), &req, stream);'],
    [
      'tungstenite port=9001',
      'use tokio_tungstenite::accept_async;\nuse tokio::net::TcpListener;',
      'let l = TcpListener::bind("0.0.0.0:9001").await?;\naccept_async(stream).await?;',
    ],
  ])('%s', async (expected, uses, body) => {
    expect(socketsIn(await factsOf(main(uses, body)))).toEqual([expected]);
  });

  it.each([
    [
      'sid sameSite="Lax" secure=true domain=".up.railway.app"',
      'let c = Cookie::build(("sid", id)).same_site(SameSite::Lax).secure(true).domain(".up.railway.app").build();',
    ],
    [
      '? sameSite="Strict" secure=false',
      'let l = SessionManagerLayer::new(store).with_secure(false).with_same_site(SameSite::Strict);',
    ],
  ])('%s', async (expected, body) => {
    expect(cookiesIn(await factsOf(main('use tower_sessions::*;', body)))).toEqual([expected]);
  });

  it('sees routes in chains and attributes', async () => {
    const code =
      'use axum::{routing::{get, post}, Router};\nfn app() -> Router { Router::new().route("/health", get(ok)).route("/users", get(list).post(add)) }\n#[get("/x")]\nasync fn x() {}\n';
    expect(routesIn(await factsOf({ 'src/app.rs': code }))).toEqual([
      'POST /users',
      'GET /users',
      'GET /health',
      'GET /x',
    ]);
  });
});
