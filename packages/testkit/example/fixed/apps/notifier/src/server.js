import { createServer } from 'node:http';

import { createAdapter } from '@socket.io/redis-adapter';
import cors from 'cors';
import express from 'express';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

import { startMails } from './mails.js';

const origins = process.env.WEB_ORIGINS.split(',').map((origin) => origin.trim());

const app = express();
app.use(cors({ origin: origins }));
app.get('/health', (_req, res) => {
  res.json({ ok: true });
});

const server = createServer(app);
const publisher = new Redis(process.env.REDIS_URL, { family: 0 });
// Every replica hears of what the others send.
const io = new Server(server, {
  cors: { origin: origins },
  adapter: createAdapter(publisher, publisher.duplicate()),
});
io.on('connection', (socket) => {
  socket.on('watch', (sku) => socket.join(sku));
});
startMails((sku, text) => io.to(sku).emit('changed', text));

server.listen(process.env.PORT, '::');
process.on('SIGTERM', () => server.close());
