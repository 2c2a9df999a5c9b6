import { describe, expect, it } from 'vitest';

import { findingsIn } from '../show-findings.js';

/** A service that starts src/main.rs: its `main` begins in line 13. */
const service = (body: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.toml': '[deploy]\nstartCommand = "./target/release/api"\n',
  'Cargo.toml': '[package]\nname = "api"\n',
  'src/main.rs': `use std::env;
use std::net::SocketAddr;
use axum::Router;
use tokio::net::TcpListener;
use tower_http::cors::{Any, CorsLayer};
use axum::http::HeaderValue;
mod config;
use config::Settings;

const BACKEND: &str = "http://localhost:9000";
#[tokio::main]
async fn main() -> anyhow::Result<()> {
${body}
    Ok(())
}
`,
  'src/config.rs': `pub const PORT: u16 = 4000;
pub const HOST: &str = "127.0.0.1";
pub const API: &str = "http://localhost:4000";
pub const ORIGIN: &str = "http://localhost:5173";

pub struct Settings { pub port: u16 }

pub fn var(name: &str, fallback: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| fallback.to_string())
}
`,
  ...more,
});
const AT = 'src/main.rs:13';

describe('rules on services in Rust', () => {
  it.each([
    ['a literal port', 'TcpListener::bind("0.0.0.0:3000").await?;', [`high fixed-listen-port ${AT}`]],
    [
      'a constant of another module',
      'TcpListener::bind(("0.0.0.0", config::PORT)).await?;',
      [`high fixed-listen-port ${AT}`],
    ],
    [
      'loopback',
      'TcpListener::bind(format!("127.0.0.1:{}", env::var("PORT")?)).await?;',
      [`high loopback-listener ${AT}`],
    ],
    [
      'loopback with a variable',
      'let port = env::var("PORT")?;\nTcpListener::bind(format!("127.0.0.1:{port}")).await?;',
      ['high loopback-listener src/main.rs:14'],
    ],
    [
      'loopback by a constant of another module',
      'let port: u16 = env::var("PORT")?.parse()?;\nTcpListener::bind((crate::config::HOST, port)).await?;',
      ['high loopback-listener src/main.rs:14'],
    ],
    [
      'another variable',
      'let port = config::var("API_PORT", "3000");\nTcpListener::bind(format!("0.0.0.0:{port}")).await?;',
      ['medium other-port-variable src/main.rs:14'],
    ],
    [
      'a request to this machine',
      'reqwest::get("http://localhost:9000/x").await?;',
      [`high loopback-url ${AT}`],
    ],
    ['the same by a constant', 'reqwest::get(BACKEND).await?;', ['high loopback-url src/main.rs:10']],
    ['the same by an import', 'reqwest::get(config::API).await?;', [`high loopback-url ${AT}`]],
    [
      'a fallback to this machine',
      'let url = env::var("API_URL").unwrap_or("http://localhost:4000".into());\nreqwest::get(&url).await?;',
      [`medium loopback-fallback ${AT}`],
    ],
    ['every origin', 'CorsLayer::new().allow_origin(Any);', [`medium cors-any-origin ${AT}`]],
    ['every origin, with cookies', 'CorsLayer::very_permissive();', [`high cors-reflected-origin ${AT}`]],
    [
      'an origin of this machine by an import',
      'CorsLayer::new().allow_origin(config::ORIGIN.parse::<HeaderValue>()?);',
      ['medium cors-local-origin src/config.rs:4'],
    ],
    [
      'every origin as a fallback',
      'let origin = env::var("ORIGIN").unwrap_or_else(|_| "*".to_string());\nCorsLayer::new().allow_origin(origin.parse::<HeaderValue>()?);',
      [`medium cors-open-fallback ${AT}`],
    ],
  ])('ng: %s', async (_name, body, expected) => {
    expect(await findingsIn(service(body))).toEqual(expected);
  });

  it.each([
    [
      'PORT with a fallback',
      'let port = env::var("PORT").unwrap_or_else(|_| "3000".into());\nTcpListener::bind(format!("0.0.0.0:{port}")).await?;',
    ],
    [
      'PORT by an import',
      'TcpListener::bind(format!("0.0.0.0:{}", port)).await?;\nlet port = config::var("PORT", "1");',
    ],
    [
      'PORT as a number',
      'let port = env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(3000);\nlet addr = SocketAddr::from(([0, 0, 0, 0], port));\nTcpListener::bind(addr).await?;',
    ],
    ['development only', 'if cfg!(debug_assertions) {\n    TcpListener::bind("127.0.0.1:3000").await?;\n}'],
    ['a log', 'tracing::info!("http://localhost:{}", 3000);'],
    ['a port that is not known', 'TcpListener::bind(("0.0.0.0", settings.port)).await?;'],
    ['an unknown address', 'TcpListener::bind(&address).await?;'],
  ])('ok: %s', async (_name, body) => {
    expect((await findingsIn(service(body))).filter((one) => !one.startsWith('info'))).toEqual([]);
  });

  it.each([
    ['a test', 'tests/api.rs', 'async fn a() { TcpListener::bind("127.0.0.1:3000").await; }'],
    [
      'a module of tests',
      'src/lib.rs',
      '#[cfg(test)]\nmod tests {\n    fn a() { TcpListener::bind("127.0.0.1:3000"); }\n}',
    ],
    [
      'a program that is not started',
      'src/bin/seed.rs',
      'fn main() { TcpListener::bind("127.0.0.1:3000"); }',
    ],
    ['an example', 'examples/a.rs', 'fn main() { TcpListener::bind("127.0.0.1:3000"); }'],
  ])('ok: %s', async (_name, path, code) => {
    expect(await findingsIn(service('', { [path]: `use std::net::TcpListener;\n${code}\n` }))).toEqual([]);
  });
});
