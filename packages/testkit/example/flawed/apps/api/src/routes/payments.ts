import { Router } from 'express';

import { pool } from '../db.js';

export const payments = Router();

payments.post('/webhook', async (req, res) => {
  const notice = req.body;
  await pool.query('UPDATE orders SET paid_at = now() WHERE id = $1', [notice.order]);
  await fetch('http://receipts.payments.example/v1/acknowledge', {
    method: 'POST',
    body: JSON.stringify({ order: notice.order }),
  });
  res.sendStatus(204);
});
