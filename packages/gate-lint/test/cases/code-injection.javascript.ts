export const ng = [
  `app.get('/calc', (req, res) => {
  res.json(eval(req.query.expression)); // ng
});`,
  `import express from 'express';
const router = express.Router();
router.post('/rules', async (req, res) => {
  const { formula } = req.body;
  const run = new Function('row', \`return \${formula}\`); // ng
  res.json(run(req.body.row));
});`,
  `const vm = require('node:vm');
module.exports = async function (fastify) {
  fastify.post('/run', async (request) => {
    const source = request.body.source.trim();
    return vm.runInNewContext(source, {}); // ng
  });
};`,
  `import { runInThisContext } from 'vm';
function run(code) {
  return runInThisContext('(' + code + ')'); // ng
}
export const handler = async (ctx) => {
  ctx.body = run(ctx.request.body.script);
};`,
  `wss.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    setTimeout(message.callback, 100); // ng
  });
});`,
  `export async function POST(request) {
  const { plugin } = await request.json();
  const loaded = await import(plugin); // ng
  return Response.json(loaded.default());
}`,
  `const hash = window.location.hash.slice(1);
window.eval(decodeURIComponent(hash)); // ng`,
  `app.get('/users', async (req, res) => {
  const users = await User.find({ $where: 'this.name == "' + req.query.name + '"' }); // ng
  res.json(users);
});`,
];

export const lookAlike = [
  `const operations = { sum: (list) => list.reduce((a, b) => a + b, 0) };
app.get('/calc', (req, res) => {
  if (!Object.hasOwn(operations, req.query.operation)) return res.sendStatus(400);
  res.json(operations[req.query.operation](req.body.values.map(Number)));
});`,
  `app.post('/later', (req, res) => {
  setTimeout(() => remind(req.body.user), 1000);
  res.sendStatus(202);
});`,
  `const expression = '1 + 1';
eval(expression);`,
  `const vm = require('vm');
const { readFileSync } = require('fs');
const script = new vm.Script(readFileSync('./fixed.js', 'utf8'));
script.runInThisContext();`,
  `app.post('/data', (req, res) => {
  const parsed = JSON.parse(req.body.text);
  const list = req.query.items.split(',').map((item) => parser.eval(item));
  res.json({ parsed, list });
});`,
  `const LOCALES = ['de', 'en', 'fr'];
app.get('/texts', async (req, res) => {
  const { locale } = req.query;
  if (!LOCALES.includes(locale)) return res.sendStatus(404);
  const texts = await import(\`./locales/\${locale}.js\`);
  res.json(texts.default);
});`,
  `const render = new Function('return this');
const root = render();`,
];
