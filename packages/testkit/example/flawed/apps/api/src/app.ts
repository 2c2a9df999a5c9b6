import cookieParser from 'cookie-parser';
import cors from 'cors';
import express from 'express';

import { admin } from './routes/admin.js';
import { auth } from './routes/auth.js';
import { files } from './routes/files.js';
import { items } from './routes/items.js';
import { payments } from './routes/payments.js';
import { requireSession } from './session.js';

export const app = express();

app.set('trust proxy', true);
app.use(cors({ origin: '*', credentials: true }));
app.use(express.json());
app.use(cookieParser());
app.get('/health', (_req, res) => {
  res.json({ ok: true });
});
app.use('/payments', payments);
app.use('/auth', auth);
app.use('/items', requireSession, items);
app.use('/files', requireSession, files);
app.use('/admin', requireSession, admin);
