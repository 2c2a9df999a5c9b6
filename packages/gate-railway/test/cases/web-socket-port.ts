import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'the HTTP server',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ server });`),
    },
    {
      name: 'upgrades by hand',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ noServer: true });`),
    },
    {
      name: 'PORT',
      traps: ['RLY-WS-004 PORT'],
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ port: Number(process.env.PORT) || 8080 });`),
    },
    {
      name: 'another variable, and no HTTP server',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ port: process.env.WS_PORT });`),
    },
    {
      name: 'port 0',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ port: 0 });`),
    },
    {
      name: 'development only',
      files: webService(`import { WebSocketServer } from 'ws';
if (isDev) new WebSocketServer({ port: 8080 });`),
    },
    {
      name: 'a client',
      files: webService(`import WebSocket from 'ws';
new WebSocket('wss://a.example.com:8080');`),
    },
  ],
  ng: [
    {
      name: 'a literal',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ port: 8080 });`),
      finds: [{ at: 'src/main.ts:2:1', says: 'fixed port' }],
    },
    {
      name: 'beside an HTTP server',
      files: webService(`import { WebSocketServer } from 'ws';
import express from 'express';
const app = express();
app.listen(process.env.PORT);
new WebSocketServer({ port: 8081 });`),
      finds: [{ at: 'src/main.ts:5' }],
    },
    {
      name: 'a constant',
      files: webService(`import { WebSocketServer } from 'ws';
const WS = 8080;
new WebSocketServer({ port: WS });`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'Socket.IO',
      files: webService(`import { Server } from 'socket.io';
new Server(3001);`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'another variable beside an HTTP server',
      files: webService(`import { WebSocketServer } from 'ws';
import express from 'express';
const app = express();
app.listen(process.env.PORT);
new WebSocketServer({ port: process.env.WS_PORT || 8081 });`),
      finds: [{ at: 'src/main.ts:5', severity: 'medium', says: 'WS_PORT' }],
    },
  ],
};
