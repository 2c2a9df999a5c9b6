export const ng = [
  `const crypto = require('crypto');
function hashPassword(password) {
  return crypto.createHash('md5').update(password).digest('hex'); // ng
}`,
  `import { createHash } from 'node:crypto';
export const sign = (payload, secret) => {
  const signature = createHash('sha1').update(payload + secret).digest('hex'); // ng
  return payload + '.' + signature;
};`,
  `const crypto = require('node:crypto');
const cipher = crypto.createCipheriv('des-ede3-cbc', key, crypto.randomBytes(8)); // ng
module.exports = cipher;`,
  `import crypto from 'crypto';
export function encrypt(text, key) {
  const cipher = crypto.createCipheriv('aes-256-ecb', key, null); // ng
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}`,
  `const crypto = require('crypto');
const iv = Buffer.from('0000000000000000');
exports.encrypt = (text, key) => {
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv); // ng
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
};`,
  `const { generateKeyPairSync } = require('crypto');
const pair = generateKeyPairSync('rsa', { modulusLength: 1024 }); // ng`,
  `const jwt = require('jsonwebtoken');
const claims = jwt.verify(token, key, { algorithms: ['HS256', 'none'] }); // ng`,
  `const crypto = require('crypto');
const cipher = crypto.createCipher('aes192', process.env.KEY); // ng
exports.seal = (text) => cipher.update(text, 'utf8', 'hex') + cipher.final('hex');`,
  `import md5 from 'md5';
export async function register(user) {
  await users.insert({ email: user.email, passwordHash: md5(user.password) }); // ng
}`,
];

export const lookAlike = [
  `const crypto = require('crypto');
const etag = crypto.createHash('md5').update(body).digest('hex');
res.setHeader('ETag', etag);`,
  `import { createHash } from 'crypto';
export const cacheKey = (url) => createHash('sha1').update(url).digest('hex');
export const checksum = (file) => createHash('md5').update(readFileSync(file)).digest('base64');`,
  `const crypto = require('crypto');
const iv = crypto.randomBytes(12);
const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);`,
  `const hmac = crypto.createHmac('sha256', process.env.SECRET).update(body).digest('hex');
const tokenHash = crypto.createHash('sha256').update(token).digest('hex');`,
  `const jwt = require('jsonwebtoken');
const claims = jwt.verify(token, publicKey, { algorithms: ['RS256'] });
const header = jwt.decode(token, { complete: true }).header;`,
  `const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 4096 });
const description = 'des and rc4 are broken';`,
  `const avatar = 'https://www.gravatar.com/avatar/' + md5(user.email.trim().toLowerCase());`,
];
