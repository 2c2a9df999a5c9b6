import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

describe('WebSocket servers in JavaScript and TypeScript', () => {
  it.each([
    ['ws port=8080', 'import { WebSocketServer } from "ws"; new WebSocketServer({ port: 8080 })'],
    ['ws port=-', 'import WebSocket from "ws"; new WebSocket.Server({ server })'],
    [
      'ws port=- checked',
      'import { WebSocketServer } from "ws"; new WebSocketServer({ server, verifyClient })',
    ],
    ['socket.io port=- checked', 'const { Server } = require("socket.io"); new Server(http)'],
    ['socket.io port=3001 checked', 'import { Server } from "socket.io"; new Server(3001)'],
    [
      'socket.io port=- checked adapter',
      'import { Server } from "socket.io"; import { createAdapter } from "@socket.io/redis-adapter"; new Server(http)',
    ],
  ])('%s', async (expected, code) => {
    const { sockets } = await factsOf({ 'src/main.ts': code });
    const shown = sockets.map(({ library, port, originChecked, hasAdapter }) =>
      [
        library,
        `port=${showValue(port)}`,
        ...(originChecked ? ['checked'] : []),
        ...(hasAdapter ? ['adapter'] : []),
      ].join(' '),
    );
    expect(shown).toEqual([expected]);
  });

  it('are none in a client', async () => {
    expect(
      (await factsOf({ 'a.ts': 'import WebSocket from "ws"; new WebSocket("ws://x")' })).sockets,
    ).toEqual([]);
  });
});

describe('routes in JavaScript and TypeScript', () => {
  it.each([
    ['GET /health', 'app.get("/health", (req, res) => res.send("ok"))', 'src/main.ts'],
    ['GET /api/health', 'app.use("/api", router); router.get("/health", handler)', 'src/main.ts'],
    ['GET /health redirects', 'app.get("/health", (req, res) => res.redirect("/"))', 'src/main.ts'],
    ['GET /health requireAuth', 'app.get("/health", requireAuth, handler)', 'src/main.ts'],
    [
      'GET /health/live',
      '@Controller("health") export class H { @Get("live") check() { return "ok"; } }',
      'src/h.ts',
    ],
    ['ANY /api/health', 'export const GET = () => Response.json({})', 'app/api/health/route.ts'],
  ])('%s', async (expected, code, path) => {
    const { routes } = await factsOf({ [path]: `${code} // localhost .get( router` });
    const shown = routes.map((route) =>
      [route.method, route.path, ...(route.redirects ? ['redirects'] : []), ...route.with].join(' '),
    );
    expect(shown).toEqual([expected]);
  });

  it('are none where a map or a client is asked', async () => {
    const code = 'map.get("/health", 1); axios.get("/health", {}); app.get("env", x)';
    expect((await factsOf({ 'a.ts': code })).routes).toEqual([]);
  });
});

describe('cookies and clients in JavaScript and TypeScript', () => {
  it('shows how cookies are set', async () => {
    const { cookies } = await factsOf({
      'a.ts':
        'import session from "express-session"; res.cookie("sid", v, { sameSite: "none", secure: true }); app.use(session({ cookie: { sameSite: "lax" } }))',
    });
    expect(cookies.map((one) => `${one.name} ${showValue(one.sameSite)} ${showValue(one.secure)}`)).toEqual([
      'sid "none" true',
      'undefined "lax" -',
    ]);
  });

  it('shows how clients are set up', async () => {
    const { clients } = await factsOf({
      'a.ts':
        'import Redis from "ioredis"; new Redis(process.env.REDIS_URL, { family: 0 }); import { Queue } from "bullmq"; new Queue("q", { connection })',
    });
    expect(clients.map((one) => `${one.library} ${[...one.options.keys()].join(',')}`)).toEqual([
      'ioredis url,family',
      'bullmq url,connection',
    ]);
  });
});
