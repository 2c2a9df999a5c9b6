export const ng = [
  `app.post('/login', (req, res) => {
  console.log('login', req.body); // ng
  res.sendStatus(204);
});`,
  `export async function signIn(email, password) {
  logger.info('sign-in', { email, password }); // ng
  return api.signIn(email, password);
}`,
  `console.log(process.env); // ng
app.listen(3000);`,
  `const response = await client.token();
log.debug(\`got \${response.access_token}\`); // ng`,
  `fastify.addHook('onRequest', async (request) => {
  request.log.info({ authorization: request.headers.authorization }, 'request'); // ng
});`,
  `this.logger.debug('Config: ' + JSON.stringify({ host, apiKey: config.apiKey })); // ng`,
  `app.use((req, res, next) => {
  console.info(req.method, req.url, req.headers); // ng
  next();
});`,
  `const winston = require('winston');
const resetToken = await createResetToken(user);
winston.warn('reset link sent', resetToken); // ng`,
];

export const lookAlike = [
  `logger.info('sign-in', { userId: user.id });
logger.warn('wrong password');`,
  `console.log('token present:', Boolean(token), 'length', token.length);
console.log('password', password ? 'set' : 'missing');`,
  `console.log(process.env.NODE_ENV, process.env.PORT);
logger.info({ tokensUsed: usage.total_tokens, maxTokens });`,
  `for (const token of lexer) {
  if (token.type === 'error') console.log(token, token.value);
}`,
  `logger.info('request', { method: req.method, url: req.url, agent: req.headers['user-agent'] });`,
  `logger.debug({ apiKey: mask(apiKey), token: '[redacted]', passwordChanged: true, secretName });`,
  `logger.info({ tokenWaitTime, timeout: config.tokenAcquisitionTimeout }, 'token acquired');
const kid = process.env.JWT_SIGNING_KEY_KID;
logger.info({ kid }, 'signing key loaded');`,
  `console.log(JSON.stringify({ username, requirePasswordChange: data.user.requirePasswordChange }));`,
  `console.error('Password reset failed', error.message, tokenExpiresAt, passwordResetUrl);`,
];
