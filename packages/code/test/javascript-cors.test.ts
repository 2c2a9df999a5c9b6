import { describe, expect, it } from 'vitest';

import type { CorsPolicy } from '../src/facts.js';
import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const CORS = 'import cors from "cors";';

describe('CORS in JavaScript and TypeScript', () => {
  it.each([
    ['cors default', `${CORS} app.use(cors())`],
    ['cors "*" credentials true', `${CORS} app.use(cors({ origin: "*", credentials: true }))`],
    ['cors reflected credentials true', `${CORS} app.use(cors({ origin: true, credentials: true }))`],
    [
      'cors ["http://localhost:3000", "https://x.com"]',
      `${CORS} const origins = ["http://localhost:3000", "https://x.com"]; app.use(cors({ origin: origins }))`,
    ],
    [
      'cors env FRONTEND_URL else "*"',
      `${CORS} const options = { origin: process.env.FRONTEND_URL || "*" }; app.use(cors(options))`,
    ],
    ['cors reflected', `${CORS} app.use(cors({ origin: (origin, callback) => callback(null, true) }))`],
    ['cors reflected', `${CORS} app.use(cors({ origin(origin, cb) { cb(null, origin); } }))`],
    [
      'cors suffix ".up.railway.app"',
      `${CORS} app.use(cors({ origin: (origin, cb) => { if (origin.endsWith(".up.railway.app")) cb(null, true); else cb(new Error("no")); } }))`,
    ],
    ['cors pattern \\.railway\\.app$', `${CORS} app.use(cors({ origin: /\\.railway\\.app$/ }))`],
    ['cors unknown', `${CORS} app.use(cors({ origin: (origin, cb) => cb(null, allowed.includes(origin)) }))`],
    [
      '@fastify/cors "*"',
      'import fastifyCors from "@fastify/cors"; app.register(fastifyCors, { origin: "*" })',
    ],
    ['nestjs default', 'app.enableCors()'],
    ['nestjs reflected credentials true', 'app.enableCors({ origin: true, credentials: true })'],
    [
      'hono "https://x.com"',
      'import { cors } from "hono/cors"; app.use("/api/*", cors({ origin: "https://x.com" }))',
    ],
    ['socket.io "*"', 'import { Server } from "socket.io"; new Server(http, { cors: { origin: "*" } })'],
    [
      'headers "*" credentials "true" novary',
      'app.use((req, res, next) => { res.setHeader("Access-Control-Allow-Origin", "*"); res.setHeader("Access-Control-Allow-Credentials", "true"); next(); })',
    ],
    [
      'headers reflected vary',
      'app.use((req, res, next) => { res.header("Access-Control-Allow-Origin", req.headers.origin); res.vary("Origin"); next(); })',
    ],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ 'src/main.ts': code });
    expect(cors.map(show)).toEqual([expected]);
  });

  it('is none in a function of another package with the name', async () => {
    expect(
      (await factsOf({ 'src/main.ts': 'import { cors } from "./own"; cors({ origin: "*" })' })).cors,
    ).toEqual([]);
  });
});

function show({ framework, origin, credentials, vary }: CorsPolicy): string {
  const what =
    origin.kind === 'value'
      ? showValue(origin.value)
      : origin.kind === 'match'
        ? `${origin.how} ${origin.how === 'pattern' ? origin.text : JSON.stringify(origin.text)}`
        : origin.kind;
  return [
    framework,
    what,
    ...(credentials ? [`credentials ${showValue(credentials)}`] : []),
    ...(vary === undefined ? [] : [vary ? 'vary' : 'novary']),
  ].join(' ');
}
