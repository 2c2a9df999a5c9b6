import cookieParser from 'cookie-parser';
import cors from 'cors';
import express from 'express';
import rateLimit from 'express-rate-limit';

import { config } from './config.js';
import { admin } from './routes/admin.js';
import { auth } from './routes/auth.js';
import { files } from './routes/files.js';
import { items } from './routes/items.js';
import { payments } from './routes/payments.js';
import { requireSession } from './session.js';

export const app = express();

// Railway's edge is the one proxy in front; its hops come from this range.
app.set('trust proxy', '100.64.0.0/10');
app.use(cors({ origin: config.webOrigins, credentials: true }));
app.get('/health', (_req, res) => {
  res.json({ ok: true });
});
// The signature covers the bytes as they came, so this router parses its own body.
app.use('/payments', payments);
app.use(express.json({ limit: '100kb' }));
app.use(cookieParser());
app.use('/auth', rateLimit({ windowMs: 60_000, limit: 20 }), auth);
app.use('/items', requireSession, items);
app.use('/files', requireSession, files);
app.use('/admin', requireSession, admin);
