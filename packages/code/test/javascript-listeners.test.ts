import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

describe('listeners in JavaScript and TypeScript', () => {
  it.each([
    ['express port=3000 host=-', 'import express from "express"; const app = express(); app.listen(3000);'],
    [
      'express port=env PORT else 3000 host=-',
      'const app = require("express")(); app.listen(process.env.PORT || 3000)',
    ],
    [
      'http port=3000 host="127.0.0.1"',
      'import { createServer } from "node:http"; createServer(app).listen(3000, "127.0.0.1")',
    ],
    [
      'http port=8080 host=-',
      'import http from "http"; const server = http.createServer(); server.listen({ port: 8080 })',
    ],
    [
      'fastify port=3000 host=-',
      'import Fastify from "fastify"; const app = Fastify({}); await app.listen({ port: 3000 })',
    ],
    [
      'fastify port=3000 host="0.0.0.0"',
      'import { fastify } from "fastify"; fastify().listen({ port: 3000, host: "0.0.0.0" })',
    ],
    [
      'nestjs port=3000 host=-',
      'import { NestFactory } from "@nestjs/core"; async function b() { const app = await NestFactory.create(M); await app.listen(3000); }',
    ],
    [
      'nestjs-fastify port=3000 host=-',
      'import { NestFactory } from "@nestjs/core"; import { FastifyAdapter } from "@nestjs/platform-fastify"; const app = await NestFactory.create(M, new FastifyAdapter()); app.listen(3000)',
    ],
    [
      'hono port=3000 host=-',
      'import { serve } from "@hono/node-server"; serve({ fetch: app.fetch, port: 3000 })',
    ],
    ['bun port=3000 host=-', 'Bun.serve({ port: 3000, fetch() {} })'],
    [
      'unknown port=env PORT else 5000 host=-',
      'import app from "./app"; app.listen(process.env.PORT ?? 5000)',
    ],
    ['http socket', 'import http from "http"; http.createServer().listen("/tmp/app.sock")'],
    [
      'express port=4000 host=- main',
      'const app = require("express")(); if (require.main === module) app.listen(4000)',
    ],
    [
      'express development port=4000 host=-',
      'const app = require("express")(); if (process.env.NODE_ENV !== "production") { app.listen(4000) }',
    ],
  ])('%s', async (expected, code) => {
    const { listeners } = await factsOf({ 'src/main.ts': code, 'src/app.ts': '' });
    const shown = listeners.map(({ framework, guard, onSocket, onlyAsMain, port, host }) =>
      [
        framework,
        ...(guard === 'always' ? [] : [guard]),
        ...(onSocket ? ['socket'] : [`port=${showValue(port)} host=${showValue(host)}`]),
        ...(onlyAsMain ? ['main'] : []),
      ].join(' '),
    );
    expect(shown).toEqual([expected]);
  });

  it.each([
    ['an event emitter', 'emitter.listen(3000)'],
    ['a package that is no server', 'import { history } from "history"; const h = history(); h.listen(3000)'],
    ['a comment', '// app.listen(3000)\nconst x = 1;'],
    ['a text', 'const code = "app.listen(3000)";'],
  ])('are none in %s', async (_name, code) => {
    expect((await factsOf({ 'src/main.js': code })).listeners).toEqual([]);
  });

  it('are placed at the call, also in a script of a Vue file', async () => {
    const code =
      '<template></template>\n<script>\nconst app = require("express")();\napp.listen(1)\n</script>\n';
    const [listener] = (await factsOf({ 'src/App.vue': code })).listeners;
    expect(listener?.place).toEqual({
      path: 'src/App.vue',
      region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 14 },
    });
  });
});

describe('reads of the environment in JavaScript and TypeScript', () => {
  it.each([
    ['PORT else 3000', 'const port = Number(process.env.PORT) || 3000'],
    ['API_URL', 'fetch(process.env.API_URL)'],
    [
      'VITE_API else "http://localhost:1" browser',
      'const base = import.meta.env.VITE_API || "http://localhost:1"',
    ],
  ])('%s', async (expected, code) => {
    const { env } = await factsOf({ 'src/main.ts': code });
    const shown = env.map(({ name, fallback, inBrowser }) =>
      [name, ...(fallback ? [`else ${showValue(fallback)}`] : []), ...(inBrowser ? ['browser'] : [])].join(
        ' ',
      ),
    );
    expect(shown).toEqual([expected]);
  });

  it('are none where a variable is set', async () => {
    expect((await factsOf({ 'a.js': 'process.env.PORT = "1"' })).env).toEqual([]);
  });
});
