export const ng = [
  `const EMAIL = /^([a-z0-9]+)*@example\\.com$/; // ng
export const isEmail = (text) => EMAIL.test(text);`,
  `app.get('/search', (req, res) => {
  const pattern = new RegExp(req.query.q, 'i'); // ng
  res.json(items.filter((item) => pattern.test(item.name)));
});`,
  `export function isList(text) {
  return /^(\\w+\\s?)*$/.test(text); // ng
}`,
  `const pattern = new RegExp('^([a-z]+,?)+$'); // ng
module.exports = (text) => pattern.test(text);`,
  `fastify.post('/check', async (request) => {
  return /^(.*),(.*),(.*)x$/.test(request.body.line); // ng
});`,
  `router.get('/filter', async (ctx) => {
  const expression = '^' + ctx.query.prefix + '.*';
  ctx.body = names.filter((name) => name.match(RegExp(expression))); // ng
});`,
];

export const lookAlike = [
  `const EMAIL = /^[a-z0-9]{1,64}@example\\.com$/;
const WORDS = /^\\w+(?:\\s\\w+)*$/;`,
  `import escapeStringRegexp from 'escape-string-regexp';
app.get('/search', (req, res) => {
  const pattern = new RegExp(escapeStringRegexp(req.query.q), 'i');
  res.json(items.filter((item) => pattern.test(item.name)));
});`,
  `function escapeRegExp(text) {
  return text.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&');
}
export const find = (req, res) => res.json(list.filter((x) => new RegExp(escapeRegExp(req.query.q)).test(x)));`,
  `const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');`,
  `const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const csv = /^(?:[^,]+,)*[^,]+$/;`,
  `const trimmed = text.replace(/^\\s+|\\s+$/g, '');
const flags = new RegExp(process.env.PATTERN ?? '^x$');`,
];
