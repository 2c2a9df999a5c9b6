import type { Item } from '@itemize/shared';
import { Router } from 'express';
import serialize from 'node-serialize';

import { pool } from '../db.js';

export const items = Router();

items.get('/', async (req, res) => {
  const sort = req.query.sort ?? 'name';
  const sql = 'SELECT * FROM items WHERE name ILIKE $1 ORDER BY ' + sort;
  const { rows } = await pool.query(sql, [`%${String(req.query.search ?? '')}%`]);
  res.json(rows);
});

items.get('/view', (req, res) => {
  res.json(serialize.unserialize(req.cookies.view));
});

items.get('/:sku/label', async (req, res) => {
  const { rows } = await pool.query<Item>('SELECT * FROM items WHERE sku = $1', [req.params.sku]);
  res.send(`<h1>${req.params.sku}</h1><p>${rows[0]?.name ?? ''}</p>`);
});

items.post('/:sku/discount', async (req, res) => {
  const percent = eval(req.body.formula);
  const { rows } = await pool.query<Item>(
    'UPDATE items SET price = price * (100 - $1) / 100 WHERE sku = $2 RETURNING *',
    [percent, req.params.sku],
  );
  if (rows[0]) req.app.locals.live.broadcast({ type: 'changed', item: rows[0] });
  res.sendStatus(204);
});
