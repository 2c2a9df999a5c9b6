export const ng = [
  `app.get('/go', (req, res) => {
  const to = req.query.short ? '/s' : req.query.to;
  res.redirect(to); // ng
});`,
  `app.get('/login', (req, res) => {
  res.redirect(req.query.next); // ng
});`,
  `router.get('/go', async (ctx) => {
  const target = ctx.query.url || '/';
  ctx.redirect(target); // ng
});`,
  `app.post('/signout', (req, res) => {
  const { returnTo } = req.body;
  res.writeHead(302, { Location: returnTo }); // ng
  res.end();
});`,
  `import { redirect } from 'next/navigation';
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  redirect(searchParams.get('callbackUrl') ?? '/'); // ng
}`,
  `import { NextResponse } from 'next/server';
export function middleware(request) {
  const to = request.nextUrl.searchParams.get('to');
  return NextResponse.redirect(to); // ng
}`,
  `const params = new URLSearchParams(location.search);
window.location.href = params.get('redirect'); // ng`,
  `fastify.get('/out', async (request, reply) => {
  return reply.redirect('https://' + request.query.host); // ng
});`,
  `const next = new URL(window.location.href).searchParams.get('next');
location.assign(next); // ng`,
];

export const lookAlike = [
  `app.get('/list', (req, res) => {
  const to = req.query.page ? \`/list?page=\${req.query.page}\` : '/list';
  res.redirect(to);
});`,
  `app.get('/login', (req, res) => {
  res.redirect('/signin?next=' + encodeURIComponent(req.query.next));
});`,
  `const ALLOWED = ['/home', '/settings'];
app.get('/go', (req, res) => {
  const target = ALLOWED.includes(req.query.to) ? req.query.to : '/home';
  res.redirect(target);
});`,
  `app.get('/next', (req, res) => {
  const next = req.query.next;
  if (!next.startsWith('/') || next.startsWith('//')) return res.redirect('/');
  res.redirect(next);
});`,
  `app.get('/next', (req, res) => {
  const target = new URL(req.query.next, 'https://app.example.com');
  if (target.origin !== 'https://app.example.com') return res.sendStatus(400);
  res.redirect(target.href);
});`,
  `app.use((req, res, next) => {
  if (req.secure) return next();
  res.redirect(301, 'https://' + req.headers.host + req.originalUrl);
});`,
  `app.get('/u/:id', (req, res) => {
  res.redirect(\`/users/\${req.params.id}\`);
});`,
  `const page = new URLSearchParams(location.search).get('page');
window.location.href = '/items?page=' + page;
router.push({ name: 'items', query: { page } });`,
  `app.get('/short/:code', async (req, res) => {
  const link = await links.findOne({ code: req.params.code });
  res.redirect(link.url);
});`,
];
