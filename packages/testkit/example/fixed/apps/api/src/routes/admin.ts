import { Router } from 'express';
import { z } from 'zod';

import { config } from '../config.js';
import { pool } from '../db.js';
import { logger } from '../log.js';

const Change = z.object({ user: z.uuid(), role: z.enum(['member', 'admin']) });

export const admin = Router();

admin.use((_req, res, next) => {
  const { sub, role } = res.locals.session;
  if (role !== 'admin') {
    logger.warn({ event: 'admin.refused', user: sub }, 'no administrator');
    res.sendStatus(403);
    return;
  }
  next();
});

admin.post('/role', async (req, res) => {
  const { user, role } = Change.parse(req.body);
  await pool.query('UPDATE users SET role = $1 WHERE id = $2', [role, user]);
  logger.info({ event: 'role.changed', by: res.locals.session.sub, user, role }, 'role changed');
  res.sendStatus(204);
});

admin.post('/import', async (_req, res) => {
  const answer = await fetch(`${config.workerUrl}/import`, {
    method: 'POST',
    headers: { 'x-worker-token': config.workerToken },
  });
  res.status(answer.ok ? 202 : 502).end();
});
