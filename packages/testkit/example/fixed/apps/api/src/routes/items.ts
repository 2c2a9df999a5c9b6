import { isSku, type Item } from '@itemize/shared';
import { Router } from 'express';
import { z } from 'zod';

import { pool } from '../db.js';

const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  quantity: 'quantity',
  changed: 'changed_at',
};
const Discount = z.object({ percent: z.number().min(0).max(90) });
const View = z.object({ sort: z.enum(['name', 'quantity', 'changed']), search: z.string().max(100) });

export const items = Router();

items.get('/', async (req, res) => {
  const column = COLUMNS[String(req.query.sort)] ?? 'name';
  const { rows } = await pool.query(`SELECT * FROM items WHERE name ILIKE $1 ORDER BY ${column} LIMIT 200`, [
    `%${String(req.query.search ?? '')}%`,
  ]);
  res.json(rows);
});

items.get('/view', (req, res) => {
  const saved = View.safeParse(JSON.parse(req.cookies.view ?? '{}'));
  res.json(saved.success ? saved.data : { sort: 'name', search: '' });
});

items.get('/:sku/label', async (req, res) => {
  if (!isSku(req.params.sku)) {
    res.status(400).json({ error: 'That is no article number.' });
    return;
  }
  const { rows } = await pool.query<Item>('SELECT * FROM items WHERE sku = $1', [req.params.sku]);
  res.type('text/plain').send(rows[0]?.name ?? '');
});

items.post('/:sku/discount', async (req, res) => {
  const { percent } = Discount.parse(req.body);
  const { rows } = await pool.query<Item>(
    'UPDATE items SET price = price * (100 - $1) / 100 WHERE sku = $2 RETURNING *',
    [percent, req.params.sku],
  );
  if (rows[0]) req.app.locals.live.broadcast({ type: 'changed', item: rows[0] });
  res.sendStatus(204);
});
