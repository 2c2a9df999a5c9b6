import bcrypt from 'bcrypt';
import { Router } from 'express';
import { z } from 'zod';

import { pool } from '../db.js';
import { logger } from '../log.js';
import { issueSession, makeResetToken } from '../session.js';

const SignIn = z.object({ email: z.email(), password: z.string().min(8).max(200) });
const RETURN_TO = new Map([
  ['items', '/items'],
  ['orders', '/orders'],
]);

export const auth = Router();

auth.post('/sign-in', async (req, res) => {
  const { email, password } = SignIn.parse(req.body);
  const { rows } = await pool.query('SELECT id, role, password_hash FROM users WHERE email = $1', [email]);
  const user = rows[0];
  if (!user || !(await bcrypt.compare(password, user.password_hash))) {
    logger.warn({ event: 'sign-in.failed', ip: req.ip }, 'sign-in failed');
    res.status(401).json({ error: 'Wrong address or password.' });
    return;
  }
  logger.info({ event: 'sign-in', user: user.id, ip: req.ip }, 'signed in');
  res.cookie('session', issueSession(user), { httpOnly: true, secure: true, sameSite: 'lax' });
  res.redirect(RETURN_TO.get(String(req.query.returnTo)) ?? '/items');
});

auth.post('/password-reset', async (req, res) => {
  const { email } = SignIn.pick({ email: true }).parse(req.body);
  const { token, hash } = makeResetToken();
  await pool.query('UPDATE users SET reset_hash = $1 WHERE email = $2', [hash, email]);
  await pool.query('INSERT INTO mails (kind, recipient, token) VALUES ($1, $2, $3)', ['reset', email, token]);
  logger.info({ event: 'password-reset.requested', ip: req.ip }, 'password reset requested');
  res.sendStatus(204);
});
