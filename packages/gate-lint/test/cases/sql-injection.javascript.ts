export const ng = [
  `const { Pool } = require('pg');
const pool = new Pool();
app.get('/users', async (req, res) => {
  const { rows } = await pool.query(\`SELECT * FROM users WHERE email = '\${req.query.email}'\`); // ng
  res.json(rows);
});`,
  `import mysql from 'mysql2/promise';
const connection = await mysql.createConnection(process.env.DATABASE_URL);
export async function find(req, res) {
  const id = req.params.id;
  let sql = 'SELECT * FROM items WHERE id = ' + id;
  sql += ' LIMIT 1';
  const [rows] = await connection.execute(sql); // ng
  res.json(rows);
}`,
  `const knex = require('knex')({ client: 'pg' });
router.get('/items', async (ctx) => {
  ctx.body = await knex('items').orderByRaw(ctx.query.sort + ' desc'); // ng
});`,
  `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const name = searchParams.get('name');
  const rows = await prisma.$queryRawUnsafe("SELECT * FROM users WHERE name = '" + name + "'"); // ng
  return Response.json(rows);
}`,
  `function where(filter) {
  return \`WHERE \${filter.field} = '\${filter.value}'\`;
}
app.post('/search', async (req, res) => {
  const clause = where(req.body);
  const result = await db.query('SELECT id FROM orders ' + clause); // ng
  res.json(result.rows);
});`,
  `const Database = require('better-sqlite3');
const db = new Database('app.db');
app.delete('/items/:id', (req, res) => {
  db.prepare('DELETE FROM items WHERE id = ' + req.params.id).run(); // ng
  res.sendStatus(204);
});`,
  `fastify.get('/report', async (request) => {
  const conditions = [];
  if (request.query.status) conditions.push(\`status = '\${request.query.status}'\`);
  const text = 'SELECT * FROM reports WHERE ' + conditions.join(' AND ');
  return fastify.pg.query(text); // ng
});`,
  `export class UserRepository {
  constructor(dataSource) {
    this.dataSource = dataSource;
  }
  byName(name) {
    return this.dataSource.query(\`SELECT * FROM "user" WHERE name = '\${name}'\`); // ng
  }
  handle(req, res) {
    return this.byName(req.body.name);
  }
}`,
  `const users = await repository
  .createQueryBuilder('user')
  .where(\`user.name = '\${useRoute().query.name}'\`) // ng
  .getMany();`,
  `app.get('/loop', async (req, res) => {
  let text = 'SELECT 1';
  for (const name of req.query.names) {
    await pool.query(text); // ng
    text = \`SELECT * FROM users WHERE name = '\${name}'\`;
  }
  res.sendStatus(204);
});`,
  `app.get('/maybe', async (req, res) => {
  let order = req.query.order;
  if (req.query.plain) order = 'id';
  const { rows } = await pool.query('SELECT * FROM items ORDER BY ' + order); // ng
  res.json(rows);
});`,
];

export const lookAlike = [
  `app.get('/users', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM users WHERE email = $1', [req.query.email]);
  res.json(rows);
});`,
  `const COLUMNS = ['name', 'created_at'];
app.get('/items', async (req, res) => {
  const column = COLUMNS.includes(req.query.sort) ? req.query.sort : 'name';
  const direction = req.query.dir === 'desc' ? 'DESC' : 'ASC';
  const { rows } = await db.query(\`SELECT * FROM items ORDER BY \${column} \${direction}\`);
  res.json(rows);
});`,
  `app.get('/items/:id', async (req, res) => {
  const id = Number(req.params.id);
  if (!Number.isInteger(id)) return res.sendStatus(400);
  const [rows] = await connection.query(\`SELECT * FROM items WHERE id = \${id}\`);
  res.json(rows);
});`,
  `import postgres from 'postgres';
const sql = postgres();
export async function GET(request: Request) {
  const name = new URL(request.url).searchParams.get('name');
  const users = await sql\`SELECT * FROM users WHERE name = \${name}\`;
  const rows = await prisma.$queryRaw\`SELECT * FROM users WHERE name = \${name}\`;
  return Response.json({ users, rows });
}`,
  `app.post('/bulk', async (req, res) => {
  const ids = req.body.ids;
  const places = ids.map((_, i) => \`$\${i + 1}\`).join(', ');
  const { rows } = await pool.query(\`SELECT * FROM items WHERE id IN (\${places})\`, ids);
  res.json(rows);
});`,
  `const TABLES = { users: 'app_users', orders: 'app_orders' };
app.get('/count/:table', async (req, res) => {
  const table = TABLES[req.params.table];
  const { rows } = await pool.query('SELECT count(*) FROM ' + table);
  res.json(rows[0]);
});`,
  `app.get('/search', async (req, res) => {
  const result = await client.query({ query: SEARCH, variables: { text: req.query.text } });
  const nodes = document.querySelectorAll(req.query.selector);
  res.json({ result, nodes });
});`,
  `import { z } from 'zod';
const Query = z.object({ sort: z.enum(['name', 'price']) });
app.get('/sorted', async (req, res) => {
  const { sort } = Query.parse(req.query);
  const { rows } = await pool.query(\`SELECT * FROM items ORDER BY \${sort}\`);
  res.json(rows);
});`,
  `app.get('/page', async (req, res) => {
  const values = [];
  let text = 'SELECT * FROM items';
  if (req.query.name) {
    values.push(req.query.name);
    text += ' WHERE name = $' + values.length;
  }
  const { rows } = await pool.query(text, values);
  res.json(rows);
});`,
  `app.get('/items/:id', async (req, res) => {
  let id = req.params.id;
  id = Number(id);
  const { rows } = await pool.query('SELECT * FROM items WHERE id = ' + id);
  res.json(rows);
});`,
  `app.get('/sorted', async (req, res) => {
  let { sort } = req.query;
  if (!COLUMNS.has(sort)) sort = 'name';
  const { rows } = await pool.query(\`SELECT * FROM items ORDER BY \${sort}\`);
  res.json(rows);
});`,
  `app.get('/log', async (req, res) => {
  let text = 'SELECT 1';
  await pool.query(text);
  text += req.query.note;
  res.json({ text });
});`,
];
