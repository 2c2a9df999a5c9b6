import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a host',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
await app.listen({ port: 3000, host: '0.0.0.0' });`),
    },
    {
      name: 'a host from a variable',
      traps: ['RLY-PORT-003 host from a variable'],
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
await app.listen({ port: 3000, host: process.env.HOST });`),
    },
    {
      name: 'options that are spread in',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
await app.listen({ ...options, port: 3000 });`),
    },
    {
      name: 'a socket',
      traps: ['RLY-PORT-003 socket'],
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
await app.listen({ path: '/run/app.sock' });`),
    },
    {
      name: 'Express',
      files: webService(`import express from 'express';
const app = express();
app.listen(3000);`),
    },
    {
      name: 'NestJS with Express',
      files: webService(`import { NestFactory } from '@nestjs/core';
const app = await NestFactory.create(M);
await app.listen(3000);`),
    },
    {
      name: 'development only',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
if (process.env.NODE_ENV === 'development') await app.listen({ port: 3000 });`),
    },
  ],
  ng: [
    {
      name: 'a port only',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
await app.listen({ port: Number(process.env.PORT) });`),
      finds: [{ at: 'src/main.ts:3', says: '0.0.0.0' }],
    },
    {
      name: 'a number',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
app.listen(3000);`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'nothing',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
app.listen();`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'NestJS with the adapter',
      files: webService(`import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
const app = await NestFactory.create(M, new FastifyAdapter());
await app.listen(process.env.PORT);`),
      finds: [{ at: 'src/main.ts:4' }],
    },
    {
      name: 'with a callback',
      files: webService(`import Fastify from 'fastify';
const app = Fastify();
app.listen({ port: 3000 }, () => {});`),
      finds: [{ at: 'src/main.ts:3' }],
    },
  ],
};
