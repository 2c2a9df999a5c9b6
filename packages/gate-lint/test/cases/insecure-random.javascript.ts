export const ng = [
  `const resetToken = Math.random().toString(36).slice(2); // ng
await users.update(id, { resetToken });`,
  `function generateOtp() {
  return Math.floor(100000 + Math.random() * 900000).toString(); // ng
}`,
  `export const createSession = (user) => ({
  user,
  sessionId: 'sess_' + Math.random().toString(16).slice(2), // ng
});`,
  `const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
export function generatePassword(length) {
  let result = '';
  for (let i = 0; i < length; i++) result += ALPHABET[Math.floor(Math.random() * ALPHABET.length)]; // ng
  return result;
}`,
  `function randomString(length) {
  return Array.from({ length }, () => Math.random().toString(36)[2]).join(''); // ng
}
const apiKey = randomString(32);
module.exports = { apiKey };`,
  `user.verificationCode = String(Math.floor(Math.random() * 1e6)).padStart(6, '0'); // ng
await user.save();`,
  `const state = { csrfToken: \`\${Date.now()}\${Math.random()}\` }; // ng
localStorage.setItem('state', JSON.stringify(state));`,
  `const crypto = require('crypto');
const secret = crypto.pseudoRandomBytes(16).toString('hex'); // ng`,
];

export const lookAlike = [
  `async function acquireSessionLock(sessionId) {
  const lockId = \`\${Date.now()}-\${Math.random().toString(36).slice(2)}\`;
  await redis.set(sessionId, lockId, { NX: true });
  return lockId;
}`,
  `const delay = 1000 * 2 ** attempt + Math.random() * 250;
await sleep(delay);`,
  `const items = list.map((item) => ({ ...item, key: Math.random() }));
const id = 'field-' + Math.random().toString(36).slice(2);`,
  `function shuffle(list) {
  return list.sort(() => Math.random() - 0.5);
}
const sample = Math.random() < 0.1;`,
  `async function refreshToken() {
  const wait = 500 + Math.random() * 500;
  await new Promise((resolve) => setTimeout(resolve, wait));
  return client.refresh();
}`,
  `const tokenColor = COLORS[Math.floor(Math.random() * COLORS.length)];
const position = { x: Math.random(), y: Math.random() };`,
  `import { randomBytes, randomInt } from 'node:crypto';
const token = randomBytes(32).toString('base64url');
const otp = randomInt(1e6);`,
];
