import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

/** A service of Rust that Railpack builds, unless there is a Dockerfile. */
const rocket = (more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': '{}',
  'Cargo.toml': '[package]\nname = "app"\n',
  'src/main.rs': '#[launch]\nfn launch() -> _ {\n    rocket::build().mount("/", routes![index])\n}\n',
  ...more,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'every address',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT, '0.0.0.0');`),
    },
    {
      name: 'IPv6',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT, '::');`),
    },
    {
      name: 'no host',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT);`),
    },
    {
      name: 'the host of a client',
      traps: ['RLY-PORT-002 host of a client'],
      files: webService(`import Redis from 'ioredis';
new Redis({ host: 'localhost', port: 6379 }); // .listen`),
    },
    {
      name: 'development only',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT, process.env.NODE_ENV === 'production' ? '0.0.0.0' : 'localhost');`),
    },
    {
      name: 'a host that is computed',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT, host());`),
    },
    {
      name: 'an admin server beside the public one',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT);
http.createServer().listen(9000, '127.0.0.1');`),
    },
    {
      name: 'a callback',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen(process.env.PORT, () => console.log('localhost'));`),
    },
    {
      name: 'a file that nothing loads',
      files: webService(``, {
        'src/old.ts': `import http from 'http';\nhttp.createServer().listen(1, 'localhost');`,
      }),
    },
    {
      name: 'Rust: Rocket that Railpack builds',
      traps: ['RLY-PORT-014 Railpack sets ROCKET_ADDRESS'],
      files: rocket(),
    },
    {
      name: 'Rust: Rocket with ROCKET_ADDRESS in its image',
      files: rocket({ Dockerfile: 'FROM debian\nENV ROCKET_ADDRESS=0.0.0.0\nCMD ["./app"]\n' }),
    },
  ],
  ng: [
    {
      name: 'Rust: Rocket in an image of its own',
      files: rocket({ Dockerfile: 'FROM debian\nCMD ["./app"]\n' }),
      finds: [{ at: 'src/main.rs:3', severity: 'medium', says: 'ROCKET_ADDRESS is not set' }],
    },
    {
      name: 'Rust: an address of this machine',
      files: rocket({
        'src/main.rs':
          'use axum::Router;\nasync fn main() {\n    tokio::net::TcpListener::bind("127.0.0.1:3000").await;\n}\n',
      }),
      finds: [{ at: 'src/main.rs:3', says: 'axum listens on 127.0.0.1' }],
    },
    {
      name: '127.0.0.1',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.PORT, '127.0.0.1');`),
      finds: [{ at: 'src/main.ts:3:1', says: '127.0.0.1' }],
    },
    {
      name: 'localhost in an object',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen({ port: process.env.PORT, host: 'localhost' });`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'a constant',
      files: webService(`import express from 'express';
const app = express();
const HOST = 'localhost';
app.listen(process.env.PORT, HOST);`),
      finds: [{ at: 'src/main.ts:4' }],
    },
    {
      name: 'Fastify',
      files: webService(`import fastify from 'fastify';
fastify().listen({ port: 3000, host: '127.0.0.1' });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a fallback',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.PORT, process.env.HOST || 'localhost');`),
      finds: [{ at: 'src/main.ts:3', severity: 'medium', says: 'HOST is not set' }],
    },
  ],
};
