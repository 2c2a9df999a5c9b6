export const ng = [
  `const fs = require('fs');
const names = JSON.parse(fs.readFileSync('names.json', 'utf8'));
app.get('/file', (req, res) => {
  const name = names[req.query.name];
  if (!name) res.status(404);
  res.send(fs.readFileSync(\`files/\${req.query.name}\`)); // ng
});`,
  `import send from 'send';
app.get('/:file', (req, res) => {
  send(req, req.params.file).pipe(res); // ng
});`,
  `const fs = require('fs');
const path = require('path');
app.get('/files/:name', (req, res) => {
  const file = path.join(__dirname, 'uploads', req.params.name);
  fs.createReadStream(file).pipe(res); // ng
});`,
  `app.get('/download', (req, res) => {
  res.sendFile('/srv/files/' + req.query.file); // ng
});`,
  `import { readFile } from 'node:fs/promises';
export async function GET(request: Request, { params }) {
  const text = await readFile(\`content/\${params.slug}.md\`, 'utf8'); // ng
  return Response.json({ text });
}`,
  `import { promises as fs } from 'fs';
import { resolve } from 'path';
router.post('/save', async (ctx) => {
  const { name, text } = ctx.request.body;
  await fs.writeFile(resolve('data', name), text); // ng
  ctx.status = 204;
});`,
  `const fse = require('fs-extra');
fastify.delete('/drafts/:id', async (request, reply) => {
  const id = request.params.id.replace('..', '');
  await fse.remove('drafts/' + id); // ng
  return reply.code(204).send();
});`,
  `const multer = require('multer');
const { rename } = require('fs');
app.post('/upload', upload.single('file'), (req, res) => {
  rename(req.file.path, 'public/' + req.file.originalname, () => res.sendStatus(201)); // ng
});`,
  `function locate(base, name) {
  return path.normalize(base + '/' + name);
}
app.get('/invoice', (req, res) => {
  res.download(locate('invoices', req.query.number)); // ng
});`,
];

export const lookAlike = [
  `const fs = require('fs');
const SCRIPTS = { daily: 'scripts/daily.mjs', hourly: 'scripts/hourly.mjs' };
app.post('/run', (req, res) => {
  const { source } = req.body;
  const script = SCRIPTS[source];
  if (!script) return res.sendStatus(400);
  fs.appendFileSync(\`logs/\${source}.log\`, script);
  res.sendStatus(202);
});`,
  `const fs = require('fs');
const path = require('path');
const BASE = path.resolve('uploads');
app.get('/files/:name', (req, res) => {
  const file = path.resolve(BASE, req.params.name);
  if (!file.startsWith(BASE + path.sep)) return res.sendStatus(403);
  fs.createReadStream(file).pipe(res);
});`,
  `app.get('/files/:name', (req, res) => {
  res.sendFile(req.params.name, { root: path.join(__dirname, 'uploads') });
});`,
  `const fs = require('fs');
app.get('/avatar', (req, res) => {
  const name = path.basename(req.query.name);
  fs.readFile(path.join('avatars', name), (error, data) => res.json({ size: data.length }));
});`,
  `import { readFile } from 'fs/promises';
const TEMPLATES = { welcome: 'welcome.html', reset: 'reset.html' };
fastify.get('/template/:name', async (request) => {
  const file = TEMPLATES[request.params.name];
  return readFile('templates/' + file, 'utf8');
});`,
  `import fs from 'node:fs';
app.get('/report/:id', (req, res) => {
  if (!/^[a-f0-9]{8}$/.test(req.params.id)) return res.sendStatus(404);
  fs.createReadStream(\`reports/\${req.params.id}.pdf\`).pipe(res);
});`,
  `import fs from 'node:fs';
import path from 'node:path';
app.get('/doc', (req, res) => {
  const file = path.resolve('docs', req.query.page);
  const relative = path.relative('docs', file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return res.sendStatus(400);
  fs.readFile(file, 'utf8', (error, text) => res.json({ text }));
});`,
  `const fs = require('fs');
app.post('/upload', upload.single('file'), (req, res) => {
  fs.unlink(req.file.path, () => res.sendStatus(204));
});`,
  `const fs = require('fs');
const config = JSON.parse(fs.readFileSync(process.env.CONFIG_FILE, 'utf8'));
app.post('/log', (req, res) => {
  fs.appendFile('events.log', JSON.stringify(req.body), () => res.sendStatus(204));
});`,
  `function send(to, text) { return queue.add({ to, text }); }
app.post('/mails', (req, res) => {
  send(req.body.to, req.body.text);
});
export const remove = (del) => app.delete('/items/:id', (req) => del(req.params.id));`,
];
