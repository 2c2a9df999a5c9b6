export const ng = [
  `app.post('/login', async (req, res) => {
  const user = await users.byEmail(req.body.email);
  const ok = user && (await bcrypt.compare(req.body.password, user.hash));
  if (!ok) return res.status(401).json({ error: 'Wrong e-mail or password' }); // ng
  res.json({ token: sign(user) });
});
app.listen(3000, () => console.log('up'));`,
  `export const signin = async (req, res) => {
  const user = await authenticate(req.body);
  if (!user) {
    res.sendStatus(401); // ng
    return;
  }
  res.json(user);
};`,
  `router.put('/users/:id/role', requireAdmin, async (req, res) => { // ng
  await db.query('UPDATE users SET role = $1 WHERE id = $2', [req.body.role, req.params.id]);
  res.sendStatus(204);
});`,
  `app.post('/payments/refund', async (req, res) => { // ng
  const refund = await stripe.refunds.create({ charge: req.body.charge });
  res.json(refund);
});`,
  `app.post('/webhooks/stripe', raw, async (req, res) => { // ng
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], secret);
  await orders.update(event.data.object.id, { paid: true });
  res.json({ received: true });
});`,
  `fastify.post('/auth/sign-in', async (request, reply) => {
  const session = await verify(request.body);
  if (!session) return reply.code(401).send({ error: 'no' }); // ng
  return session;
});`,
];

export const lookAlike = [
  `app.post('/login', async (req, res) => {
  const user = await check(req.body);
  if (!user) {
    logger.warn({ event: 'login_failed', ip: req.ip }, 'sign-in refused');
    return res.status(401).json({ error: 'Wrong e-mail or password' });
  }
  res.json(user);
});`,
  `app.post('/payments/refund', async (req, res) => {
  const refund = await stripe.refunds.create({ charge: req.body.charge });
  await audit.record('refund', req.user.id, refund.id);
  res.json(refund);
});`,
  `app.get('/login', (req, res) => res.render('login'));
app.get('/items', (req, res) => (req.user ? res.json(items) : res.sendStatus(401)));`,
  `app.put('/users/:id/role', async (req, res) => {
  await users.update(req.params.id, { role: req.body.role });
  console.info('role changed', req.params.id);
  res.sendStatus(204);
});`,
  `export async function login(email, password) {
  const response = await fetch('/api/login', { method: 'POST', body: JSON.stringify({ email, password }) });
  if (response.status === 401) throw new Error('Unauthorized');
  return response.json();
}`,
  `const morgan = require('morgan');
app.use(morgan('combined'));
app.post('/login', async (req, res) => {
  if (!(await ok(req.body))) return res.sendStatus(401);
  res.sendStatus(204);
});`,
];
