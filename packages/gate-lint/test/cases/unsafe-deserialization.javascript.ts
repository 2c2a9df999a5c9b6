export const ng = [
  `const serialize = require('node-serialize');
app.get('/profile', (req, res) => {
  const session = serialize.unserialize(req.cookies.session); // ng
  res.json(session);
});`,
  `import { unserialize } from 'node-serialize';
export const restore = (req, res) => {
  const text = Buffer.from(req.body.state, 'base64').toString();
  res.json(unserialize(text)); // ng
};`,
  `const yaml = require('js-yaml');
app.post('/import', (req, res) => {
  const data = yaml.load(req.body.yaml, { schema: yaml.DEFAULT_FULL_SCHEMA }); // ng
  res.json(data);
});`,
  `import yaml from 'js-yaml';
import { all } from 'js-yaml-js-types';
const schema = yaml.DEFAULT_SCHEMA.extend(all);
router.post('/rules', async (ctx) => {
  ctx.body = yaml.load(ctx.request.body.rules, { schema }); // ng
});`,
  `const v8 = require('node:v8');
fastify.post('/restore', async (request) => v8.deserialize(request.body.snapshot)); // ng`,
  `const funcster = require('funcster');
wss.on('connection', (ws) => {
  ws.on('message', (data) => run(funcster.deepDeserialize(JSON.parse(data)))); // ng
});`,
];

export const lookAlike = [
  `app.post('/import', (req, res) => {
  const data = JSON.parse(req.body.text);
  res.json(data);
});`,
  `import yaml from 'js-yaml';
app.post('/import', (req, res) => {
  res.json(yaml.load(req.body.yaml));
});`,
  `import { parse } from 'yaml';
export async function POST(request: Request) {
  return Response.json(parse(await request.text()));
}`,
  `const v8 = require('v8');
const copy = v8.deserialize(v8.serialize(settings));`,
  `const yaml = require('js-yaml');
const config = yaml.load(fs.readFileSync('config.yml', 'utf8'), { schema: yaml.JSON_SCHEMA });`,
  `import serialize from 'serialize-javascript';
const html = '<script>window.state = ' + serialize(state) + '</script>';`,
];
