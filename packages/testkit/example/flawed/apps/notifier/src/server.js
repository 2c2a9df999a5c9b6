import { createServer } from 'node:http';

import cors from 'cors';
import express from 'express';
import { Server } from 'socket.io';

import { requireAuth } from './auth.js';
import { startMails } from './mails.js';

const app = express();
app.use(cors({ origin: process.env.WEB_ORIGINS.split(',') }));
app.get('/health', requireAuth, (_req, res) => {
  res.json({ ok: true, at: process.env.RAILWAY_STATIC_URL });
});

const server = createServer(app);
const io = new Server(server, { cors: { origin: process.env.CORS_ORIGIN || '*' } });
io.on('connection', (socket) => {
  socket.on('watch', (sku) => socket.join(sku));
});
startMails((sku, text) => io.to(sku).emit('changed', text));

server.listen(process.env.NOTIFIER_PORT || 4000);
createServer((_req, res) => res.end(`notifier_clients ${io.engine.clientsCount}\n`)).listen(9090);
