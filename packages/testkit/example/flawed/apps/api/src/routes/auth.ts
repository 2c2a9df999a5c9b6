import { Router } from 'express';

import { pool } from '../db.js';
import { hashPassword, issueSession, makeResetToken } from '../session.js';

export const auth = Router();

auth.post('/sign-in', async (req, res) => {
  const { email, password } = req.body;
  const { rows } = await pool.query(`SELECT id, role, password_hash FROM users WHERE email = '${email}'`);
  const user = rows[0];
  if (!user || user.password_hash !== hashPassword(password)) {
    res.status(401).json({ error: 'Wrong address or password.' });
    return;
  }
  res.cookie('session', issueSession(user), { domain: '.up.railway.app' });
  res.redirect(req.query.returnTo as string);
});

auth.post('/password-reset', async (req, res) => {
  const { email, password } = req.body;
  const token = makeResetToken();
  console.log(`password reset for ${email}: ${password} ${token}`);
  await pool.query('UPDATE users SET reset_token = $1 WHERE email = $2', [token, email]);
  res.sendStatus(204);
});
